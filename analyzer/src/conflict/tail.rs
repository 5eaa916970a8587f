//! The spawner's tail: what a function does after it has started a goroutine, itself or through a call.

use std::sync::Arc;

use super::align::{Alignment, Certainty, keys};
use super::model::{Operation, RootKind};
use super::order::{Point, Same, ordered};
use super::teardown::{
    NEAR_GOROUTINE, NEAR_TEARDOWN, is_counted, is_made_to_be_shared, written_key,
};
use super::{Candidate, Judge, operations_conflict, report};
use crate::program::FuncId;
use crate::summary::also_known_as;
use crate::summary::domain::{Access, Path, Root, Spawn, SpawnKind, SpawnMark, Summary};
use crate::summary::joins::Goroutine;
use crate::threads::{entry_of, is_initialisation, teardown_kind};

/// A write further than this many calls below the function that starts the goroutine is told by a nearer one.
const NEAR_TAIL: usize = 3;

/// All pairs of a write after a goroutine's start and an access of that goroutine that nothing orders.
pub(super) fn candidates(judge: &Judge<'_, '_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    for index in 0..judge.cx.program.funcs.len() {
        let func = FuncId::new(index);
        let Some(summary) = judge.cx.summary(func) else { continue };
        if summary.spawns.is_empty() {
            continue;
        }
        for spawn in &summary.spawns {
            let writes: Vec<&Access> = summary
                .accesses
                .iter()
                .filter(|access| {
                    is_write(access)
                        && summary.ctx(access.ctx).spawned.iter().any(|mark| mark.key == spawn.key)
                })
                .collect();
            if writes.is_empty() {
                continue;
            }
            let Some(entry) = entry_of(judge.cx, spawn) else { continue };
            let body = judge.expand(func, &summary, spawn);
            for access in writes {
                pairs(judge, func, &summary, spawn, entry, &body, access, &mut found);
            }
        }
    }
    found
}

fn is_write(access: &Access) -> bool {
    !access.on_goroutine
        && (matches!(
            access.op,
            Operation::Write | Operation::Overwrite | Operation::MapWrite | Operation::AtomicWrite
        ) || access.op == Operation::ElemWrite && access.zeroing
            || access.op == Operation::WaitGroupWait)
}

#[allow(clippy::too_many_arguments)]
fn pairs(
    judge: &Judge<'_, '_>,
    func: FuncId,
    summary: &Arc<Summary>,
    spawn: &Spawn,
    entry: FuncId,
    body: &Arc<Summary>,
    access: &Access,
    found: &mut Vec<Candidate>,
) {
    let ctx = summary.ctx(access.ctx);
    let Some(mark) = ctx.spawned.iter().find(|mark| mark.key == spawn.key) else { return };
    let kind = root_kind(judge, func, access);
    let claimed = match (kind, access.op) {
        (_, Operation::WaitGroupWait) => judge.claims.late_adds,
        (RootKind::SpawnersTail | RootKind::Restart, _) => judge.claims.tail_writes,
        _ => judge.claims.teardown_writes,
    };
    if !claimed {
        return;
    }
    for path in also_known_as(&summary.names, &access.path) {
        let Some(key) = written_key(judge, access, &path) else { continue };
        for other in &body.accesses {
            for (other_key, cell) in also_known_as(&body.names, &other.path)
                .iter()
                .flat_map(|path| keys(judge.cx.program, path))
            {
                let nested = cell.hops().len() < other.path.hops().len();
                if other_key != key || !operations_conflict(access.op, other.op, nested) {
                    continue;
                }
                if !is_same_object(&path, &cell, mark)
                    || access.op == Operation::WaitGroupWait
                        && is_counted(spawn, |group| group == &cell)
                {
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
            if info.literal || is_initialisation(name) { None } else { teardown_kind(name) }
        })
        .or_else(|| {
            // Unless this function is itself where teardown starts.
            let info = &program.funcs[func.index()];
            let name = program.name(info.name);
            teardown_kind(name).filter(|_| !info.literal && !is_initialisation(name))
        })
        .unwrap_or(RootKind::SpawnersTail)
}
