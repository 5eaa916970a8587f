//! git, called as a program. What it cannot answer is one clear line.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A repository with a work tree.
pub(crate) struct Git {
    /// The root of the work tree, canonical.
    root: PathBuf,
}

impl Git {
    /// The repository around a folder.
    pub(crate) fn around(folder: &Path) -> Result<Self, String> {
        let output = run(folder, &["rev-parse", "--show-toplevel"], None, None)?;
        let root = match output {
            Ok(bytes) => PathBuf::from(String::from_utf8_lossy(&bytes).trim_end_matches('\n')),
            Err(complaint) if complaint.contains("not a git repository") => {
                return Err(format!("`{}` is not in a git repository", folder.display()));
            }
            Err(complaint) => return Err(format!("git: {complaint}")),
        };
        let root = root
            .canonicalize()
            .map_err(|error| format!("cannot read `{}`: {error}", root.display()))?;
        Ok(Self { root })
    }

    /// The root of the work tree.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The newest commit that both HEAD and a revision descend from.
    pub(crate) fn merge_base(&self, revision: &str) -> Result<String, String> {
        let commit = |revision: &str| {
            let name = format!("{revision}^{{commit}}");
            self.line(&["rev-parse", "--verify", "--quiet", &name])
        };
        if revision.is_empty() || revision.starts_with('-') {
            return Err(format!("`{revision}` is no git revision"));
        }
        if commit("HEAD")?.is_err() {
            return Err("this git repository has no commit yet".into());
        }
        let Ok(theirs) = commit(revision)? else {
            return Err(match self.is_shallow()? {
                true => format!(
                    "there is no git revision `{revision}` in this shallow clone: fetch it with its history (`git fetch --unshallow`; with actions/checkout, `fetch-depth: 0`)"
                ),
                false => format!(
                    "there is no git revision `{revision}` here: is it misspelt, or not fetched?"
                ),
            });
        };
        self.line(&["merge-base", "HEAD", &theirs])?.map_err(|_| match self.is_shallow() {
            Ok(true) => format!(
                "this is a shallow clone that does not reach back to where HEAD and `{revision}` part: fetch their history (`git fetch --unshallow`; with actions/checkout, `fetch-depth: 0`)"
            ),
            _ => format!("HEAD and `{revision}` have no commit in common"),
        })
    }

    fn is_shallow(&self) -> Result<bool, String> {
        Ok(self.line(&["rev-parse", "--is-shallow-repository"])?.as_deref() == Ok("true"))
    }

    /// The commits that the next one will have for parents: none, HEAD, or HEAD and what is being merged.
    pub(crate) fn parents(&self) -> Result<Vec<String>, String> {
        let Ok(head) = self.line(&["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])? else {
            return Ok(Vec::new());
        };
        let merged = self.line(&["rev-parse", "--git-path", "MERGE_HEAD"])??;
        // Without a merge there is no such file.
        let merged = std::fs::read_to_string(self.root.join(merged)).unwrap_or_default();
        Ok([head].into_iter().chain(merged.lines().map(str::to_owned)).collect())
    }

    /// Go files that differ between the index and the work tree.
    pub(crate) fn unstaged(&self) -> Result<Vec<String>, String> {
        // Unlike `diff-files`, it looks into files of which only the time has changed.
        let args = ["diff", "--no-ext-diff", "--no-renames", "--name-only", "-z", "--", "*.go"];
        Ok(names(&self.bytes(&args, None, None)?))
    }

    /// What the index has of a file; nothing if it has conflicts.
    pub(crate) fn staged(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        Ok(run(&self.root, &["cat-file", "blob", &format!(":{path}")], None, None)?.ok())
    }

    /// The changes of Go files from a commit to the work tree, or to the index, as a patch without context.
    pub(crate) fn patch(&self, commit: &str, index: bool) -> Result<Vec<u8>, String> {
        let mut args =
            vec!["diff", "--no-ext-diff", "--no-textconv", "--no-color", "--find-renames"];
        args.extend(index.then_some("--cached"));
        args.extend(["--unified=0", "--src-prefix=a/", "--dst-prefix=b/", commit, "--"]);
        args.extend(PATTERNS);
        self.bytes(&args, None, None)
    }

    /// Go files that git does not know and is not told to ignore.
    pub(crate) fn untracked(&self) -> Result<Vec<String>, String> {
        let mut args = vec!["ls-files", "--others", "--exclude-standard", "-z", "--"];
        args.extend(PATTERNS);
        Ok(names(&self.bytes(&args, None, None)?))
    }

    /// Writes what a commit has of Go files, and what says how they belong together, below a folder. Neither the work tree
    /// nor the index is touched.
    pub(crate) fn export(&self, commit: &str, folder: &Path, index: &Path) -> Result<(), String> {
        let all =
            self.bytes(&["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit], None, None)?;
        let wanted: Vec<String> = names(&all)
            .into_iter()
            .filter(|path| {
                let name = path.rsplit('/').next().unwrap_or_default();
                name.ends_with(".go") || matches!(name, "go.mod" | "go.work" | ".gitignore")
            })
            .collect();
        // A sparse work tree must not make the export sparse.
        let whole = ["-c", "core.sparseCheckout=false"];
        let index = Some(index);
        self.bytes(&[&whole[..], &["read-tree", commit]].concat(), index, None)?;
        let prefix = format!("--prefix={}/", folder.display());
        let mut list = wanted.join("\0").into_bytes();
        list.push(0);
        let checkout = ["checkout-index", "-f", "-q", "-z", "--stdin", &prefix];
        self.bytes(&[&whole[..], &checkout].concat(), index, Some(&list))?;
        Ok(())
    }

    /// One line of output, or what git complains about.
    fn line(&self, args: &[&str]) -> Result<Result<String, String>, String> {
        let output = run(&self.root, args, None, None)?;
        Ok(output.map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned()))
    }

    fn bytes(
        &self,
        args: &[&str],
        index: Option<&Path>,
        input: Option<&[u8]>,
    ) -> Result<Vec<u8>, String> {
        run(&self.root, args, index, input)?.map_err(|complaint| format!("git: {complaint}"))
    }
}

/// What the changes of are asked for: `*` matches folders too.
const PATTERNS: [&str; 3] = ["*.go", "*go.mod", "*go.work"];

fn names(bytes: &[u8]) -> Vec<String> {
    let names = bytes.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    names.map(|name| String::from_utf8_lossy(name).into_owned()).collect()
}

/// Runs git in a folder: its output, or the first line of what it complains about. An error is that it cannot be run.
fn run(
    folder: &Path,
    args: &[&str],
    index: Option<&Path>,
    input: Option<&[u8]>,
) -> Result<Result<Vec<u8>, String>, String> {
    let cannot = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => "git is needed, and is not installed".into(),
        _ => format!("git cannot be run: {error}"),
    };
    let mut command = Command::new("git");
    command
        .current_dir(folder)
        .args(["-c", "core.quotePath=false"])
        .args(args)
        // In a hook these are set, and would make any folder that git is run in the root of the work tree.
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env("LC_ALL", "C")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if let Some(index) = index {
        command.env("GIT_INDEX_FILE", index.as_os_str());
    }
    let mut child = command.spawn().map_err(cannot)?;
    // What is written is read at once and answered with nothing, so one thread is enough.
    if let (Some(input), Some(mut stdin)) = (input, child.stdin.take()) {
        // A git that has given up early says why itself.
        let _ = stdin.write_all(input);
    }
    let output = child.wait_with_output().map_err(cannot)?;
    if output.status.success() {
        return Ok(Ok(output.stdout));
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    let line = complaint.lines().find(|line| !line.is_empty()).unwrap_or("failed");
    let verb = args.iter().copied().find(|arg| OsStr::new(arg) != OsStr::new("-c"));
    let line =
        line.strip_prefix("fatal: ").or_else(|| line.strip_prefix("error: ")).unwrap_or(line);
    Ok(Err(if line == "failed" {
        format!("{} failed", verb.unwrap_or_default())
    } else {
        line.into()
    }))
}
