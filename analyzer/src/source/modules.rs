//! The modules of what is read, and which of them each can import.

use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::gomod::GoMod;
use super::imports;
use super::walk::{Asked, Found, GoFile, slashed, unreadable};
use super::{Module, ModuleId};

/// The Go release of a module that does not name one.
const DEFAULT_RELEASE: (u32, u32) = (1, 26);

/// With more modules than this (a module cache), a module sees of the others only those that it requires: the lists
/// would grow with the square.
const MAX_FREELY_VISIBLE: usize = 512;

/// The modules and how folders belong to them.
#[derive(Default)]
pub(super) struct Table {
    pub(super) modules: Vec<Module>,
    pub(super) problems: Vec<String>,
    /// What each module's go.mod says; `None` for a tree without one.
    files: Vec<Option<GoMod>>,
    by_root: FxHashMap<PathBuf, ModuleId>,
    /// The go.work files with their folders.
    works: Vec<(PathBuf, GoMod)>,
}

impl Table {
    pub(super) fn new(asked: &Asked, found: &Found) -> Self {
        let mut table = Self::default();
        let mut roots = found.module_roots.clone();
        let mut folders: Vec<&Path> =
            asked.requests.iter().map(|request| request.folder.as_path()).collect();
        folders.sort();
        folders.dedup();
        roots.extend(folders.iter().filter_map(|folder| above(folder, "go.mod")));
        roots.sort();
        roots.dedup();
        for root in roots {
            table.add_module(asked, root);
        }

        // A go.work is often left to .gitignore, so that the walk need not see it.
        let mut works = found.work_roots.clone();
        works.extend(
            table
                .modules
                .iter()
                .map(|module| module.root.clone())
                .filter(|root| root.join("go.work").is_file()),
        );
        works.extend(folders.iter().filter_map(|folder| above(folder, "go.work")));
        works.sort();
        works.dedup();
        for root in works {
            let path = root.join("go.work");
            match read(asked, &path)
                .and_then(|text| GoMod::parse(&text).map_err(|what| bad(asked, &path, &what)))
            {
                Ok(work) => table.works.push((root, work)),
                Err(problem) => table.problems.push(problem),
            }
        }

        for folder in folders {
            let lacks =
                |file: &Path| file.parent().is_some_and(|parent| table.module_of(parent).is_none());
            if found
                .go_files
                .iter()
                .any(|file| file.absolute.starts_with(folder) && lacks(&file.absolute))
            {
                table.add_tree(folder, found);
            }
        }
        table.link();
        table
    }

    fn push(&mut self, module: Module, file: Option<GoMod>) {
        if !self.by_root.contains_key(&module.root) {
            self.by_root.insert(module.root.clone(), ModuleId(self.modules.len() as u32));
            self.modules.push(module);
            self.files.push(file);
        }
    }

    fn add_module(&mut self, asked: &Asked, root: PathBuf) {
        let path = root.join("go.mod");
        let file = read(asked, &path).and_then(|text| {
            GoMod::module(&text).map_err(|what| {
                format!(
                    "{}; {} is taken for its path",
                    bad(asked, &path, &what),
                    folder_name(&root)
                )
            })
        });
        let file = match file {
            Ok(file) => Some(file),
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        };
        let written = file.as_ref().map(|file| file.module.clone());
        let (path, is_std) = match written.as_deref() {
            Some("std") => (String::new(), true),
            Some("cmd") => ("cmd".to_owned(), root.parent().is_some_and(is_std_root)),
            Some(path) => (path.to_owned(), false),
            None => (folder_name(&root), false),
        };
        let go_version = file.as_ref().and_then(|file| file.go).unwrap_or(DEFAULT_RELEASE);
        self.push(Module { root, path, go_version, visible: Vec::new(), is_std }, file);
    }

    /// Adds what stands for a module where there is no go.mod.
    fn add_tree(&mut self, folder: &Path, found: &Found) {
        let tree = |root: PathBuf, path: String| Module {
            root,
            path,
            go_version: DEFAULT_RELEASE,
            visible: Vec::new(),
            is_std: false,
        };
        // In a GOPATH, import paths begin below `src`.
        if let Some(src) = enclosing_src(folder) {
            self.push(tree(src, String::new()), None);
            return;
        }
        let src = folder.join("src");
        if holds_hosts(&src) {
            self.push(tree(src, String::new()), None);
        }
        let files: Vec<&GoFile> = (found.go_files.iter())
            .filter(|file| file.absolute.starts_with(folder))
            .filter(|file| {
                file.absolute.parent().is_some_and(|parent| self.module_of(parent).is_none())
            })
            .collect();
        let path = imported_as(folder, &files).unwrap_or_else(|| folder_name(folder));
        self.push(tree(folder.to_path_buf(), path), None);
    }

    /// The module that a folder belongs to.
    pub(super) fn module_of(&self, folder: &Path) -> Option<ModuleId> {
        folder.ancestors().find_map(|folder| self.by_root.get(folder).copied())
    }

    /// The import path of a folder of the module.
    pub(super) fn import_path(&self, module: ModuleId, folder: &Path) -> String {
        let module = &self.modules[module.0 as usize];
        let relative = slashed(folder.strip_prefix(&module.root).unwrap_or(folder));
        // Below a vendor folder the import path begins anew.
        if let Some(path) = relative.strip_prefix("vendor/") {
            return path.rsplit("/vendor/").next().unwrap_or(path).to_owned();
        }
        if let Some((_, path)) = relative.rsplit_once("/vendor/") {
            return path.to_owned();
        }
        match (module.path.is_empty(), relative.is_empty()) {
            (true, _) => relative,
            (_, true) => module.path.clone(),
            _ => format!("{}/{relative}", module.path),
        }
    }

    /// Whether the module's go.mod tells the go command to pass over the folder.
    pub(super) fn ignores(&self, module: ModuleId, folder: &Path) -> bool {
        let Some(file) = &self.files[module.0 as usize] else { return false };
        if file.ignores.is_empty() {
            return false;
        }
        let root = &self.modules[module.0 as usize].root;
        let relative = format!("/{}/", slashed(folder.strip_prefix(root).unwrap_or(folder)));
        file.ignores.iter().any(|pattern| match pattern.trim_end_matches('/').strip_prefix("./") {
            Some(anchored) => relative.starts_with(&format!("/{anchored}/")),
            None => relative.contains(&format!("/{}/", pattern.trim_matches('/'))),
        })
    }

    /// The vendor folders, whether they exist or not, that serve the imports of a folder of the module.
    pub(super) fn vendor_folders(&self, module: ModuleId, folder: &Path) -> Vec<PathBuf> {
        let own = &self.modules[module.0 as usize];
        if self.files[module.0 as usize].is_some() {
            let works =
                self.works.iter().filter(|(root, work)| self.is_member(root, work, &own.root));
            return std::iter::once(own.root.join("vendor"))
                .chain(works.map(|(root, _)| root.join("vendor")))
                .collect();
        }
        // Without modules, every folder on the way up may have one.
        let inside = folder.ancestors().take_while(|folder| folder.starts_with(&own.root));
        inside
            .filter(|folder| folder.file_name().is_none_or(|name| name != "vendor"))
            .map(|f| f.join("vendor"))
            .collect()
    }

    fn is_member(&self, work_root: &Path, work: &GoMod, module_root: &Path) -> bool {
        work.uses.iter().any(|folder| normalized(work_root, folder) == module_root)
    }

    /// Fills in [`Module::visible`].
    fn link(&mut self) {
        let workspaces: Vec<Vec<ModuleId>> = (self.works.iter())
            .map(|(root, work)| {
                work.uses
                    .iter()
                    .filter_map(|folder| self.by_root.get(&normalized(root, folder)).copied())
                    .collect()
            })
            .collect();
        let required_only = self.modules.len() > MAX_FREELY_VISIBLE;
        let mut all_visible = Vec::with_capacity(self.modules.len());
        for (index, module) in self.modules.iter().enumerate() {
            let own = ModuleId(index as u32);
            // Path, rank (0: itself), how much of the way it shares, index; the best for a path comes first.
            let mut entries: Vec<(&str, u8, usize, ModuleId)> = vec![(&module.path, 0, 0, own)];
            let replaces =
                |root: &Path, file: &'_ GoMod, rank: u8| -> Vec<(String, u8, ModuleId)> {
                    let served = file.replaces.iter().filter_map(|(old, folder)| {
                        Some((old.clone(), rank, *self.by_root.get(&normalized(root, folder))?))
                    });
                    served.collect()
                };
            let mut replaced = Vec::new();
            if let Some(file) = &self.files[index] {
                replaced.extend(replaces(&module.root, file, 3));
            }
            for ((root, work), members) in self.works.iter().zip(&workspaces) {
                if members.contains(&own) {
                    replaced.extend(replaces(root, work, 2));
                    entries.extend(
                        members
                            .iter()
                            .map(|&id| (self.modules[id.0 as usize].path.as_str(), 1, 0, id)),
                    );
                }
            }
            entries.extend(replaced.iter().map(|(old, rank, id)| (old.as_str(), *rank, 0, *id)));
            let requires = self.files[index].as_ref().map(|file| &file.requires);
            for (index, other) in self.modules.iter().enumerate() {
                if required_only
                    && !other.path.is_empty()
                    && requires.is_some_and(|requires| !requires.contains(&other.path))
                {
                    continue;
                }
                let shared = module
                    .root
                    .components()
                    .zip(other.root.components())
                    .take_while(|(a, b)| a == b)
                    .count();
                entries.push((&other.path, 4, usize::MAX - shared, ModuleId(index as u32)));
            }
            entries.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
            entries.dedup_by(|a, b| a.0 == b.0);
            all_visible
                .push(entries.into_iter().map(|(path, _, _, id)| (path.to_owned(), id)).collect());
        }
        for (module, visible) in self.modules.iter_mut().zip(all_visible) {
            module.visible = visible;
        }
    }
}

/// See [`super::SourceSet::candidates`].
pub(super) fn candidates(
    modules: &[Module],
    from: ModuleId,
    import: &str,
) -> Vec<(ModuleId, String)> {
    let Some(module) = modules.get(from.0 as usize) else { return Vec::new() };
    let mut out = Vec::new();
    let mut add = |candidate: (ModuleId, String)| {
        if !out.contains(&candidate) {
            out.push(candidate);
        }
    };
    for (prefix, id) in &module.visible {
        let rest = if prefix.is_empty() {
            import
        } else {
            match import.strip_prefix(prefix.as_str()) {
                Some("") => "",
                Some(rest) if rest.starts_with('/') => &rest[1..],
                _ => continue,
            }
        };
        let path = &modules[id.0 as usize].path;
        add((
            *id,
            [path.as_str(), rest]
                .iter()
                .filter(|part| !part.is_empty())
                .copied()
                .collect::<Vec<_>>()
                .join("/"),
        ));
    }
    // What is vendored for the module stands there under the path that is imported.
    add((from, import.to_owned()));
    out
}

/// The path under which the files of a tree without go.mod import one another: what precedes its folders in most of
/// the import paths that end in one of them. At least two must agree, and more than on any other path.
fn imported_as(root: &Path, files: &[&GoFile]) -> Option<String> {
    let folders: FxHashSet<String> = (files.iter())
        .filter_map(|file| Some(slashed(file.absolute.parent()?.strip_prefix(root).ok()?)))
        .filter(|folder| !folder.is_empty())
        .collect();
    if folders.len() < 2 {
        return None;
    }
    let imports: FxHashSet<String> = (files.par_iter())
        .flat_map_iter(|file| {
            imports::read(&file.absolute, file.size).map(|(_, paths)| paths).unwrap_or_default()
        })
        .filter(|path| path.split_once('/').is_some_and(|(host, _)| is_host(host)))
        .collect();
    let mut votes: FxHashMap<&str, usize> = FxHashMap::default();
    for import in &imports {
        let mut cuts = import.match_indices('/').map(|(at, _)| at);
        if let Some(at) = cuts.find(|at| folders.contains(&import[at + 1..])) {
            *votes.entry(&import[..at]).or_default() += 1;
        }
    }
    let (&path, &most) = votes.iter().max_by_key(|(_, votes)| **votes)?;
    let clear = votes.iter().all(|(other, votes)| *other == path || *votes < most);
    (most >= 2 && clear).then(|| path.to_owned())
}

/// The nearest folder at or above `folder` that holds a file of this name.
fn above(folder: &Path, name: &str) -> Option<PathBuf> {
    folder.ancestors().find(|folder| folder.join(name).is_file()).map(Path::to_path_buf)
}

fn read(asked: &Asked, path: &Path) -> Result<String, String> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) => Err(unreadable(&asked.show(path), &error)),
    }
}

fn bad(asked: &Asked, path: &Path, what: &str) -> String {
    format!("{}: {what}", asked.show(path))
}

fn folder_name(folder: &Path) -> String {
    folder.file_name().map_or_else(|| "root".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn is_std_root(folder: &Path) -> bool {
    let text = std::fs::read_to_string(folder.join("go.mod")).unwrap_or_default();
    GoMod::module(&text).is_ok_and(|file| file.module == "std")
}

/// `folder` as written in a file in `root`, without `.` and `..`.
fn normalized(root: &Path, folder: &str) -> PathBuf {
    let mut out = PathBuf::new();
    for component in root.join(folder).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            component => out.push(component),
        }
    }
    out
}

fn is_host(name: &str) -> bool {
    name.contains('.') && !name.starts_with('.') && !name.ends_with('.')
}

/// The `src` folder at or above `folder` on whose way down a host follows (`src/github.com/…`).
fn enclosing_src(folder: &Path) -> Option<PathBuf> {
    let mut below = None;
    for at in folder.ancestors() {
        let name = at.file_name()?.to_str();
        if name == Some("src") && below.map_or_else(|| holds_hosts(at), is_host) {
            return Some(at.to_path_buf());
        }
        below = Some(name.unwrap_or_default());
    }
    None
}

fn holds_hosts(src: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(src) else { return false };
    entries.flatten().any(|entry| {
        entry.file_type().is_ok_and(|kind| kind.is_dir())
            && entry.file_name().to_str().is_some_and(is_host)
    })
}
