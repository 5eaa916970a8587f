//! Teardown functions against goroutines.

use std::sync::Arc;

use super::align::{Certainty, Key, align, keys};
use super::callers::{self, Verdict};
use super::index::{Entry, by_cell};
use super::model::Operation;
use super::order::{Point, Same, ordered};
use super::{Candidate, Judge, operations_conflict};
use crate::summary::also_known_as;
use crate::summary::domain::{Access, Path, Root, SpawnKind, Summary};
use crate::summary::joins::Goroutine;
use crate::threads::Teardown;

/// The cell that an access on the teardown side writes, as keys: the cell itself and nothing around it.
pub(super) fn written_key(judge: &Judge<'_, '_>, access: &Access, path: &Path) -> Option<Key> {
    match access.op {
        Operation::Overwrite => access.overwritten.map(Key::Struct),
        _ => keys(judge.cx.program, path).first().map(|(key, _)| *key),
    }
}

/// Whether rules ask for this operation of a teardown function.
pub(super) fn is_claimed(judge: &Judge<'_, '_>, access: &Access) -> bool {
    match access.op {
        Operation::Write | Operation::Overwrite | Operation::AtomicWrite | Operation::MapWrite => judge.claims.teardown_writes,
        Operation::ElemWrite => judge.claims.teardown_writes && access.zeroing,
        Operation::WaitGroupWait => judge.claims.late_adds,
        _ => false,
    }
}

/// All pairs that nothing orders.
pub(super) fn candidates(judge: &Judge<'_, '_>, teardowns: &[Teardown]) -> Vec<Candidate> {
    let index = by_cell(judge);
    let mut found = Vec::new();
    for teardown in teardowns {
        let Some(summary) = judge.cx.summary(teardown.func) else { continue };
        for access in &summary.accesses {
            if access.local || !is_claimed(judge, access) {
                continue;
            }
            // What is reached through another teardown function is that function's matter, unless only this one says
            // which object it is.
            for path in also_known_as(&summary.names, &access.path) {
                if matches!(path.root, Root::Unknown | Root::Result(_)) && path.hops().len() < 2 {
                    continue;
                }
                let Some(key) = written_key(judge, access, &path) else { continue };
                for entry in index.get(&key).map_or(&[][..], Vec::as_slice) {
                    found.extend(pair(judge, *teardown, &summary, access, &path, entry));
                }
            }
        }
    }
    found
}

fn pair(
    judge: &Judge<'_, '_>,
    teardown: Teardown,
    summary: &Arc<Summary>,
    access: &Access,
    path: &Path,
    entry: &Entry,
) -> Option<Candidate> {
    let origin = &judge.origins[entry.origin as usize];
    let other = &origin.body.accesses[entry.access as usize];
    if !operations_conflict(access.op, other.op, entry.nested) || access.pos == other.pos && access.on_goroutine {
        return None;
    }
    let alignment = align(judge.cx.program, path, &entry.path)?;
    let threads = judge.threads.of(teardown.func);
    if !threads.external && threads.entries.iter().all(|own| *own == origin.entry) && !threads.entries.is_empty() {
        return None;
    }
    let home_summary = judge.cx.summary(origin.home)?;
    let goroutine = Goroutine { spawn: &origin.spawn, body: &origin.body, spawner: &home_summary };
    let same = Same { alignment: &alignment, names: &origin.body.names, own_names: &summary.names };
    let ctx = summary.ctx(access.ctx);
    let point = Point { ctx, joined: &ctx.joined, summary };
    let attempts = ordered(point, goroutine, other, &same, &judge.releases).err()?;
    let mut weak = u32::from(origin.spawn.kind != SpawnKind::Go)
        + u32::from(origin.spawn.method.is_some())
        + u32::from(summary.partial || origin.body.partial)
        + u32::from(access.op == Operation::ElemWrite)
        + u32::from(access.weak || other.weak);
    // What teardown functions call further down has a name of its own and is judged there; here it is a longer chain.
    let mut calls = Vec::new();
    match callers::judge(judge, teardown.func, summary, access, origin, other, entry) {
        Verdict::NoCallers => {}
        Verdict::Unordered(chain) => calls = chain,
        Verdict::SameGoroutine => return None,
        Verdict::AllOrdered => weak += 2,
    }
    if alignment.certainty == Certainty::SameType {
        weak += 1;
    }
    Some(Candidate {
        kind: teardown.kind,
        teardown_func: teardown.func,
        teardown_access: *access,
        teardown_calls: calls,
        teardown_ctx: ctx.clone(),
        cell: *path,
        home: origin.home,
        spawn: origin.spawn.clone(),
        entry: origin.entry,
        goroutine: Arc::new(origin.body.clone()),
        goroutine_access: *other,
        certainty: alignment.certainty,
        weak,
        attempts,
        foreign: is_foreign(judge, path, origin),
    })
}

/// Whether the goroutine is started by something other than the object, its parts or its owner: its package has no
/// part in the object's type.
fn is_foreign(judge: &Judge<'_, '_>, path: &Path, origin: &crate::threads::Origin) -> bool {
    let program = judge.cx.program;
    let owner = path.hops().iter().rev().find_map(|hop| hop.as_field()).map(|field| {
        let structure = program.fields[field.index()].owner;
        program.structs[structure.index()].pkg
    });
    owner.is_some_and(|pkg| program.package_of(origin.home) != pkg && program.package_of(origin.entry) != pkg)
}
