//! Files that are read and not reported on, and text that is not on disk yet.

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

/// A file's text as an editor has it.
#[derive(Clone, Debug)]
pub struct Unsaved {
    /// The file, absolute; it need not exist yet.
    absolute: PathBuf,
    text: Vec<u8>,
}

impl Unsaved {
    /// The text of a file.
    #[must_use]
    pub fn new(file: &Path, text: Vec<u8>) -> Self {
        Self { absolute: absolute(file), text }
    }

    /// The text, if it is that file's.
    #[must_use]
    pub fn text_of(&self, absolute: &Path) -> Option<&[u8]> {
        (self.absolute == absolute).then_some(&self.text)
    }

    /// Whether it is the text of the file that a path given by somebody stands for.
    pub(super) fn is_of(&self, path: &Path) -> bool {
        absolute(path) == self.absolute
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
