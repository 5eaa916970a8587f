//! `--since REV`: what is new since the common ancestor of HEAD and a revision. `--staged`: what the commit that is being made
//! brings.
//!
//! A finding is new if a line has changed in a function that one of its two traces goes through, or if the ancestor does
//! not have it. The second asks for an analysis of the ancestor, so it is put off until a finding needs it: a wait or
//! a lock may have been taken out of a function that no trace goes through. What a merge brings is new to all its parents.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use analyzer::source::Unsaved;
use analyzer::{SourceFileInfo, Step};
use closerace_analyzer as analyzer;
use closerace_rules::{Finding, Fingerprint};

use crate::git::Git;

/// Points in the history, and what has changed since.
pub(crate) struct Since {
    git: Git,
    /// The revision as it was asked for.
    pub(crate) revision: String,
    /// What is new is new to each of them; without any, all is.
    points: Vec<Point>,
}

/// A commit, and what has changed since.
struct Point {
    commit: String,
    changes: HashMap<PathBuf, Changes>,
}

impl Point {
    fn new(git: &Git, commit: String, patch: &[u8]) -> Self {
        let files = parse_patch(&String::from_utf8_lossy(patch)).into_iter();
        Self {
            commit,
            changes: files.map(|(path, change)| (git.root().join(path), change)).collect(),
        }
    }

    /// Whether a line has changed in a function on one of the traces.
    fn has_changed(&self, finding: &Finding, files: &[SourceFileInfo]) -> bool {
        let conflict = &finding.conflict;
        let changed = |step: &Step| {
            let file = files.get(step.location.file.0 as usize);
            let changes = file.and_then(|file| self.changes.get(&file.absolute));
            changes.is_some_and(|changes| changes.touch(step.lines))
        };
        let sides = conflict.teardown.trace.iter().chain(&conflict.goroutine.trace);
        sides.chain([&conflict.spawn]).any(changed)
    }
}

/// What has changed in a file.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
struct Changes {
    /// Whether all of it is new.
    all: bool,
    /// First and last lines that are new or changed.
    lines: Vec<(u32, u32)>,
    /// Lines behind which lines were deleted; 0 for the start of the file.
    deleted_behind: Vec<u32>,
}

impl Changes {
    /// Whether a function has changed that goes from one line to another.
    fn touch(&self, (first, last): (u32, u32)) -> bool {
        self.all
            || self.lines.iter().any(|lines| lines.0 <= last && first <= lines.1)
            || self.deleted_behind.iter().any(|line| (first..last).contains(line))
    }
}

impl Since {
    /// Asks git. `paths` are the paths to analyse; all have to be in one repository.
    pub(crate) fn new(revision: &str, paths: &[PathBuf]) -> Result<Self, String> {
        let git = Self::repository(paths)?;
        let ancestor = git.merge_base(revision)?;
        let patch = git.patch(&ancestor, false)?;
        let mut point = Point::new(&git, ancestor, &patch);
        for path in git.untracked()? {
            let new = Changes { all: true, ..Changes::default() };
            point.changes.insert(git.root().join(path), new);
        }
        Ok(Self { git, revision: revision.into(), points: vec![point] })
    }

    /// What the index has and the parents of the next commit do not, and the files that are not on disk as they are in the
    /// index. Without a parent, or a Go file with changes, all is new.
    pub(crate) fn staged(paths: &[PathBuf]) -> Result<(Self, Unsaved), String> {
        let git = Self::repository(paths)?;
        let mut unsaved = Unsaved::default();
        for path in git.untracked()? {
            unsaved.insert(&git.root().join(path), None);
        }
        for path in git.unstaged()? {
            unsaved.insert(&git.root().join(&path), git.staged(&path)?);
        }
        let mut points = Vec::new();
        for parent in git.parents()? {
            let patch = git.patch(&parent, true)?;
            points.push(Point::new(&git, parent, &patch));
        }
        if points.iter().all(|point| point.changes.is_empty()) {
            points.clear();
        }
        Ok((Self { git, revision: "HEAD".into(), points }, unsaved))
    }

    /// The repository that all these paths are in.
    fn repository(paths: &[PathBuf]) -> Result<Git, String> {
        let folder = |path: &PathBuf| {
            let is_file = path.is_file();
            let folder = if is_file { path.parent().unwrap_or(Path::new("")) } else { path };
            let here = folder.as_os_str().is_empty();
            if here { PathBuf::from(".") } else { folder.to_path_buf() }
        };
        let mut folders = paths.iter().map(folder).filter(|folder| folder.is_dir());
        let first = folders.next().unwrap_or_else(|| PathBuf::from("."));
        let git = Git::around(&first)?;
        for folder in folders {
            if Git::around(&folder)?.root() != git.root() {
                return Err(format!(
                    "`{}` and `{}` are in different git repositories: check them one by one",
                    first.display(),
                    folder.display()
                ));
            }
        }
        Ok(git)
    }

    /// Takes the findings out that are not new; how many those are. `ancestral` are the fingerprints of the findings in the
    /// folder and paths that it is given, which hold what an ancestor had.
    pub(crate) fn keep_new(
        &self,
        findings: &mut Vec<Finding>,
        files: &[SourceFileInfo],
        paths: &[PathBuf],
        ancestral: impl Fn(&Path, &[PathBuf]) -> Result<HashSet<Fingerprint>, String>,
    ) -> Result<usize, String> {
        let before = findings.len();
        for point in &self.points {
            if point.changes.is_empty() {
                findings.clear();
            }
            let changed: Vec<bool> =
                findings.iter().map(|finding| point.has_changed(finding, files)).collect();
            if changed.iter().all(|changed| *changed) {
                continue;
            }
            let known = self.had(&point.commit, paths, &ancestral)?;
            let mut changed = changed.into_iter();
            findings.retain(|finding| {
                changed.next().unwrap_or(true) || !known.contains(&finding.fingerprint)
            });
        }
        Ok(before - findings.len())
    }

    /// What a commit had.
    fn had(
        &self,
        commit: &str,
        paths: &[PathBuf],
        ancestral: impl FnOnce(&Path, &[PathBuf]) -> Result<HashSet<Fingerprint>, String>,
    ) -> Result<HashSet<Fingerprint>, String> {
        let cannot = |error: std::io::Error| format!("cannot write to a temporary folder: {error}");
        let temporary = tempfile::Builder::new().prefix("closerace-").tempdir().map_err(cannot)?;
        // Without a go.mod, a folder's name may be part of import paths, and those of fingerprints.
        let name = self.git.root().file_name().unwrap_or_default();
        let folder = temporary.path().canonicalize().map_err(cannot)?.join("tree").join(name);
        std::fs::create_dir_all(&folder).map_err(cannot)?;
        self.git.export(commit, &folder, &temporary.path().join("index"))?;
        let there = paths.iter().filter_map(|path| {
            let absolute = path.canonicalize().ok()?;
            let path = folder.join(absolute.strip_prefix(self.git.root()).ok()?);
            // What was not there has nothing in it; of a file that was not, the package may have been.
            let is_new_file = !path.exists() && absolute.is_file();
            let path = if is_new_file { path.parent()?.to_path_buf() } else { path };
            path.exists().then_some(path)
        });
        let there: Vec<PathBuf> = there.collect();
        if there.is_empty() {
            return Ok(HashSet::new());
        }
        ancestral(&folder, &there)
    }
}

/// The changes of each file of a patch without context, by the new name.
fn parse_patch(patch: &str) -> Vec<(String, Changes)> {
    let mut files: Vec<(String, Changes)> = Vec::new();
    let mut lines = patch.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("+++ ") {
            // Git puts a tab behind names with spaces.
            let name = unquoted(name.strip_suffix('\t').unwrap_or(name));
            let name = name.strip_prefix("b/").map(str::to_owned);
            // A deleted file is no file of today's, but that something has changed counts.
            files.push((name.unwrap_or_default(), Changes::default()));
        } else if let Some((old, new)) = line.strip_prefix("@@ ").and_then(hunk) {
            if let Some((_, changes)) = files.last_mut() {
                match new.1 {
                    0 => changes.deleted_behind.push(new.0),
                    n => changes.lines.push((new.0, new.0 + n - 1)),
                }
            }
            // The hunk's own lines may look like anything; remarks on missing line ends are not among them.
            let mut n_lines = old.1 + new.1;
            while n_lines > 0 {
                match lines.next() {
                    Some(line) => n_lines -= u32::from(!line.starts_with('\\')),
                    None => break,
                }
            }
        } else if line.starts_with("diff --git ") {
            // A rename alone, or a new mode, is a change as well, though of no line.
            files.push((String::new(), Changes::default()));
        }
    }
    files
}

/// `-a,b +c,d @@ …` as ((a, b), (c, d)).
fn hunk(header: &str) -> Option<((u32, u32), (u32, u32))> {
    let mut ranges = header.split(' ');
    let range = |text: &str| -> Option<(u32, u32)> {
        let (start, n) = text.split_once(',').unwrap_or((text, "1"));
        Some((start.parse().ok()?, n.parse().ok()?))
    };
    let old = range(ranges.next()?.strip_prefix('-')?)?;
    let new = range(ranges.next()?.strip_prefix('+')?)?;
    Some((old, new))
}

/// A name as git writes it: in quotes, with escapes, if there is something unusual in it.
fn unquoted(name: &str) -> String {
    let Some(inner) = name.strip_prefix('"').and_then(|name| name.strip_suffix('"')) else {
        return name.to_owned();
    };
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner.bytes().peekable();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        match rest.next() {
            Some(b'n') => bytes.push(b'\n'),
            Some(b't') => bytes.push(b'\t'),
            Some(b'r') => bytes.push(b'\r'),
            Some(digit @ b'0'..=b'7') => {
                let mut value = u32::from(digit - b'0');
                while let Some(digit) = rest.next_if(|byte| (b'0'..=b'7').contains(byte)) {
                    value = value * 8 + u32::from(digit - b'0');
                }
                bytes.push(value as u8);
            }
            Some(other) => bytes.push(other),
            None => {}
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{Changes, parse_patch};

    #[test]
    fn patches_are_read() {
        let patch = "diff --git a/a.go b/a.go\n\
            index 1..2 100644\n\
            --- a/a.go\n\
            +++ b/a.go\n\
            @@ -3 +3,2 @@ func f() {\n\
            --- looks like a name\n\
            +++ b/other.go\n\
            +x\n\
            @@ -9,2 +10,0 @@\n\
            -y\n\
            -z\n\
            diff --git a/gone.go b/gone.go\n\
            --- a/gone.go\n\
            +++ /dev/null\n\
            @@ -1 +0,0 @@\n\
            -package gone\n\
            \\ No newline at end of file\n\
            diff --git \"a/\\303\\274 b.go\" \"b/\\303\\274 b.go\"\n\
            --- /dev/null\n\
            +++ \"b/\\303\\274 b.go\"\t\n\
            @@ -0,0 +1,3 @@\n\
            +a\n\
            +b\n\
            +c\n";
        let files = parse_patch(patch);
        let named: Vec<_> = files.iter().filter(|(name, _)| !name.is_empty()).collect();
        let changes = |lines: &[_], deleted_behind: &[_]| Changes {
            all: false,
            lines: lines.to_vec(),
            deleted_behind: deleted_behind.to_vec(),
        };
        assert_eq!(
            named,
            [
                &("a.go".to_owned(), changes(&[(3, 4)], &[10])),
                &("\u{fc} b.go".to_owned(), changes(&[(1, 3)], &[])),
            ]
        );
        assert_eq!(files.len(), 6, "of each file the header and the name");
    }

    #[test]
    fn changes_touch_functions() {
        let changes = Changes { all: false, lines: vec![(5, 6)], deleted_behind: vec![0, 20] };
        assert!(changes.touch((6, 9)) && changes.touch((1, 5)) && changes.touch((1, 50)));
        assert!(!changes.touch((1, 4)) && !changes.touch((7, 19)));
        // Deleted between its first and last line, or right before or behind it.
        assert!(changes.touch((20, 21)) && changes.touch((15, 30)));
        assert!(!changes.touch((15, 20)) && !changes.touch((21, 30)));
        assert!(Changes { all: true, ..Changes::default() }.touch((1, 1)));
    }
}
