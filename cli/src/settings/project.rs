//! Where a run is: the root of the repository, and the file with its settings.

use std::path::{Path, PathBuf};

use super::file::{self, Read};
use crate::args::CheckArgs;

/// The surroundings of the paths that were asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Project {
    /// What paths in reports for services are relative to: the repository's root, or else the folder of the file, or
    /// else the current folder. Canonical.
    pub(crate) root: PathBuf,
    /// The file with the settings.
    pub(crate) file: Option<PathBuf>,
    /// That file as a person would write it.
    pub(crate) shown: String,
}

impl Project {
    /// The surroundings of the paths of these arguments; all of them have to have the same file.
    pub(super) fn find(args: &CheckArgs, current: Option<&Path>) -> Result<Self, String> {
        let roots = args.roots();
        let folders: Vec<PathBuf> = roots.iter().filter_map(|path| folder_of(path)).collect();
        let first = folders.first().cloned().or_else(|| current.map(Path::to_path_buf));
        let first = first.unwrap_or_default();
        let file = match (&args.config, args.no_config) {
            (Some(file), _) => Some(file.clone()),
            (None, true) => None,
            (None, false) => {
                let found = settings_above(&first);
                for folder in folders.iter().skip(1) {
                    let other = settings_above(folder);
                    if other != found {
                        let name = |file: &Option<PathBuf>| {
                            let none = || "no file".to_owned();
                            file.as_ref().map_or_else(none, |file| format!("`{}`", file.display()))
                        };
                        return Err(format!(
                            "the paths have different settings, {} and {}: check them one by one, or give --config or --no-config",
                            name(&found),
                            name(&other)
                        ));
                    }
                }
                found
            }
        };
        let beside_file = || file.as_ref()?.canonicalize().ok()?.parent().map(Path::to_path_buf);
        let here = || current.filter(|current| first.starts_with(current)).map(Path::to_path_buf);
        let root = repository_root(&first).map(Path::to_path_buf);
        let root = root.or_else(beside_file).or_else(here).unwrap_or(first);
        // As a person in the current folder would write it.
        let shown = file.as_ref().map_or_else(String::new, |file| {
            let below = current.and_then(|here| file.strip_prefix(here).ok());
            below.unwrap_or(file).display().to_string()
        });
        Ok(Self { root, file, shown })
    }

    /// Reads the file, if there is one.
    pub(super) fn read_file(&self) -> Result<Option<Read>, String> {
        let Some(file) = &self.file else { return Ok(None) };
        let text = std::fs::read_to_string(file)
            .map_err(|error| format!("cannot read `{}`: {error}", self.shown))?;
        let folder = file.parent().unwrap_or(Path::new(""));
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let read = Read::parse(&text, folder);
        read.map(Some).map_err(|error| format!("{}:{error}", self.shown))
    }
}

/// The folder of a path, canonical; none if there is no such path, which is for the analysis to say.
fn folder_of(path: &Path) -> Option<PathBuf> {
    if path.is_dir() {
        return path.canonicalize().ok();
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).canonicalize().ok()
}

/// The root of the repository around a folder. A `.git` that is a file is a worktree's or a submodule's.
fn repository_root(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| folder.join(".git").exists())
}

/// The nearest file with settings, from a folder up to the root of its repository.
fn settings_above(folder: &Path) -> Option<PathBuf> {
    let last = repository_root(folder);
    for folder in folder.ancestors() {
        let file = folder.join(file::NAME);
        if file.is_file() {
            return Some(file);
        }
        if Some(folder) == last {
            break;
        }
    }
    None
}
