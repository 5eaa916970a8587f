//! The spawner's tail: what a function does after it has started a goroutine, itself or through a call.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::align::{Alignment, Certainty, Key, keys};
use super::model::{Operation, RootKind};
use super::order::{Point, Same, ordered};
use super::teardown::{
    NEAR_GOROUTINE, NEAR_TEARDOWN, is_counted, is_made_to_be_shared, written_key,
};
use super::{Candidate, Judge, operations_conflict, report};
use crate::program::FuncId;
use crate::summary::also_known_as;
use crate::summary::demand::MAX_TAIL;
use crate::summary::domain::{Access, Path, Root, Spawn, SpawnKind, SpawnMark, Summary};
use crate::summary::joins::Goroutine;
use crate::threads::{entry_of, is_initialisation, teardown_kind};

/// A write further than this many calls below the function that starts the goroutine is told by a nearer one.
const NEAR_TAIL: usize = 3;

/// All pairs of a write after a goroutine's start and an access of that goroutine that nothing orders.
pub(super) fn candidates(judge: &Judge<'_, '_>) -> Vec<Candidate> {
    use rayon::prelude::*;
    let found: Vec<Vec<Candidate>> = (0..judge.cx.program.funcs.len())
        .into_par_iter()
        .with_min_len(64)
        .map(|index| candidates_of(judge, FuncId::new(index)))
        .collect();
    found.into_iter().flatten().collect()
}

fn candidates_of(judge: &Judge<'_, '_>, func: FuncId) -> Vec<Candidate> {
    let mut found = Vec::new();
    let Some(summary) = judge.cx.summary(func) else { return found };
    for spawn in &summary.spawns {
        let writes: Vec<&Access> = summary
            .accesses
            .iter()
            .filter(|access| {
                is_write(access)
                    && access.lifted <= MAX_TAIL
                    && summary.ctx(access.ctx).spawned.iter().any(|mark| mark.key == spawn.key)
            })
            .collect();
        if writes.is_empty() {
            continue;
        }
        let Some(entry) = entry_of(judge.cx, spawn) else { continue };
        let body = judge.expand(func, &summary, spawn);
        let tail = Tail {
            judge,
            func,
            summary: &summary,
            spawn,
            entry,
            cells: cells_of(judge, &body),
            body: &body,
        };
        for access in writes {
            tail.pairs(access, &mut found);
        }
    }
    found
}

/// A goroutine's accesses by the cells that they touch: the number of the access and the path of the cell.
fn cells_of(judge: &Judge<'_, '_>, body: &Summary) -> FxHashMap<Key, Vec<(u32, Path)>> {
    let mut cells: FxHashMap<Key, Vec<(u32, Path)>> = FxHashMap::default();
    for (number, access) in body.accesses.iter().enumerate() {
        for path in also_known_as(&body.names, &access.path) {
            for (key, cell) in keys(judge.cx.program, &path) {
                cells.entry(key).or_default().push((number as u32, cell));
            }
        }
    }
    cells
}

fn is_write(access: &Access) -> bool {
    !access.on_goroutine
        && (matches!(
            access.op,
            Operation::Write | Operation::Overwrite | Operation::MapWrite | Operation::AtomicWrite
        ) || access.op == Operation::ElemWrite && access.zeroing
            || access.op == Operation::WaitGroupWait)
}

/// A function that goes on after it has started a goroutine.
struct Tail<'t, 'c, 'p> {
    judge: &'t Judge<'c, 'p>,
    func: FuncId,
    summary: &'t Arc<Summary>,
    spawn: &'t Spawn,
    entry: FuncId,
    body: &'t Arc<Summary>,
    cells: FxHashMap<Key, Vec<(u32, Path)>>,
}

impl Tail<'_, '_, '_> {
    /// What one write of the function races with.
    fn pairs(&self, access: &Access, found: &mut Vec<Candidate>) {
        let Tail { judge, func, summary, spawn, entry, body, .. } = *self;
        let ctx = summary.ctx(access.ctx);
        let Some(mark) = ctx.spawned.iter().find(|mark| mark.key == spawn.key) else { return };
        let mut claimed_kind = None;
        for path in also_known_as(&summary.names, &access.path) {
            let Some(key) = written_key(judge, access, &path) else { continue };
            for (number, cell) in self.cells.get(&key).map_or(&[][..], Vec::as_slice) {
                let other = &body.accesses[*number as usize];
                let nested = cell.hops().len() < other.path.hops().len();
                if !operations_conflict(access.op, other.op, nested)
                    || !is_same_object(&path, cell, mark)
                    || access.op == Operation::WaitGroupWait
                        && is_counted(spawn, |group| group == cell)
                {
                    continue;
                }
                let kind = *claimed_kind.get_or_insert_with(|| root_kind(judge, func, access));
                let claimed = match (kind, access.op) {
                    (_, Operation::WaitGroupWait) => judge.claims.late_adds,
                    (RootKind::SpawnersTail | RootKind::Restart, _) => judge.claims.tail_writes,
                    _ => judge.claims.teardown_writes,
                };
                if !claimed {
                    return;
                }
                let steps = report::depth(summary, access);
                let by_accessor = path.hops().iter().any(|hop| hop.is_accessor());
                let near = if kind == RootKind::SpawnersTail { NEAR_TAIL } else { NEAR_TEARDOWN };
                let weak = u32::from(steps > near)
                    + u32::from(report::depth(body, other) > NEAR_GOROUTINE)
                    + u32::from(by_accessor && !is_made_to_be_shared(judge, &path))
                    + u32::from(matches!(path.root, Root::Result(_)) && steps > 2)
                    + u32::from(ctx.maybe_waited)
                    + u32::from(spawn.kind != SpawnKind::Go)
                    + u32::from(spawn.method.is_some())
                    + u32::from(summary.partial)
                    + u32::from(access.op == Operation::ElemWrite);
                if !judge.is_wanted(weak) {
                    continue;
                }
                let alignment = Alignment::same_frame();
                let same =
                    Same { alignment: &alignment, names: &body.names, own_names: &summary.names };
                let goroutine = Goroutine { spawn, body, spawner: summary };
                let point = Point { ctx, joined: &mark.since, summary };
                let Err(attempts) = ordered(point, goroutine, other, &same, &judge.releases) else {
                    continue;
                };
                found.push(Candidate {
                    kind,
                    teardown_func: func,
                    teardown_access: *access,
                    teardown_calls: Vec::new(),
                    teardown_ctx: ctx.clone(),
                    cell: path,
                    home: func,
                    spawn: spawn.clone(),
                    entry,
                    goroutine: body.clone(),
                    goroutine_access: *other,
                    certainty: Certainty::SameObject,
                    weak,
                    attempts,
                    foreign: false,
                });
            }
        }
    }
}

/// In one function, objects are the same if their paths are.
fn is_same_object(own: &Path, other: &Path, mark: &SpawnMark) -> bool {
    let equal = own.root == other.root
        && own.hops().len() == other.hops().len()
        && own.hops().iter().zip(other.hops()).all(|(a, b)| a.matches(*b));
    if !equal || own.root == Root::Unknown {
        return false;
    }
    // A goroutine of an earlier round of the loop has that round's objects.
    mark.earlier_round == 0
        || !(mark.renewed.contains(&own.root) || own.hops().iter().any(|hop| hop.is_elem()))
}

/// Whether a path of the frame is one that the goroutine touches with such an operation.
pub(super) fn is_same_frame_object(
    judge: &Judge<'_, '_>,
    func: FuncId,
    summary: &Summary,
    spawn: &Spawn,
    path: &Path,
    op: Operation,
) -> bool {
    let body = judge.expand(func, summary, spawn);
    let own: Vec<Path> = also_known_as(&summary.names, path);
    body.accesses.iter().filter(|other| other.op == op).any(|other| {
        also_known_as(&body.names, &other.path)
            .iter()
            .flat_map(|path| keys(judge.cx.program, path))
            .any(|(_, cell)| {
                own.iter().any(|own| own.root == cell.root && own.hops() == cell.hops())
            })
    })
}

/// A write inside a teardown function that is called here is that function's.
fn root_kind(judge: &Judge<'_, '_>, func: FuncId, access: &Access) -> RootKind {
    let program = judge.cx.program;
    report::trace(judge.cx, func, None, access)
        .iter()
        .skip(1)
        .find_map(|(func, _)| {
            let info = &program.funcs[func.index()];
            let name = program.name(info.name);
            if info.literal || is_initialisation(name) {
                None
            } else {
                teardown_kind(judge.cx, *func)
            }
        })
        .or_else(|| {
            // Unless this function is itself where teardown starts.
            let info = &program.funcs[func.index()];
            let name = program.name(info.name);
            teardown_kind(judge.cx, func).filter(|_| !info.literal && !is_initialisation(name))
        })
        .unwrap_or(RootKind::SpawnersTail)
}
