//! Files that are read and not reported on, and text that is not on disk yet.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Files in which nothing is reported, though they are read: patterns as in a `.gitignore` file.
#[derive(Clone, Debug)]
pub struct Exclude {
    /// The folder that the patterns are relative to, canonical.
    root: PathBuf,
    patterns: Gitignore,
}

impl Exclude {
    /// The files below `root` that one of the patterns matches.
    ///
    /// # Errors
    ///
    /// One clear line about the first pattern that is none.
    pub fn new<S: AsRef<str>>(root: &Path, patterns: &[S]) -> Result<Self, String> {
        let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
        let mut builder = GitignoreBuilder::new(&root);
        for pattern in patterns {
            let pattern = pattern.as_ref();
            let bad = |error: ignore::Error| {
                let error = match error {
                    ignore::Error::Glob { err, .. } => err,
                    error => error.to_string(),
                };
                format!("`{pattern}` is no pattern: {error}")
            };
            builder.add_line(None, pattern).map_err(bad)?;
        }
        let patterns = builder.build().map_err(|error| error.to_string())?;
        Ok(Self { root, patterns })
    }

    /// Whether a file is one of them.
    #[must_use]
    pub fn contains(&self, absolute: &Path) -> bool {
        absolute.strip_prefix(&self.root).is_ok_and(|relative| {
            self.patterns.matched_path_or_any_parents(relative, false).is_ignore()
        })
    }
}

impl Default for Exclude {
    fn default() -> Self {
        Self { root: PathBuf::new(), patterns: Gitignore::empty() }
    }
}

/// Files that are to be read otherwise than they are on disk: as an editor or git's index has them.
#[derive(Clone, Default, Debug)]
pub struct Unsaved {
    /// By absolute path; the files need not exist. Those without a text are taken not to.
    texts: HashMap<PathBuf, Option<Vec<u8>>>,
}

impl Unsaved {
    /// Gives a file this text, or has it left out.
    pub fn insert(&mut self, file: &Path, text: Option<Vec<u8>>) {
        self.texts.insert(absolute(file), text);
    }

    /// The text of a file, if it has one here.
    #[must_use]
    pub fn text_of(&self, absolute: &Path) -> Option<&[u8]> {
        self.texts.get(absolute)?.as_deref()
    }

    /// Whether a file is to be left out.
    pub(super) fn is_without(&self, absolute: &Path) -> bool {
        matches!(self.texts.get(absolute), Some(None))
    }

    /// Whether there is a text for the file that a path given by somebody stands for.
    pub(super) fn is_of(&self, path: &Path) -> bool {
        self.text_of(&absolute(path)).is_some()
    }
}

/// The canonical path of a file that may not exist, in a folder that does.
fn absolute(file: &Path) -> PathBuf {
    let here = Path::new(".");
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(here);
    match (folder.canonicalize(), file.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => file.to_path_buf(),
    }
}
