//! Which files and packages: the walk, go.mod, go.work, build constraints and vendored files.

mod constraint;
mod exclude;
mod gomod;
mod imports;
mod modules;
#[cfg(test)]
mod tests;
mod vendor;
mod walk;

use std::fmt;
use std::path::PathBuf;

use rustc_hash::FxHashSet;

pub use exclude::{Exclude, Unsaved};

/// One build configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildContext {
    /// The operating system (`linux`).
    pub goos: String,
    /// The architecture (`amd64`).
    pub goarch: String,
    /// Further build tags that hold.
    pub tags: Vec<String>,
    /// Whether cgo is on.
    pub cgo: bool,
}

impl Default for BuildContext {
    fn default() -> Self {
        Self { goos: "linux".into(), goarch: "amd64".into(), tags: Vec::new(), cgo: true }
    }
}

/// An index into [`SourceSet::modules`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ModuleId(pub u32);

/// A Go module, or what stands for one: a tree without go.mod.
#[derive(Clone, Debug)]
pub struct Module {
    /// Its folder.
    pub root: PathBuf,
    /// Its path (`github.com/a/b`). Of a tree without go.mod, the path under which its files import
    /// one another if that is plain, otherwise the folder's name; empty where the directory below the
    /// root is the import path, which is so in Go's own source tree and below the `src` of a GOPATH. (`cmd` in Go's
    /// own source tree is a module of its own, with the path `cmd`.)
    pub path: String,
    /// The `go` directive as (major, minor); (1, 26) if absent.
    pub go_version: (u32, u32),
    /// Module paths that this module's imports reach, longest first, with the module that serves each: itself, the
    /// modules of its workspaces, local `replace` targets, and every other module read. A path occurs once; if
    /// several modules bear it, the first in that order wins, and among the other modules the one that lies nearest.
    /// An empty path matches every import. A replaced path need not be the path of the module that serves it:
    /// [`SourceSet::candidates`] translates.
    pub visible: Vec<(String, ModuleId)>,
    /// Whether it is Go's own source tree (`src` of a toolchain), whose sources win over stubs.
    pub is_std: bool,
}

/// Why a file is read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FileRole {
    /// It is part of what was asked for: findings in it are reported.
    Reported,
    /// It is part of what was asked for, and excluded: read for its facts, never reported on.
    Excluded,
    /// It is vendored: read for its facts, never reported on.
    Vendored,
}

/// A Go file to read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Where it is.
    pub absolute: PathBuf,
    /// Relative to the current folder if it lies below that, otherwise as the path asked for was given; with `/`.
    pub path: String,
    /// Its module; of a vendored file, the module that it is vendored for.
    pub module: ModuleId,
    /// The import path of its folder (that of an `x_test` package is the same; the package clause tells them apart).
    /// Of a file below a `vendor` folder, the path below that folder.
    pub import_path: String,
    /// Why it is read.
    pub role: FileRole,
    /// Whether its name ends in `_test.go`.
    pub test: bool,
    /// Its size in bytes.
    pub size: u64,
}

impl SourceFile {
    /// Its bytes, or `None` if a build constraint before its package clause, or an import of `C` without cgo, excludes
    /// it.
    ///
    /// # Errors
    ///
    /// One clear line if the file cannot be read.
    pub fn read(
        &self,
        build: &BuildContext,
        unsaved: Option<&Unsaved>,
    ) -> Result<Option<Vec<u8>>, String> {
        let text = match unsaved.and_then(|unsaved| unsaved.text_of(&self.absolute)) {
            Some(text) => text.to_vec(),
            None => std::fs::read(&self.absolute)
                .map_err(|error| walk::unreadable(&self.path, &error))?,
        };
        Ok(constraint::included(&text, build).then_some(text))
    }
}

/// What there is to read below the paths asked for.
#[derive(Clone, Debug, Default)]
pub struct SourceSet {
    /// The modules, by [`ModuleId`].
    pub modules: Vec<Module>,
    /// The files, sorted by path.
    pub files: Vec<SourceFile>,
    /// Files that the name (`_windows.go`) excludes; those that a `//go:build` line excludes are known only when read.
    pub excluded: usize,
    /// Test files left out.
    pub tests_skipped: usize,
    /// What could not be read: one clear line each (what, where).
    pub problems: Vec<String>,
}

impl SourceSet {
    /// Where an import of a file of the module `from` may lead, best first: a module, and the import path under which
    /// the package's files stand there. Whether there is such a package is for the caller to look up; the first
    /// candidate for which there is one serves the import.
    #[must_use]
    pub fn candidates(&self, from: ModuleId, import: &str) -> Vec<(ModuleId, String)> {
        modules::candidates(&self.modules, from, import)
    }
}

/// What [`discover`] is to look for.
#[derive(Clone, Copy, Debug)]
pub struct Discover<'a> {
    /// The build configuration.
    pub build: &'a BuildContext,
    /// Whether `_test.go` files are read.
    pub tests: bool,
    /// Files that are read but not reported on.
    pub exclude: &'a Exclude,
    /// Text to read in place of files' own, and files to be left out.
    pub unsaved: Option<&'a Unsaved>,
}

/// A path that cannot be analysed: one clear line for the person who gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceError(pub String);

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for SourceError {}

/// Finds the Go files below `paths` and the modules that they belong to.
///
/// A path is a folder (with or without `/...` at its end: both mean everything below it) or a Go file, which stands
/// for the package in its folder. No path at all means the current folder.
///
/// # Errors
///
/// If one of `paths` does not exist or is neither a folder nor a Go file. What cannot be read below them is no error
/// but a line in [`SourceSet::problems`].
pub fn discover(paths: &[PathBuf], options: &Discover<'_>) -> Result<SourceSet, SourceError> {
    let asked = walk::Asked::new(paths, options.unsaved)?;
    let found = walk::walk(&asked, options.unsaved);
    let mut table = modules::Table::new(&asked, &found);
    let mut set = SourceSet::default();
    set.problems.extend(found.problems);
    set.problems.append(&mut table.problems);

    let mut seen = FxHashSet::default();
    for file in found.go_files {
        let Some(folder) = file.absolute.parent() else { continue };
        let name = file.absolute.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let Some(module) = table.module_of(folder) else { continue };
        if !file.explicit && table.ignores(module, folder) || !seen.insert(file.absolute.clone()) {
            continue;
        }
        let test = name.ends_with("_test.go");
        if test && !options.tests && !file.explicit {
            set.tests_skipped += 1;
        } else if !constraint::name_matches(&name, options.build) {
            set.excluded += 1;
        } else {
            set.files.push(SourceFile {
                path: asked.show(&file.absolute),
                module,
                import_path: table.import_path(module, folder),
                role: if options.exclude.contains(&file.absolute) {
                    FileRole::Excluded
                } else {
                    FileRole::Reported
                },
                test,
                size: file.size,
                absolute: file.absolute,
            });
        }
    }
    let vendored = vendor::imported(&asked, &table, &set.files, options.build, &mut set.problems);
    set.files.extend(vendored);
    set.files.sort_by(|a, b| a.path.cmp(&b.path).then_with(|| a.absolute.cmp(&b.absolute)));
    set.problems.sort();
    set.problems.dedup();
    set.modules = table.modules;
    Ok(set)
}
