//! The goroutines' accesses by the cells that they touch.

use rustc_hash::{FxHashMap, FxHashSet};

use super::align::{Key, keys};
use super::meeting::least_weak;
use super::model::Operation;
use super::{Judge, api, distance, teardown};
use crate::summary::also_known_as;
use crate::summary::domain::{Access, Hop, Path, Root, Val};
use crate::threads::{Origin, Teardown};

/// An access of a goroutine under one of the names that its object has, cut to the cell of the key.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) origin: u32,
    pub(crate) access: u32,
    /// The path of the key's cell.
    pub(crate) path: Path,
    /// Whether the access is to something inside the key's cell.
    pub(crate) nested: bool,
}

/// The cells that teardowns touch.
pub(crate) struct Wanted(FxHashSet<Key>);

impl Wanted {
    pub(crate) fn of(judge: &Judge<'_, '_>, teardowns: &[Teardown]) -> Self {
        let mut wanted = FxHashSet::default();
        for &one in teardowns {
            let Some(summary) = judge.cx.summary(one.func) else { continue };
            for access in teardown::claimed(judge, one, summary) {
                for path in cell_paths(&summary.names, access, &access.path) {
                    if access.op.is_read() {
                        wanted.extend(keys(judge.cx.program, &path).iter().map(|(key, _)| *key));
                    } else {
                        wanted.extend(written_key(judge, access, &path));
                    }
                }
            }
        }
        Self(wanted)
    }

    /// Whether an access of this path touches one of them.
    fn has(&self, judge: &Judge<'_, '_>, access: &Access, path: &Path) -> bool {
        keys(judge.cx.program, path).iter().any(|(key, _)| self.0.contains(key))
            || written_key(judge, access, path).is_some_and(|key| self.0.contains(&key))
    }
}

/// Accesses by cell. The entries of one goroutine stand together.
#[derive(Default)]
pub(crate) struct Index {
    accesses: FxHashMap<Key, Vec<Entry>>,
    /// Writes by what they write, and nothing around it: what a read on the other side may meet.
    writes: FxHashMap<Key, Vec<Entry>>,
}

impl Index {
    /// What goroutines do to the cells that are wanted.
    pub(crate) fn of(judge: &Judge<'_, '_>, wanted: &Wanted) -> Self {
        let mut index = Self::default();
        for (number, origin) in judge.origins.iter().enumerate() {
            let weak = least_weak(judge, origin);
            if !judge.is_wanted(weak) {
                continue;
            }
            let home = judge.cx.summary(origin.home);
            let is_result = |root: Root| {
                home.as_ref().is_some_and(|home| {
                    home.results.iter().flat_map(Val::paths).any(|result| result.root == root)
                })
            };
            let shared = |access: &Access| {
                !access.unseen && judge.is_wanted(weak + distance::least_of_goroutine(access))
            };
            for (access_number, access) in
                origin.body.accesses.iter().enumerate().filter(|(_, access)| shared(access))
            {
                let mut paths = cell_paths(&origin.body.names, access, &access.path);
                // An object that is made to be a part of another is told by that.
                if paths.len() > 1
                    && matches!(access.path.root, Root::Fresh(_))
                    && !is_result(access.path.root)
                {
                    paths.remove(0);
                }
                for path in paths {
                    if matches!(path.root, Root::Unknown | Root::Result(_)) && path.hops().len() < 2
                    {
                        continue;
                    }
                    if wanted.has(judge, access, &path) {
                        index.add(judge, (number as u32, access_number as u32), access, path);
                    }
                }
            }
        }
        index
    }

    /// What exported methods do to the cells that are wanted.
    pub(crate) fn of_callers(judge: &Judge<'_, '_>, callers: &[Origin], wanted: &Wanted) -> Self {
        let mut index = Self::default();
        for (number, origin) in callers.iter().enumerate() {
            for (access_number, access) in origin.body.accesses.iter().enumerate() {
                let at = (number as u32, access_number as u32);
                let path = access.cell();
                if wanted.has(judge, access, &path) && api::is_told_by(judge, origin.entry, access)
                {
                    index.add(judge, at, access, path);
                }
            }
        }
        index
    }

    fn add(
        &mut self,
        judge: &Judge<'_, '_>,
        (origin, number): (u32, u32),
        access: &Access,
        path: Path,
    ) {
        let entry = |cell: Path| Entry { origin, access: number, path: cell, nested: cell != path };
        if judge.claims.teardown_reads
            && access.op.is_write()
            && let Some(key) = written_key(judge, access, &path)
        {
            self.writes.entry(key).or_default().push(entry(path));
        }
        for (key, cell) in keys(judge.cx.program, &path) {
            self.accesses.entry(key).or_default().push(entry(cell));
        }
    }

    /// What goroutines do to the cell or to something in it.
    pub(crate) fn accesses(&self, key: Key) -> &[Entry] {
        self.accesses.get(&key).map_or(&[], Vec::as_slice)
    }

    /// What goroutines write to the very cell.
    pub(crate) fn writes(&self, key: Key) -> &[Entry] {
        self.writes.get(&key).map_or(&[], Vec::as_slice)
    }
}

/// The cell that a write touches, as a key: the cell itself and nothing around it.
pub(super) fn written_key(judge: &Judge<'_, '_>, access: &Access, path: &Path) -> Option<Key> {
    match access.op {
        Operation::Overwrite => access.overwritten.map(Key::Struct),
        _ => keys(judge.cx.program, path).first().map(|(key, _)| *key),
    }
}

/// The paths under which the cell of an access is known.
pub(super) fn cell_paths(names: &[(Root, Path)], access: &Access, path: &Path) -> Vec<Path> {
    // What nothing leads to yet has no other name.
    let mut paths = if access.unseen { vec![*path] } else { also_known_as(names, path) };
    for path in &mut paths {
        *path = access.op.cell_of(path);
    }
    paths
}

/// Whether the access is to a channel, map or slice that is an element of another container.
pub(super) fn is_in_container(access: &Access) -> bool {
    access.op.is_of_content() && access.path.last().is_some_and(|hop| hop.is_elem())
}

/// Whether two operations on what is in one container may be on one channel, map or slice: a map in a map is another one
/// than that which it is in. True for all other operations.
pub(super) fn may_be_same_content(one: &Access, other: &Access) -> bool {
    if !one.op.is_of_content() || !other.op.is_of_content() {
        return true;
    }
    let elems = |access: &Access| {
        let hops = access.path.hops();
        let first = hops.iter().rposition(|hop| !hop.is_elem()).map_or(0, |last| last + 1);
        hops[first..].to_vec()
    };
    Hop::all_match(&elems(one), &elems(other))
}
