//! What the tests share: runs of the binary, its findings, folders of their own, tables, and the known wrong answers.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use libtest_mimic::{Failed, Trial};
use serde_json::Value;

/// No run may take longer, whatever it is given to read.
const LIMIT: Duration = Duration::from_secs(60);

/// The folder `testdata`.
pub(crate) fn testdata() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    folder.canonicalize().unwrap()
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Output {
    /// The exit code; none if a signal ended the run.
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Output {
    /// Fails unless the run ended with that code.
    pub(crate) fn expect_status(&self, status: i32) -> Result<(), Failed> {
        if self.status == Some(status) {
            return Ok(());
        }
        Err(format!("exit code {:?}, not {status}; stderr:\n{}", self.status, self.stderr).into())
    }
}

/// Runs the binary in a folder. That it takes too long or panics is a failure, whatever is tested.
pub(crate) fn closerace<A: AsRef<OsStr>>(
    folder: &Path,
    args: impl IntoIterator<Item = A>,
) -> Result<Output, Failed> {
    closerace_reading(folder, args, &[])
}

/// Runs the binary in a folder with something on its standard input.
pub(crate) fn closerace_reading<A: AsRef<OsStr>>(
    folder: &Path,
    args: impl IntoIterator<Item = A>,
    input: &[u8],
) -> Result<Output, Failed> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_closerace"))
        .args(args)
        .current_dir(folder)
        // Colours, widths and threads come from the environment too.
        .env_clear()
        // Where git is.
        .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
        // What is found must not be what an earlier run has found, unless that is what is tested.
        .env("CLOSERACE_NO_CACHE", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        // The temporary folders are in the build folder, and that is in a repository of its own.
        .env("GIT_CEILING_DIRECTORIES", env!("CARGO_TARGET_TMPDIR"))
        .stdin(if input.is_empty() { Stdio::null() } else { Stdio::piped() })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // A run that does not read what it is given is judged by how it ends.
        let _ = stdin.write_all(input);
    }
    let (stdout, stderr) = (collect(child.stdout.take()), collect(child.stderr.take()));
    let status = wait(&mut child)?;
    let text = |reader: thread::JoinHandle<Vec<u8>>| String::from_utf8(reader.join().unwrap());
    let output = Output { status, stdout: text(stdout)?, stderr: text(stderr)? };
    if output.stderr.contains("internal error") || output.stderr.contains("panicked") {
        return Err(output.stderr.into());
    }
    Ok(output)
}

fn collect(stream: Option<impl Read + Send + 'static>) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        stream.unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    })
}

fn wait(child: &mut Child) -> Result<Option<i32>, Failed> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.code());
        }
        if start.elapsed() > LIMIT {
            child.kill()?;
            child.wait()?;
            return Err(format!("still running after {} seconds", LIMIT.as_secs()).into());
        }
        thread::sleep(Duration::from_millis(2));
    }
}

/// `file:line`, the file relative to the folder that was checked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Place(pub(crate) String);

impl Place {
    pub(crate) fn new(file: &str, line: impl fmt::Display) -> Self {
        Self(format!("{file}:{line}"))
    }
}

/// What a test wants to know of a finding.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) rule: String,
    pub(crate) cell: String,
    /// Where the teardown accesses the cell.
    pub(crate) teardown: Place,
    /// Where the goroutine does.
    pub(crate) goroutine: Place,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Finding { rule, cell, teardown, goroutine } = self;
        write!(formatter, "{rule}: {cell}, {} against {}", teardown.0, goroutine.0)
    }
}

/// The findings of `check . <args>` in a folder.
pub(crate) fn findings(folder: &Path, args: &[&str]) -> Result<Vec<Finding>, Failed> {
    let output = closerace(folder, ["check", ".", "--format", "json"].iter().chain(args))?;
    let report: Value =
        serde_json::from_str(&output.stdout).map_err(|error| format!("{error}: {output:?}"))?;
    let findings: Vec<Finding> =
        report["findings"].as_array().unwrap().iter().map(finding).collect();
    output.expect_status(i32::from(!findings.is_empty()))?;
    Ok(findings)
}

fn finding(value: &Value) -> Finding {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let access = |side: &str| {
        let step = value[side]["trace"].as_array().unwrap().last().unwrap();
        Place::new(&text(&step["path"]), &step["line"])
    };
    Finding {
        rule: text(&value["rule"]),
        cell: text(&value["cell"]["name"]),
        teardown: access("teardown"),
        goroutine: access("goroutine"),
    }
}

/// One finding in a line.
pub(crate) fn lines<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> String {
    findings.into_iter().map(|finding| format!("\n  {finding}")).collect()
}

/// The rows of a table with a header, which must be this one.
pub(crate) fn table<const N: usize>(file: &Path, header: [&str; N]) -> Vec<[String; N]> {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{file:?}: {error}"));
    let mut rows = text.lines().map(|line| {
        let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        cells.try_into().unwrap_or_else(|_| panic!("{file:?}: not {N} columns: {line:?}"))
    });
    assert_eq!(rows.next(), Some(header.map(str::to_owned)), "{file:?}");
    rows.collect()
}

/// The subfolders, by name.
pub(crate) fn folders(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let folders = entries.filter(|entry| entry.file_type().unwrap().is_dir());
    let names: BTreeSet<String> =
        folders.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.into_iter().collect()
}

/// All files below a folder, relative to it, with `/`, sorted.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    fn walk(folder: &Path, prefix: &str, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = format!("{prefix}{}", entry.file_name().into_string().unwrap());
            match entry.file_type().unwrap().is_dir() {
                true => walk(&entry.path(), &format!("{path}/"), found),
                false => found.push(path),
            }
        }
    }
    let mut found = Vec::new();
    walk(folder, "", &mut found);
    found.sort();
    found
}

/// The wrong answers that we know of: what a `known.tsv` lists.
///
/// `FN_<name>` is a race that is missed, `FP_<name>` a finding that is none. The test of a known wrong answer has its
/// name, and holds as long as the answer is wrong; when it has become right, the row has to go.
pub(crate) struct Known {
    file: PathBuf,
    names: BTreeSet<String>,
    used: BTreeSet<String>,
}

impl Known {
    pub(crate) fn read(folder: &Path) -> Self {
        let file = folder.join("known.tsv");
        let rows = table(&file, ["name", "reason"]);
        let names: BTreeSet<String> = rows.iter().map(|[name, _]| name.clone()).collect();
        assert!(rows.is_sorted() && names.len() == rows.len(), "{file:?}: not sorted by name");
        Self { file, names, used: BTreeSet::new() }
    }

    /// The known names that start like this, without that start.
    pub(crate) fn with_prefix(&self, prefix: &str) -> Vec<String> {
        self.names.iter().filter_map(|name| Some(name.strip_prefix(prefix)?.to_owned())).collect()
    }

    /// A test whose answer may be known to be wrong. Its result is the answer: `Err` with what is wrong about it.
    pub(crate) fn test(
        &mut self,
        suite: &str,
        prefix: &str,
        name: &str,
        answer: impl FnOnce() -> Result<Result<(), String>, Failed> + Send + 'static,
    ) -> Trial {
        let known = format!("{prefix}{name}");
        if !self.names.contains(&known) {
            return Trial::test(format!("{suite}::{name}"), || Ok(answer()??));
        }
        self.used.insert(known.clone());
        let file = self.file.clone();
        Trial::test(format!("{suite}::{known}"), move || match answer()? {
            Err(_) => Ok(()),
            Ok(()) => {
                Err(format!("the answer is right now: remove it from {}", file.display()).into())
            }
        })
    }

    /// The test that every row is about a case that exists.
    pub(crate) fn leftovers(self, suite: &str) -> Trial {
        Trial::test(format!("{suite}::known_rows_have_a_case"), move || {
            let leftovers: Vec<_> = self.names.difference(&self.used).collect();
            if leftovers.is_empty() {
                return Ok(());
            }
            Err(format!("{}: no such case: {leftovers:?}", self.file.display()).into())
        })
    }
}

/// A folder of a test's own, removed with it.
pub(crate) struct TempFolder(PathBuf);

impl TempFolder {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let unique = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("suite-{}-{unique}", std::process::id()));
        // What is around it must not matter, neither settings nor the root of a repository.
        fs::create_dir_all(path.join(".git")).unwrap();
        Self(path.canonicalize().unwrap())
    }

    /// A folder with a Go module in it.
    pub(crate) fn module() -> Self {
        let folder = Self::new();
        folder.write("go.mod", "module test.example/m\n\ngo 1.24\n");
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        let file = self.0.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, contents).unwrap();
    }

    /// Copies everything below a folder into this one.
    pub(crate) fn copy(&self, from: &Path) {
        for name in files(from) {
            self.write(&name, fs::read(from.join(&name)).unwrap());
        }
    }
}

impl Drop for TempFolder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
