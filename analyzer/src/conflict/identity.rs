//! How much the beginnings of two paths say about whether they are one object. Equal ends alone say only that the two
//! are of one type; what a teardown is about is its receiver, and what a goroutine is about is the object that its
//! starter is a method of, or that it made and let others have.

use super::Judge;
use super::align::Alignment;
use crate::program::FuncId;
use crate::summary::domain::{Path, Root, Spawn, SpawnKind, Summary, Val};
use crate::threads::{Origin, Threads, entry_of};

/// What stands at the beginning of a path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Beginning {
    /// The receiver of the function.
    Receiver,
    /// Another parameter: an object that callers chose.
    Given,
    /// An object of the function's own making that others get to see: returned, or stored elsewhere.
    Published,
    /// An object of the function's own making that nobody else sees.
    Private,
    /// A package variable, or something that is judged elsewhere.
    Other,
}

fn beginning(judge: &Judge<'_, '_>, func: FuncId, root: Root) -> Beginning {
    match root {
        Root::Param(0) if judge.cx.program.funcs[func.index()].recv.is_some() => {
            Beginning::Receiver
        }
        Root::Param(_) => Beginning::Given,
        Root::Fresh(_) | Root::Var(_) => match judge.cx.summary(func) {
            Some(summary) if is_published(summary, root) => Beginning::Published,
            _ => Beginning::Private,
        },
        Root::Global(_) | Root::Result(_) | Root::Unknown => Beginning::Other,
    }
}

/// Whether an object that a function makes is seen by others than its callees and its goroutines: it is returned, or
/// stored in something that is not the function's own.
fn is_published(summary: &Summary, root: Root) -> bool {
    any_mentions(&summary.results, root) || is_stored(summary, root)
}

/// Whether a function returns an object that it makes.
pub(super) fn is_returned(summary: &Summary, root: Root) -> bool {
    matches!(root, Root::Fresh(_)) && any_mentions(&summary.results, root)
}

/// Whether an object that a function makes is stored in something that is not the function's own: then others may see
/// it before the function returns.
pub(super) fn is_stored(summary: &Summary, root: Root) -> bool {
    is_stored_within(summary, root, 0)
}

/// Objects stored in objects are followed so deep.
const MAX_NESTING: u32 = 4;

fn is_stored_within(summary: &Summary, root: Root, depth: u32) -> bool {
    let mut places = summary.names.iter().filter(|(own, _)| *own == root).map(|(_, place)| place);
    depth < MAX_NESTING
        && places.any(|place| match place.root {
            Root::Fresh(_) | Root::Var(_) => {
                place.root != root && is_stored_within(summary, place.root, depth + 1)
            }
            Root::Param(_) | Root::Global(_) | Root::Result(_) | Root::Unknown => true,
        })
}

/// Whether the teardown function runs on another goroutine that the home starts on its object.
fn is_torn_down_beside(
    judge: &Judge<'_, '_>,
    origin: &Origin,
    root: Root,
    threads: &Threads,
) -> bool {
    judge.cx.summary(origin.home).is_some_and(|home| {
        home.spawns.iter().any(|other| {
            (mentions(&other.entry, root) || any_mentions(&other.args, root))
                && entry_of(judge.cx, other).is_some_and(|entry| threads.entries.contains(&entry))
                && run_together(home, &origin.spawn, other, root)
        })
    })
}

/// Whether two goroutines that a function starts may run at once and have the object: one is started after the other, or
/// both in rounds of a loop outside of which the object is made.
fn run_together(home: &Summary, one: &Spawn, other: &Spawn, root: Root) -> bool {
    let follows = |later: &Spawn, earlier: &Spawn| {
        let mark = home.ctx(later.ctx).mark_of(earlier);
        mark.is_some_and(|mark| later.key != earlier.key || !mark.is_renewed(&root))
    };
    let is_told = home.spawns.iter().any(|own| own.key == one.key);
    // One that a goroutine starts is not among those of the function, and of parts of a test it holds no marks.
    !is_told
        || [one, other].iter().any(|spawn| spawn.kind == SpawnKind::SubTest)
        || follows(one, other)
        || follows(other, one)
}

fn any_mentions(vals: &[Val], root: Root) -> bool {
    vals.iter().any(|val| mentions(val, root))
}

fn mentions(val: &Val, root: Root) -> bool {
    match val {
        Val::Path(path) => path.root == root,
        Val::Func(func) => {
            func.recv.as_ref().is_some_and(|recv| mentions(recv, root))
                || func.captures.iter().any(|(_, val)| mentions(val, root))
        }
        Val::Many(vals) => any_mentions(vals, root),
        Val::Opaque | Val::Guard(_) | Val::Bool(_) => false,
    }
}

/// The number of weak links that the beginnings of an aligned pair of paths make: the teardown's and the
/// goroutine's at its home.
pub(super) fn weak_links(
    judge: &Judge<'_, '_>,
    teardown: FuncId,
    path: &Path,
    origin: &Origin,
    other: &Path,
    alignment: &Alignment,
    threads: &Threads,
) -> u32 {
    let program = judge.cx.program;
    let own = beginning(judge, teardown, path.root);
    let mut there = beginning(judge, origin.home, other.root);
    if there == Beginning::Private && is_torn_down_beside(judge, origin, other.root, threads) {
        there = Beginning::Published;
    }
    let same_package = program.package_of(teardown) == program.package_of(origin.home);
    match (own, there) {
        (_, Beginning::Private) => 2,
        _ if alignment.is_receiver => 0,
        (Beginning::Given, Beginning::Given) if !same_package => 2,
        (Beginning::Given, _) => 1,
        (_, there) => u32::from(there == Beginning::Given),
    }
}
