//! The goroutines' accesses by the cells that they touch.

use rustc_hash::FxHashMap;

use super::Judge;
use super::align::{Key, keys};
use crate::summary::also_known_as;
use crate::summary::domain::{Path, Root};

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

/// Accesses by cell.
pub(crate) fn by_cell(judge: &Judge<'_, '_>) -> FxHashMap<Key, Vec<Entry>> {
    let mut index: FxHashMap<Key, Vec<Entry>> = FxHashMap::default();
    for (number, origin) in judge.origins.iter().enumerate() {
        for (access_number, access) in origin.body.accesses.iter().enumerate() {
            for path in also_known_as(&origin.body.names, &access.path) {
                if matches!(path.root, Root::Unknown | Root::Result(_)) && path.hops().len() < 2 {
                    continue;
                }
                for (key, cell) in keys(judge.cx.program, &path) {
                    let nested = cell != path;
                    let entry = Entry {
                        origin: number as u32,
                        access: access_number as u32,
                        path: cell,
                        nested,
                    };
                    index.entry(key).or_default().push(entry);
                }
            }
        }
    }
    index
}
