//! Teardown functions against goroutines.

use std::sync::Arc;

use super::align::{Alignment, Certainty, align, keys};
use super::callers::{Pair, Verdict};
use super::index::{
    Entry, Index, Wanted, cell_paths, is_channel_in_container, may_be_same_channel, written_key,
};
use super::model::{Operation, OriginKind, RootKind};
use super::order::{Point, Same, home_waits, is_gated, only_one_happens, ordered};
use super::{Candidate, Judge, accesses_conflict, api, best, distance, identity, report};
use crate::program::{FuncId, types::TyKind};
use crate::summary::domain::{Access, Path, Root, Spawn, SpawnKind, Summary, Val};
use crate::summary::joins::Goroutine;
use crate::summary::joins::SamePath;
use crate::summary::{also_known_as, models};
use crate::threads::{
    Origin, Teardown, Threads, entry_of, is_initialisation, is_open, teardown_kind,
};

/// Whether rules ask for this operation of a teardown function.
pub(super) fn is_claimed(judge: &Judge<'_, '_>, access: &Access) -> bool {
    match access.op {
        Operation::Write | Operation::Overwrite | Operation::AtomicWrite | Operation::MapWrite => {
            judge.claims.teardown_writes
        }
        Operation::ElemWrite => judge.claims.teardown_writes && access.zeroing,
        Operation::WaitGroupWait => judge.claims.late_adds,
        Operation::Close => judge.claims.closes,
        op if op.is_read() => judge.claims.teardown_reads,
        _ => false,
    }
}

/// A read further than this many calls below a teardown function is hardly what that function is about.
pub(super) const NEAR_READ: usize = 2;
/// Where an accessor (`ctx.Vars()`) gives the object, a write further than this many calls below a teardown function is
/// hardly what that function is for.
const NEAR_ACCESSOR: usize = 2;

/// All pairs that nothing orders.
pub(super) fn candidates(judge: &Judge<'_, '_>, teardowns: &[Teardown]) -> Vec<Candidate> {
    let index = Index::of(judge, &Wanted::of(judge, teardowns));
    against_all(judge, teardowns, judge.origins, &index)
}

/// All pairs of teardowns with what some threads do, by the cells of the threads' accesses.
pub(super) fn against_all(
    judge: &Judge<'_, '_>,
    teardowns: &[Teardown],
    origins: &[Origin],
    index: &Index,
) -> Vec<Candidate> {
    use rayon::prelude::*;
    let by_teardown: Vec<Vec<Candidate>> = teardowns
        .par_iter()
        .map(|teardown| {
            let found = candidates_of(judge, *teardown, origins, index);
            judge.meter.advance(1);
            found
        })
        .collect();
    by_teardown.into_iter().flatten().collect()
}

/// What a teardown function does that some rule asks for.
pub(super) fn claimed<'s>(
    judge: &Judge<'_, '_>,
    teardown: Teardown,
    summary: &'s Summary,
) -> impl Iterator<Item = &'s Access> {
    summary.accesses.iter().filter(move |access| {
        !access.local
            && is_claimed(judge, access)
            && (!teardown.waits_only || access.op == Operation::WaitGroupWait)
            && !is_of_inner_teardown(judge, teardown.func, access)
    })
}

fn candidates_of(
    judge: &Judge<'_, '_>,
    teardown: Teardown,
    origins: &[Origin],
    index: &Index,
) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let Some(summary) = judge.cx.summary(teardown.func) else { return found };
    let threads = judge.threads.of(teardown.func);
    for access in claimed(judge, teardown, &summary) {
        let write = Written {
            judge,
            teardown,
            summary: &summary,
            access,
            threads: &threads,
            origins,
            reuses: false,
        };
        for path in cell_paths(&summary.names, access, &access.path) {
            if matches!(path.root, Root::Unknown | Root::Result(_)) && path.hops().len() < 2 {
                continue;
            }
            if access.op.is_read() {
                // What a write on the goroutine's side may be: to the cell, or to a struct around it.
                for (key, cell) in keys(judge.cx.program, &path) {
                    for of_origin in index.writes(key).chunk_by(|a, b| a.origin == b.origin) {
                        found.extend(write.against(&path, &cell, of_origin));
                    }
                }
                continue;
            }
            found.extend(write.against_all(&path, index));
        }
        for path in aliases(judge, teardown, &summary, access) {
            let write = Written { reuses: true, ..write };
            found.extend(write.against_all(&path, index));
        }
    }
    best(judge, found)
}

/// What is reached through another teardown function is that function's matter: it is judged there, with this one as
/// its caller.
fn is_of_inner_teardown(judge: &Judge<'_, '_>, func: FuncId, access: &Access) -> bool {
    let program = judge.cx.program;
    access.via.is_some()
        && report::trace(judge.cx, func, None, access).iter().skip(1).any(|(func, _)| {
            let info = &program.funcs[func.index()];
            !info.literal && teardown_kind(judge.cx, *func).is_some()
        })
}

/// A write on the teardown side.
#[derive(Clone, Copy)]
struct Written<'w, 'c, 'p> {
    judge: &'w Judge<'c, 'p>,
    teardown: Teardown,
    summary: &'w Arc<Summary>,
    access: &'w Access,
    threads: &'w Threads,
    origins: &'w [Origin],
    /// Whether it writes a part of an object that is used again, under the name by which others know the part.
    reuses: bool,
}

/// The other names of what a re-initialisation replaces in a part of an object: whoever still works with the part by its
/// other name finds something else there. Only its own writes of what refers to other objects.
fn aliases(
    judge: &Judge<'_, '_>,
    teardown: Teardown,
    summary: &Summary,
    access: &Access,
) -> Vec<Path> {
    let program = judge.cx.program;
    let field = access.path.last().and_then(|hop| hop.as_field());
    let refers = field.is_some_and(|field| {
        let ty = program.underlying(&program.types, program.fields[field.index()].ty);
        matches!(program.types.kind(ty), TyKind::Pointer(_) | TyKind::Interface(_))
    });
    if teardown.kind != RootKind::ReInitialisation
        || access.op != Operation::Write
        || access.via.is_some()
        || access.zeroing
        || !refers
    {
        return Vec::new();
    }
    let mut aliases: Vec<Path> = (summary.aliases.iter())
        .filter(|(own, _)| {
            own.root == access.path.root && access.path.hops().starts_with(own.hops())
        })
        .map(|(own, place)| place.extend(&access.path.hops()[own.hops().len()..]))
        .collect();
    aliases.dedup();
    aliases
}

impl Written<'_, '_, '_> {
    /// What goroutines do to what is written.
    fn against_all(&self, path: &Path, index: &Index) -> Vec<Candidate> {
        let Some(key) = written_key(self.judge, self.access, path) else { return Vec::new() };
        // The entries of one goroutine stand together.
        let by_origin = index.accesses(key).chunk_by(|a, b| a.origin == b.origin);
        by_origin.filter_map(|of_origin| self.against(path, path, of_origin)).collect()
    }

    /// Whether the two accesses conflict by what they do.
    fn conflicts(&self, path: &Path, cell: &Path, origin: &Origin, entry: &Entry) -> bool {
        let access = self.access;
        let other = &origin.body.accesses[entry.access as usize];
        // Whatever closes a channel in one statement on two threads has a way to do it once.
        let apart =
            access.pos != other.pos || !access.on_goroutine && access.op != Operation::Close;
        let nested = if access.op.is_read() { cell != path } else { entry.nested };
        apart
            && accesses_conflict(access.op, other.op, nested)
            && may_be_same_channel(access, other)
    }

    /// The access against what one goroutine does to the cell, the accessed one or one around it: the first access
    /// that nothing orders.
    fn against(&self, path: &Path, cell: &Path, entries: &[Entry]) -> Option<Candidate> {
        let Written { judge, teardown, summary, access, threads, origins, reuses } = *self;
        let origin = &origins[entries.first()?.origin as usize];
        if threads.only(|own| own == origin.entry) {
            return None;
        }
        // Most pairs are of two reads.
        if !entries.iter().any(|entry| self.conflicts(path, cell, origin, entry)) {
            return None;
        }
        let home = judge.cx.summary(origin.home)?;
        let set_before = judge.set_before(origin.home);
        let goroutine = Goroutine {
            spawn: &origin.spawn,
            body: &origin.body,
            spawner: &home,
            set_before: &set_before,
        };
        let ctx = summary.ctx(access.ctx);
        let point = Point { ctx, joined: ctx.joined, tables: &summary.tables, summary };
        let base_weak = u32::from(origin.spawn.kind != SpawnKind::Go)
            + u32::from(origin.spawn.method.is_some())
            + u32::from(summary.partial || origin.body.partial)
            + u32::from(access.op == Operation::ElemWrite || is_channel_in_container(access))
            + u32::from(ctx.maybe_waited)
            + 2 * u32::from(is_initialisation(
                judge.cx.program.name(judge.cx.program.funcs[teardown.func.index()].name),
            ));
        let near =
            judge.cx.program.package_of(teardown.func) == judge.cx.program.package_of(origin.home);
        let receivers: Vec<Path> = receiver_of(judge, teardown.func, origin)
            .iter()
            .flat_map(|receiver| also_known_as(&origin.body.names, receiver))
            .collect();
        let steps = report::depth(summary, access);
        let for_tests = |func: FuncId| judge.cx.audience(func).for_tests;
        let base_weak = base_weak
            // What supports tests mostly has callers that know the order.
            + u32::from(for_tests(teardown.func) || for_tests(origin.home))
            // What is torn down is reached from what the function was given.
            + u32::from(matches!(path.root, Root::Unknown | Root::Result(_)));
        let far = is_far(judge, path, origin);
        let kind = origin_kind(judge, teardown.func, path, origin);
        let foreign = kind == OriginKind::Foreign;
        // Everything reads; what the teardown itself reads of what its own goroutine writes is about the two.
        let base_weak =
            base_weak + 2 * u32::from(access.op.is_read() && (foreign || steps > NEAR_READ || far));
        let shared = is_made_to_be_shared(judge, path);
        // The surest identity first, then plain reads, then the order in the goroutine.
        let mut pairs: Vec<(Alignment, &Entry, &Access, u32)> = entries
            .iter()
            .filter_map(|entry| {
                if !self.conflicts(path, cell, origin, entry) {
                    return None;
                }
                let other = &origin.body.accesses[entry.access as usize];
                let mut alignment = align(judge.cx.program, cell, &entry.path)?.runs_on(&receivers);
                let signalled = api::is_signalled(teardown.kind, origin, access, other);
                if signalled && alignment.certainty == Certainty::SameContainer {
                    // Whoever owns the object, it is a receiver of its methods.
                    alignment.certainty = Certainty::SameObject;
                }
                let unlike = || {
                    let beginnings = identity::weak_links(
                        judge,
                        teardown.func,
                        path,
                        origin,
                        &entry.path,
                        &alignment,
                        threads,
                    );
                    // A part that some other package has is most likely not one of this object's.
                    beginnings + u32::from(alignment.second_is_part && !near)
                };
                let reused = reuses && alignment.by_accessor;
                let far = if signalled || reused { 0 } else { unlike() }
                    + u32::from(!shared && !reused && (far || alignment.by_accessor))
                    // What an accessor returns is an object of many uses: only the teardown's own writes are about it.
                    + u32::from(alignment.by_accessor && steps > NEAR_ACCESSOR)
                    + distance::weak_links((summary, access), path, (&origin.body, other))
                    + protocol(access, other);
                let weak = base_weak + far + alignment.certainty.weak_links();
                judge.is_wanted(weak).then_some((alignment, entry, other, far))
            })
            .collect();
        pairs.sort_by_key(|(alignment, entry, other, _)| {
            (std::cmp::Reverse(alignment.certainty), other.op != Operation::Read, entry.access)
        });
        for (alignment, entry, other, far) in pairs {
            let same = Same {
                alignment: &alignment,
                names: &origin.body.names,
                own_names: &summary.names,
            };
            if access.op == Operation::WaitGroupWait
                && is_counted(&origin.spawn, |group| same.same(path, group))
            {
                continue;
            }
            let Err(attempts) = ordered(point, goroutine, other, &same, &judge.releases) else {
                continue;
            };
            let in_home = Alignment::same_frame();
            let at_home =
                Same { alignment: &in_home, names: &origin.body.names, own_names: &home.names };
            if only_one_happens(judge.cx.program, ctx, &origin.start_locks, &same)
                || home_waits(goroutine, other, &at_home, &judge.releases)
                || starts_later(judge, threads, origin, other)
            {
                continue;
            }
            if is_gated(summary, access, &origin.body, other, &same) {
                continue;
            }
            let mut weak = base_weak
                + far
                // What is waited for on some paths is mostly what matters on them.
                + u32::from(attempts.in_part)
                // A field that gets its first value is not torn down.
                + 2 * u32::from(access.initial)
                // A statement that two threads come to has mostly been written with that in mind.
                + u32::from(access.pos == other.pos && !access.op.is_read());
            let mut certainty = alignment.certainty;
            if origin.is_caller {
                let signalled = api::is_signalled(teardown.kind, origin, access, other);
                let written = (&**summary, access);
                weak += api::weak(judge, teardown.func, threads, written, path, origin, signalled)?;
                // Where one side alone takes a lock, the other has forgotten it. Where none does, callers mostly know what
                // they may call when; where both do, they hold what is one lock in truth.
                let locks = &origin.body.ctx(other.ctx).locks;
                let orders = match access.op {
                    Operation::Close => true,
                    // What a goroutine waits for at its end, nobody can know to be over.
                    Operation::WaitGroupWait => threads.only(|_| true),
                    _ => false,
                };
                weak +=
                    u32::from(!orders && !signalled && ctx.locks.is_empty() == locks.is_empty());
                if !judge.is_wanted(weak) || api::callers_order(judge, point, path, origin, other) {
                    continue;
                }
            }
            let mut calls = Vec::new();
            // The callers are asked by the name under which others know the cell.
            let renamed = Access { path: *path, ..*access };
            let access = if reuses { &renamed } else { access };
            let pair = Pair { judge, func: teardown.func, access, origin, other, entry, threads };
            match pair.callers(summary) {
                // Who would call it for an object that another owns is not known.
                // Nothing calls it: what it does is done by nobody.
                Verdict::NoCallers
                    if !is_open(judge.cx, teardown.func)
                        && !judge.cx.graph.started.contains(teardown.func.index()) =>
                {
                    weak += 2;
                }
                Verdict::NoCallers => {
                    let info = &judge.cx.program.funcs[teardown.func.index()];
                    // A function that belongs to no object is mostly called when a program starts, or by tests.
                    let is_loose = info.recv.is_none() && matches!(path.root, Root::Global(_));
                    weak += u32::from(alignment.first_is_part && !reuses)
                        + u32::from(is_loose)
                        + u32::from(is_loose && !near);
                }
                Verdict::Unordered(call) if origin.is_caller => {
                    // The callers may know what the teardown alone does not: which object it is.
                    certainty = certainty.max(call.certainty);
                    calls = call.chain;
                }
                Verdict::Unordered(call) => {
                    if alignment.first_is_part && !reuses && call.certainty < Certainty::SameObject
                    {
                        weak += 1;
                    }
                    if is_open(judge.cx, teardown.func) {
                        // Callers that only happen to use the type speak against it, a little.
                        // (They know the part by its own name alone.)
                        let other = !reuses
                            && call.certainty == Certainty::SameType
                            && alignment.certainty > Certainty::SameType;
                        weak += u32::from(other);
                    } else {
                        // What it is called with is for its callers to say.
                        weak += call.weak;
                        certainty = certainty.min(call.certainty);
                    }
                    calls = call.chain;
                }
                Verdict::SameGoroutine => return None,
                Verdict::AllOrdered => weak += 2,
            }
            let deficit = certainty.weak_links();
            if origin.is_caller && weak + deficit == 0 {
                // A call by anyone is a weak link of its own.
                weak = 1;
            }
            if !judge.is_wanted(weak + deficit) {
                continue;
            }
            return Some(Candidate {
                kind: teardown.kind,
                teardown_func: teardown.func,
                teardown_access: *access,
                teardown_body: None,
                teardown_calls: calls,
                teardown_ctx: ctx.clone(),
                cell: *path,
                home: origin.home,
                start: origin.start.clone(),
                entry: origin.entry,
                handles: origin.spawn.handles(),
                goroutine: origin.body.clone(),
                goroutine_access: *other,
                certainty,
                weak,
                attempts,
                origin: kind,
                stopped_by: None,
            });
        }
        None
    }
}

/// Two threads that may each close a channel mostly agree by some protocol who does.
pub(super) fn protocol(access: &Access, other: &Access) -> u32 {
    2 * u32::from(access.op == Operation::Close && other.op == Operation::Close)
}

/// Whether the teardown runs only on goroutines that this one starts, after the access.
fn starts_later(
    judge: &Judge<'_, '_>,
    threads: &Threads,
    origin: &Origin,
    access: &Access,
) -> bool {
    let before = origin.body.ctx(access.ctx);
    threads.only(|entry| {
        let starts: Vec<&Spawn> = (origin.body.spawns.iter())
            .filter(|spawn| entry_of(judge.cx, spawn) == Some(entry))
            .collect();
        let is_start = |pos| starts.iter().any(|spawn| spawn.pos == pos);
        starts.iter().all(|spawn| before.spawned.iter().all(|mark| mark.key != spawn.key))
            && judge.running(entry).all(|other| other.entry != entry || is_start(other.spawn.pos))
            && !starts.is_empty()
    })
}

/// Whether the goroutine belongs to another part of the program: its packages have no part in the object's type.
fn is_far(judge: &Judge<'_, '_>, path: &Path, origin: &Origin) -> bool {
    let program = judge.cx.program;
    let owner = path.hops().iter().rev().find_map(|hop| hop.as_field()).map(|field| {
        let structure = program.fields[field.index()].owner;
        program.structs[structure.index()].pkg
    });
    owner.is_some_and(|pkg| {
        program.package_of(origin.home) != pkg && program.package_of(origin.entry) != pkg
    })
}

/// Whose goroutine it is.
fn origin_kind(
    judge: &Judge<'_, '_>,
    teardown: FuncId,
    path: &Path,
    origin: &Origin,
) -> OriginKind {
    if origin.is_caller {
        OriginKind::Caller
    } else if is_foreign(judge, teardown, path, origin) {
        OriginKind::Foreign
    } else {
        OriginKind::Own
    }
}

/// Whether the goroutine is started by something other than the object, its parts or its owner. What starts it (or
/// runs on it) is a method of a type that the teardown's path does not pass.
fn is_foreign(judge: &Judge<'_, '_>, teardown: FuncId, path: &Path, origin: &Origin) -> bool {
    let program = judge.cx.program;
    let receiver = |func: FuncId| {
        let outermost = program.funcs[func.index()].outermost;
        program.funcs[outermost.index()].recv.map(|(named, _)| named)
    };
    let starters: Vec<_> = [origin.home, origin.entry].into_iter().filter_map(receiver).collect();
    if starters.is_empty() {
        return is_far(judge, path, origin);
    }
    let passed: Vec<_> = path
        .hops()
        .iter()
        .filter_map(|hop| hop.as_field())
        .filter_map(|field| program.structs[program.fields[field.index()].owner.index()].named)
        .chain(receiver(teardown))
        .collect();
    !starters.iter().any(|starter| passed.contains(starter))
}

/// Whether the struct that holds the cell has something to synchronise with: then it is meant for several threads.
pub(super) fn is_made_to_be_shared(judge: &Judge<'_, '_>, path: &Path) -> bool {
    let program = judge.cx.program;
    path.hops().iter().rev().filter_map(|hop| hop.as_field()).take(2).any(|field| {
        let owner = program.fields[field.index()].owner;
        program.structs[owner.index()].fields.iter().any(|field| {
            let ty = program.fields[field.index()].ty;
            program.types.named(ty).is_some_and(|named| models::is_sync_type(program, named))
                || judge.cx.cells.is_atomic(*field)
        })
    })
}

/// A goroutine that is counted in the group itself may add to it: the count is not zero before it is done.
pub(super) fn is_counted(spawn: &Spawn, is_group: impl Fn(&Path) -> bool) -> bool {
    spawn.added.iter().any(is_group)
}

/// The object whose method the goroutine runs, if that is of the type that the teardown function is of.
fn receiver_of(judge: &Judge<'_, '_>, teardown: FuncId, origin: &Origin) -> Option<Path> {
    let funcs = &judge.cx.program.funcs;
    let (torn, _) = funcs[teardown.index()].recv?;
    let (run, _) = funcs[origin.entry.index()].recv?;
    let given = origin.spawn.entry.each().iter().find_map(|val| match val {
        Val::Func(func) if func.func == origin.entry => {
            func.recv.clone().or_else(|| origin.spawn.args.first().cloned())
        }
        Val::Func(func) => {
            // Behind a wrapper: what the wrapper was given.
            func.captures.iter().map(|(_, val)| val).chain(&origin.spawn.args).find_map(|val| {
                match val {
                    Val::Func(inner) if inner.func == origin.entry => inner.recv.clone(),
                    _ => None,
                }
            })
        }
        _ => None,
    })?;
    (torn == run).then(|| given.paths().next())?
}
