//! The paths asked for, and the walk below them.

use std::ffi::OsStr;
use std::fmt::Display;
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc;

use ignore::{WalkBuilder, WalkState};

use super::{SourceError, Unsaved};

/// One path asked for.
pub(super) struct Request {
    /// The folder, canonical.
    pub(super) folder: PathBuf,
    /// What is shown for the folder: as given, with `/`, without a `/` at its end; empty for the current folder.
    shown: String,
    /// The Go file that was given, if it was one; then only its folder is read, and not what lies below it.
    file: Option<PathBuf>,
}

/// The paths asked for.
pub(super) struct Asked {
    pub(super) requests: Vec<Request>,
    current: Option<PathBuf>,
}

impl Asked {
    pub(super) fn new(paths: &[PathBuf], unsaved: Option<&Unsaved>) -> Result<Self, SourceError> {
        let current = std::env::current_dir().ok().map(|path| path.canonicalize().unwrap_or(path));
        let here = [PathBuf::from(".")];
        let paths = if paths.is_empty() { &here[..] } else { paths };
        let requests = paths.iter().map(|path| request(path, unsaved)).collect::<Result<_, _>>()?;
        Ok(Self { requests, current })
    }

    /// The path to show for a file.
    pub(super) fn show(&self, absolute: &Path) -> String {
        if let Some(relative) =
            self.current.as_deref().and_then(|current| absolute.strip_prefix(current).ok())
        {
            return slashed(relative);
        }
        for request in &self.requests {
            if let Ok(relative) = absolute.strip_prefix(&request.folder) {
                let relative = slashed(relative);
                let separator =
                    if request.shown.is_empty() || request.shown.ends_with('/') { "" } else { "/" };
                return format!("{}{separator}{relative}", request.shown);
            }
        }
        slashed(absolute)
    }
}

/// A path with `/` on every system, and without `.` components.
pub(super) fn slashed(path: &Path) -> String {
    let mut out = String::new();
    for component in path.components() {
        match component {
            Component::CurDir => continue,
            Component::RootDir => {
                out.push('/');
                continue;
            }
            _ => {}
        }
        if !out.is_empty() && !out.ends_with('/') {
            out.push('/');
        }
        out.push_str(&component.as_os_str().to_string_lossy());
    }
    out
}

/// The line for something that cannot be read.
pub(super) fn unreadable(path: &str, error: &dyn Display) -> String {
    let path = if path.is_empty() { "." } else { path };
    format!("{path}: cannot be read: {error}")
}

fn request(path: &Path, unsaved: Option<&Unsaved>) -> Result<Request, SourceError> {
    let given = if path.file_name() == Some(OsStr::new("...")) {
        path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
    } else {
        path
    };
    let complain = |what: &str| {
        SourceError(format!(
            "{}: {what}; give a folder, a .go file or a folder followed by /...",
            path.display()
        ))
    };
    let fail = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => complain("no such file or folder"),
        _ => complain(&format!("cannot be read ({error})")),
    };
    let exists = match std::fs::metadata(given) {
        Ok(meta) if meta.is_dir() => {
            let folder = given.canonicalize().map_err(fail)?;
            return Ok(Request { folder, shown: slashed(given), file: None });
        }
        Ok(meta) => meta.is_file(),
        Err(_) if unsaved.is_some_and(|unsaved| unsaved.is_of(given)) => true,
        Err(error) => return Err(fail(error)),
    };
    if !exists || given.extension() != Some(OsStr::new("go")) {
        return Err(complain("neither a folder nor a Go file"));
    }
    let parent =
        given.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = parent.canonicalize().map_err(fail)?;
    let file = given.file_name().map(|name| folder.join(name));
    Ok(Request { folder, shown: slashed(parent), file })
}

/// A Go file that the walk found.
pub(super) struct GoFile {
    pub(super) absolute: PathBuf,
    pub(super) size: u64,
    /// Whether it was given by name.
    pub(super) explicit: bool,
}

/// What the walk found, in a fixed order.
#[derive(Default)]
pub(super) struct Found {
    pub(super) go_files: Vec<GoFile>,
    /// The folders that hold a go.mod.
    pub(super) module_roots: Vec<PathBuf>,
    /// The folders that hold a go.work.
    pub(super) work_roots: Vec<PathBuf>,
    pub(super) problems: Vec<String>,
}

/// Walks everything asked for.
pub(super) fn walk(asked: &Asked, unsaved: Option<&Unsaved>) -> Found {
    let mut found = Found::default();
    for request in &asked.requests {
        match &request.file {
            Some(file) => list(asked, request, file, unsaved, &mut found),
            None => {
                // Patterns in a folder above (`*`, `build/**`) may leave out the very folder asked for.
                if !descend(asked, request, true, &mut found) {
                    descend(asked, request, false, &mut found);
                }
            }
        }
    }
    found.go_files.sort_by(|a, b| a.absolute.cmp(&b.absolute).then(b.explicit.cmp(&a.explicit)));
    found.go_files.dedup_by(|a, b| a.absolute == b.absolute);
    if let Some(unsaved) = unsaved {
        found.go_files.retain(|file| !unsaved.is_without(&file.absolute));
    }
    for roots in [&mut found.module_roots, &mut found.work_roots] {
        roots.sort();
        roots.dedup();
    }
    found
}

enum Entry {
    Go(GoFile),
    Module(PathBuf),
    Work(PathBuf),
    Problem(String),
}

/// Walks below one folder; whether it found a Go file.
fn descend(asked: &Asked, request: &Request, parents: bool, found: &mut Found) -> bool {
    let (sender, receiver) = mpsc::channel();
    let walker = WalkBuilder::new(&request.folder)
        .standard_filters(false)
        .git_ignore(true)
        .parents(parents)
        .require_git(false)
        .follow_links(false)
        .filter_entry(|entry| entry.depth() == 0 || wanted(entry.file_name(), entry.file_type()))
        .threads(std::thread::available_parallelism().map_or(1, |n| n.get().min(8)))
        .build_parallel();
    walker.run(|| {
        let sender = sender.clone();
        Box::new(move |result| {
            if let Some(entry) = classify(asked, result) {
                // The receiver outlives the walk.
                let _ = sender.send(entry);
            }
            WalkState::Continue
        })
    });
    drop(sender);
    let mut any = false;
    for entry in receiver {
        match entry {
            Entry::Go(file) => {
                any = true;
                found.go_files.push(file);
            }
            Entry::Module(root) => found.module_roots.push(root),
            Entry::Work(root) => found.work_roots.push(root),
            Entry::Problem(line) => found.problems.push(line),
        }
    }
    any
}

/// What is neither entered nor read: what the go command leaves out, and vendored packages, which come later.
fn wanted(name: &OsStr, kind: Option<std::fs::FileType>) -> bool {
    let bytes = name.as_encoded_bytes();
    if matches!(bytes.first(), Some(b'.' | b'_')) {
        return false;
    }
    match kind {
        Some(kind) if kind.is_dir() => bytes != b"testdata" && bytes != b"vendor",
        Some(kind) => {
            kind.is_file() && (bytes.ends_with(b".go") || bytes == b"go.mod" || bytes == b"go.work")
        }
        None => false,
    }
}

fn classify(asked: &Asked, result: Result<ignore::DirEntry, ignore::Error>) -> Option<Entry> {
    let entry = match result {
        Ok(entry) => entry,
        Err(error) => return Some(Entry::Problem(walk_problem(asked, &error, None))),
    };
    if !entry.file_type().is_some_and(|kind| kind.is_file()) {
        return None;
    }
    let folder = || entry.path().parent().map(Path::to_path_buf);
    if entry.file_name() == "go.mod" {
        return folder().map(Entry::Module);
    }
    if entry.file_name() == "go.work" {
        return folder().map(Entry::Work);
    }
    Some(match entry.metadata() {
        Ok(meta) => {
            Entry::Go(GoFile { size: meta.len(), absolute: entry.into_path(), explicit: false })
        }
        Err(error) => Entry::Problem(walk_problem(asked, &error, Some(entry.path()))),
    })
}

fn walk_problem(asked: &Asked, error: &ignore::Error, path: Option<&Path>) -> String {
    match error {
        ignore::Error::WithPath { path, err } => walk_problem(asked, err, Some(path)),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            walk_problem(asked, err, path)
        }
        _ => match path {
            Some(path) => unreadable(&asked.show(path), error),
            None => format!("something cannot be read: {error}"),
        },
    }
}

/// Lists one folder, without what lies below it, for a file that was given by name.
fn list(
    asked: &Asked,
    request: &Request,
    explicit: &Path,
    unsaved: Option<&Unsaved>,
    found: &mut Found,
) {
    for (absolute, size) in go_files(&request.folder, |path, error| {
        found.problems.push(unreadable(&asked.show(path), error));
    }) {
        let is_explicit = absolute == explicit;
        if is_explicit || absolute.file_name().is_some_and(|name| !starts_hidden(name)) {
            found.go_files.push(GoFile { absolute, size, explicit: is_explicit });
        }
    }
    // A file given by name may be a symbolic link, as a folder may.
    if found.go_files.iter().any(|file| file.absolute == explicit) {
        return;
    }
    let unsaved = unsaved.and_then(|unsaved| unsaved.text_of(explicit));
    let size = match unsaved {
        Some(text) => Some(text.len() as u64),
        None => std::fs::metadata(explicit).ok().map(|meta| meta.len()),
    };
    if let Some(size) = size {
        found.go_files.push(GoFile { absolute: explicit.to_path_buf(), size, explicit: true });
    }
}

/// Whether the go command leaves out a file or folder of this name.
pub(super) fn starts_hidden(name: &OsStr) -> bool {
    matches!(name.as_encoded_bytes().first(), Some(b'.' | b'_'))
}

/// The regular `.go` files of one folder with their sizes, in order.
pub(super) fn go_files(
    folder: &Path,
    mut problem: impl FnMut(&Path, &std::io::Error),
) -> Vec<(PathBuf, u64)> {
    let mut files = Vec::new();
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            problem(folder, &error);
            return files;
        }
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                problem(folder, &error);
                continue;
            }
        };
        if !entry.file_name().as_encoded_bytes().ends_with(b".go") {
            continue;
        }
        match entry.metadata() {
            Ok(meta) if meta.is_file() => files.push((entry.path(), meta.len())),
            Ok(_) => {}
            Err(error) => problem(&entry.path(), &error),
        }
    }
    files.sort();
    files
}
