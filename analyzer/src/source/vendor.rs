//! The vendored packages that what is read imports, directly or through other vendored packages.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::constraint;
use super::imports;
use super::modules::{Table, candidates};
use super::walk::{Asked, go_files, starts_hidden, unreadable};
use super::{BuildContext, FileRole, ModuleId, SourceFile};

/// The vendored files that `files` need.
pub(super) fn imported(
    asked: &Asked,
    table: &Table,
    files: &[SourceFile],
    build: &BuildContext,
    problems: &mut Vec<String>,
) -> Vec<SourceFile> {
    let mut lookup =
        Lookup { table, exists: FxHashMap::default(), by_folder: FxHashMap::default() };
    let known: FxHashSet<(ModuleId, &str)> =
        files.iter().map(|file| (file.module, &*file.import_path)).collect();
    let given: FxHashSet<&Path> = files.iter().map(|file| file.absolute.as_path()).collect();

    let mut out: Vec<SourceFile> = Vec::new();
    let mut visited: FxHashSet<PathBuf> = FxHashSet::default();
    let mut level: Vec<Importer> = Vec::new();
    for file in files {
        if let Some(folder) = file.absolute.parent() {
            let folders = lookup.folders(file.module, folder);
            level.push(Importer {
                absolute: file.absolute.clone(),
                module: file.module,
                size: file.size,
                folders,
            });
        }
    }
    level.retain(|importer| !importer.folders.is_empty());
    while !level.is_empty() {
        let wanted = imports_of(&level, build);
        level = Vec::new();
        for (module, import, folders) in wanted {
            if candidates(&table.modules, module, &import)
                .iter()
                .any(|(id, path)| known.contains(&(*id, path)))
            {
                continue;
            }
            let Some(package) =
                folders.iter().map(|folder| folder.join(&import)).find(|path| is_folder(path))
            else {
                continue;
            };
            if !visited.insert(package.clone()) {
                continue;
            }
            let folders = lookup.folders(module, &package);
            let listed = go_files(&package, |path, error| {
                problems.push(unreadable(&asked.show(path), error))
            });
            for (absolute, size) in listed {
                let name = absolute.file_name().unwrap_or_default();
                let text = name.to_string_lossy();
                if starts_hidden(name)
                    || text.ends_with("_test.go")
                    || !constraint::name_matches(&text, build)
                    || given.contains(absolute.as_path())
                {
                    continue;
                }
                level.push(Importer {
                    absolute: absolute.clone(),
                    module,
                    size,
                    folders: folders.clone(),
                });
                out.push(SourceFile {
                    path: asked.show(&absolute),
                    absolute,
                    module,
                    import_path: import.clone(),
                    role: FileRole::Vendored,
                    test: false,
                    size,
                });
            }
        }
    }
    out
}

struct Importer {
    absolute: PathBuf,
    module: ModuleId,
    size: u64,
    /// The vendor folders that serve its imports.
    folders: Vec<PathBuf>,
}

/// Which vendor folders there are.
struct Lookup<'a> {
    table: &'a Table,
    exists: FxHashMap<PathBuf, bool>,
    by_folder: FxHashMap<PathBuf, Vec<PathBuf>>,
}

impl Lookup<'_> {
    /// The vendor folders that exist for a folder of the module.
    fn folders(&mut self, module: ModuleId, folder: &Path) -> Vec<PathBuf> {
        if let Some(folders) = self.by_folder.get(folder) {
            return folders.clone();
        }
        let mut folders = self.table.vendor_folders(module, folder);
        folders.retain(|folder| {
            *self.exists.entry(folder.clone()).or_insert_with(|| is_folder(folder))
        });
        self.by_folder.insert(folder.to_path_buf(), folders.clone());
        folders
    }
}

fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|meta| meta.is_dir())
}

/// What the files import, once each, in a fixed order. Files that cannot be read are reported when they are read.
fn imports_of(level: &[Importer], build: &BuildContext) -> Vec<(ModuleId, String, Vec<PathBuf>)> {
    let found: FxHashSet<(ModuleId, String, &[PathBuf])> = (level.par_iter())
        .flat_map_iter(|importer| {
            let paths = imports_in(importer, build);
            paths.into_iter().map(|path| (importer.module, path, importer.folders.as_slice()))
        })
        .collect();
    let mut wanted: Vec<_> = found.into_iter().filter(|(_, path, _)| is_vendorable(path)).collect();
    wanted.sort();
    wanted.into_iter().map(|(module, path, folders)| (module, path, folders.to_vec())).collect()
}

/// Whether the import path can lie below a vendor folder, and nowhere else.
fn is_vendorable(path: &str) -> bool {
    path != "C"
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
        && !path.contains('\\')
}

fn imports_in(importer: &Importer, build: &BuildContext) -> Vec<String> {
    let Some((text, paths)) = imports::read(&importer.absolute, importer.size) else {
        return Vec::new();
    };
    let excluded = !constraint::constraint_holds(&text, build)
        || !build.cgo && paths.iter().any(|path| path == "C");
    if excluded { Vec::new() } else { paths }
}
