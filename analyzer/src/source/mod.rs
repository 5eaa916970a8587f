//! Which files and packages: the walk, go.mod, go.work, build constraints, generated and vendored files.

use std::path::PathBuf;

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
    /// Its path (`github.com/a/b`). Of a tree without go.mod, the folder's name; of Go's own source tree, empty,
    /// because there the directory is the import path.
    pub path: String,
    /// The `go` directive as (major, minor); (1, 26) if absent.
    pub go_version: (u32, u32),
    /// Module paths that this module's imports reach in other modules of the tree, longest first: itself, the modules
    /// of its workspace, its local `replace` targets, and every other module below the root asked for, with the
    /// module that serves each.
    pub visible: Vec<(String, ModuleId)>,
    /// Whether it is Go's own source tree (`src` of a toolchain), whose sources win over stubs.
    pub is_std: bool,
}

/// Why a file is read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FileRole {
    /// It is part of what was asked for: findings in it are reported.
    Reported,
    /// It is vendored: read for its facts, never reported on.
    Vendored,
}

/// A Go file to read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Where it is.
    pub absolute: PathBuf,
    /// Relative to the root asked for, with `/`.
    pub path: String,
    /// Its module.
    pub module: ModuleId,
    /// The import path of its folder (that of an `x_test` package is the same; the package clause tells them apart).
    pub import_path: String,
    /// Why it is read.
    pub role: FileRole,
    /// Whether its name ends in `_test.go`.
    pub test: bool,
    /// Its size in bytes.
    pub size: u64,
}

/// What there is to read below a path.
#[derive(Clone, Debug, Default)]
pub struct SourceSet {
    /// The modules.
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
