//! Teardown against the object's users: exported methods may be called from any thread, also while a teardown runs.

use rustc_hash::FxHashSet;

use super::align::align;
use super::index::{Index, Wanted};
use super::model::{Operation, RootKind, SignalKind};
use super::order::{Point, Same, ordered};
use super::teardown::Written;
use super::{Candidate, Judge, report, teardown};
use crate::program::{FieldId, FuncId, types::TyKind};
use crate::summary::MAX_USERS;
use crate::summary::domain::{
    Access, FuncVal, Join, JoinKind, Path, Pos, Root, Spawn, SpawnKey, SpawnKind, Summary,
    SyncEvent, SyncWhat, Val, mix,
};
use crate::summary::joins::Goroutine;
use crate::summary::models::{self, is_coding, is_set_up};
use crate::summary::shared::Shared;
use crate::threads::{Origin, Teardown, is_boundary, teardown_kind};

/// All pairs of a teardown with an exported method that nothing orders.
pub(super) fn candidates(judge: &Judge<'_, '_>, teardowns: &[Teardown]) -> Vec<Candidate> {
    let mut teardowns = teardowns.to_vec();
    if judge.claims.late_adds {
        teardowns.extend(waiting_goroutines(judge));
    }
    let callers = callers(judge);
    let index = Index::of_callers(judge, &callers, &Wanted::of(judge, &teardowns));
    teardown::against_all(judge, &teardowns, &callers, &index)
}

/// Goroutines that wait for a group: what they wait for must have been added before.
fn waiting_goroutines(judge: &Judge<'_, '_>) -> Vec<Teardown> {
    let mut entries: Vec<FuncId> = judge.origins.iter().map(|origin| origin.entry).collect();
    entries.sort_unstable();
    entries.dedup();
    entries.retain(|&entry| {
        let waits = |access: &Access| access.op == Operation::WaitGroupWait && !access.local;
        teardown_kind(judge.cx, entry).is_none()
            && judge.cx.summary(entry).is_some_and(|own| own.accesses.iter().any(waits))
    });
    let kind = RootKind::EndOfLife;
    entries.into_iter().map(|func| Teardown { func, kind, waits_only: true }).collect()
}

/// The exported methods, each as if somebody ran it on a goroutine.
fn callers(judge: &Judge<'_, '_>) -> Vec<Origin> {
    let program = judge.cx.program;
    (0..program.funcs.len())
        .filter_map(|index| {
            let func = FuncId::new(index);
            let info = &program.funcs[index];
            if !judge.cx.is_exported_method(index)
                || judge.cx.graph.started.contains(index)
                || teardown_kind(judge.cx, func).is_some()
                || is_coding(program.name(info.name))
                || !program.file_of(func).reported
            {
                return None;
            }
            let body = judge.cx.summary(func)?;
            if !body.accesses.iter().any(is_of_receiver) {
                return None;
            }
            let span = program.func_facts(func).name_span;
            let pos = Pos { file: info.file.0, start: span.start, end: span.end };
            let spawn = call_by_anyone(func, pos);
            Some(Origin::of_caller(func, spawn, body.clone(), pos))
        })
        .collect()
}

fn call_by_anyone(func: FuncId, pos: Pos) -> Spawn {
    let recv = Some(Val::Path(Path::new(Root::Param(0))));
    Spawn {
        key: SpawnKey::of(mix(u64::from(func.0), 1)),
        kind: SpawnKind::Go,
        entry: Val::Func(std::sync::Arc::new(FuncVal { func, recv, captures: Vec::new() })),
        args: Vec::new(),
        releases_at_exit: None,
        added: Shared::default(),
        in_loop: true,
        ctx: 0,
        pos,
        via: None,
        lifted: 0,
        timer: None,
        scoped: false,
        method: None,
    }
}

fn is_of_receiver(access: &Access) -> bool {
    access.path.root == Root::Param(0) && !access.local
}

/// Whether an access of an exported method is told by that method: it is of its receiver's, and no other exported or
/// teardown method is nearer.
pub(super) fn is_told_by(judge: &Judge<'_, '_>, func: FuncId, access: &Access) -> bool {
    is_of_receiver(access)
        && (access.via.is_none()
            || report::trace(judge.cx, func, None, access).iter().skip(1).all(|(inner, _)| {
                !judge.cx.is_exported_method(inner.index())
                    && teardown_kind(judge.cx, *inner).is_none()
            }))
}

/// Whether a method that anyone may call changes its object atomically and touches the cell plainly: it is there to be
/// called from other threads, whoever owns the object.
pub(super) fn is_signalled(
    kind: RootKind,
    origin: &Origin,
    access: &Access,
    other: &Access,
) -> bool {
    let object = other.path.parent();
    // At the end of an object's life a counter of references mostly says that nobody calls.
    origin.is_caller
        && kind == RootKind::ReInitialisation
        && access.op == Operation::Write
        && matches!(other.op, Operation::Read | Operation::Write)
        && object.is_some_and(|object| object.root == Root::Param(0) && object.hops().is_empty())
        && origin
            .body
            .accesses
            .iter()
            .any(|own| own.op == Operation::AtomicWrite && own.path.parent() == object)
}

/// An access of a method, and the path of its cell.
pub(super) type OfMethod<'a> = (&'a Access, &'a Path);

/// What shows that a method is there to meet the teardown, though neither takes a lock.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Meant {
    /// It goes on until somebody ends it, as `Serve` does, and makes its access before: who tears its object down does so to
    /// end it.
    Ended,
    /// The teardown sets a flag that says so, and the method looks at it: what a flag like that is for is to tell other
    /// threads.
    Told,
}

/// Whether one of these is so.
pub(super) fn meant(
    write: &Written<'_, '_, '_>,
    path: &Path,
    origin: &Origin,
    other: &Access,
) -> Option<Meant> {
    let Written { judge, teardown, summary, access, .. } = *write;
    if !origin.is_caller || teardown.kind != RootKind::EndOfLife {
        return None;
    }
    let program = judge.cx.program;
    let ctx = origin.body.ctx(other.ctx);
    let is_ended = access.op != Operation::WaitGroupWait
        && origin.body.lasts
        && !ctx.lasted
        && models::is_start(program.name(program.funcs[origin.entry.index()].name));
    let tells_end = |field: FieldId| {
        program.is_flag(field)
            && models::tells_end(program.name(program.fields[field.index()].name))
    };
    let is_told = || {
        access.op == Operation::Write
            && !access.zeroing
            && other.op == Operation::Read
            && is_own_field(judge, path)
            && is_own_field(judge, &other.path)
            && summary.ctx(access.ctx).locks.is_empty()
            && ctx.locks.is_empty()
            && access.field().is_some_and(tells_end)
    };
    if is_ended { Some(Meant::Ended) } else { is_told().then_some(Meant::Told) }
}

/// How uncertain it is that somebody calls the method while the teardown runs; `None` if nobody does. That the teardown
/// runs on a goroutine makes for two threads. That one side takes a lock, looks at a flag that the other sets, or waits for what
/// the other signals, shows that they are meant to meet.
pub(super) fn weak(
    write: &Written<'_, '_, '_>,
    path: &Path,
    origin: &Origin,
    (other, other_path): OfMethod<'_>,
    signalled: bool,
    meant: Option<Meant>,
) -> Option<u32> {
    let Written { judge, teardown: Teardown { func, kind, .. }, summary, access, threads, .. } =
        *write;
    let own = judge.threads.of(origin.entry);
    let on_goroutine = !threads.entries.is_empty()
        && (own.external || own.entries.iter().any(|entry| !threads.entries.contains(entry)));
    // A method that signals may be seen to run on goroutines alone.
    let is_beside = own.external || signalled && !own.entries.is_empty();
    if !(on_goroutine || threads.external && is_beside) {
        return None;
    }
    if calls(judge, origin.entry, func) {
        // The method tears down itself.
        return None;
    }
    let above = callers_of(judge, func);
    // A lock of the object, taken somewhere in the teardown, is taken against its users: not one of what it is a part of.
    let around = path.hops().len().saturating_sub(other_path.hops().len());
    let own_lock = |lock: &Path| {
        lock.parent().is_some_and(|object| {
            object.root == path.root
                && (around..path.hops().len()).contains(&object.hops().len())
                && path.hops().starts_with(object.hops())
        })
    };
    let locked = summary.locked.iter().any(own_lock)
        || above.iter().any(|caller| {
            // A lock of the object's own, or of the one that it is embedded in.
            caller.locked.iter().any(|lock| lock.root == Root::Param(0) && lock.hops().len() <= 1)
        });
    let channel = access.op == Operation::Close;
    let is_shared = || {
        // What has something to synchronise with, or is told something by its teardown, is there for several threads.
        teardown::is_made_to_be_shared(judge, other_path)
            || meant == Some(Meant::Told) && signals(judge, summary).next().is_some()
    };
    let ended = meant == Some(Meant::Ended);
    if !locked && !channel && !ended && !is_shared() {
        return None;
    }
    // What the method does under its object's own lock is done against somebody, unless the teardown has waited until nobody is
    // left.
    let guarded = summary.ctx(access.ctx).joined.is_empty()
        && (origin.body.ctx(other.ctx).locks.iter()).any(|lock| is_own_field(judge, &lock.path));
    let orders = matches!(access.op, Operation::Close | Operation::WaitGroupWait);
    let is_meant = locked
        || meant.is_some()
        || guarded && kind == RootKind::EndOfLife
        || signalled
        || waits_for(judge, &origin.body, other, summary)
        || orders
            && (looks_at_flag(judge, summary, &origin.body)
                || above.iter().any(|caller| looks_at_flag(judge, caller, &origin.body)));
    let program = judge.cx.program;
    let name = program.name(program.funcs[origin.entry.index()].name);
    // What is given a function to run is called at any time.
    let sets_up = is_set_up(name) && !ended && !takes_function(judge, origin.entry);
    Some(2 + 2 * u32::from(sets_up) - u32::from(on_goroutine) - u32::from(is_meant))
}

/// Whether a path leads to the receiver, or to what is embedded in it.
fn is_own(judge: &Judge<'_, '_>, path: &Path) -> bool {
    path.root == Root::Param(0) && path.hops().iter().all(|hop| hop.is_embedded(judge.cx.program))
}

/// Whether a path leads to a field of either.
fn is_own_field(judge: &Judge<'_, '_>, path: &Path) -> bool {
    path.parent().is_some_and(|object| is_own(judge, &object))
}

/// The channels of its own object on which a teardown signals.
fn signals<'s>(
    judge: &'s Judge<'_, '_>,
    teardown: &'s Summary,
) -> impl Iterator<Item = &'s SyncEvent> {
    teardown.syncs.iter().filter(|event| {
        matches!(event.what, SyncWhat::Signal(SignalKind::Close | SignalKind::Send))
            && is_own_field(judge, &event.path)
    })
}

/// Whether the method waits for a channel that the teardown closes or sends on, and not yet before the access.
fn waits_for(judge: &Judge<'_, '_>, method: &Summary, access: &Access, teardown: &Summary) -> bool {
    let before = method.tables.clauses(method.ctx(access.ctx).joined);
    let before: Vec<&Join> = before.flatten().collect();
    let waited = |path: &Path| {
        let waits = |event: &SyncEvent| {
            matches!(event.what, SyncWhat::Wait(JoinKind::Receive | JoinKind::Drain))
                && event.path == *path
        };
        method.syncs.iter().any(waits) && before.iter().all(|join| join.path != *path)
    };
    signals(judge, teardown).any(|event| waited(&event.path))
}

fn takes_function(judge: &Judge<'_, '_>, func: FuncId) -> bool {
    let program = judge.cx.program;
    let is_func = |ty| {
        let under = program.underlying(&program.types, ty);
        matches!(program.types.kind(under), TyKind::Func(_))
    };
    program.funcs[func.index()].sig.params.iter().any(|&ty| is_func(ty))
}

/// Whether one function calls another, through others or not.
fn calls(judge: &Judge<'_, '_>, from: FuncId, to: FuncId) -> bool {
    let mut seen = FxHashSet::default();
    let mut work = vec![to.0];
    while let Some(func) = work.pop() {
        if func == from.0 {
            return true;
        }
        if seen.len() < MAX_ABOVE && seen.insert(func) {
            work.extend(&judge.cx.graph.callers[func as usize]);
        }
    }
    false
}

/// So many functions above a teardown are looked at.
const MAX_ABOVE: usize = 256;

/// So many callers of a teardown are looked at.
const MAX_CALLERS: usize = 8;

/// The methods that call a teardown of their own object which is nobody's to call from outside.
fn callers_of<'j>(judge: &'j Judge<'_, '_>, func: FuncId) -> Vec<&'j std::sync::Arc<Summary>> {
    if is_boundary(judge.cx, func) {
        return Vec::new();
    }
    let callers = &judge.cx.graph.callers[func.index()];
    let calls_own = |caller: &&std::sync::Arc<Summary>| {
        let mut calls = caller.calls.iter().filter(|call| call.callee == func).peekable();
        let of_own = |val: &Val| val.paths().any(|path| is_own(judge, &path));
        calls.peek().is_none() || calls.any(|call| call.args.first().is_some_and(of_own))
    };
    (callers.iter().take(MAX_CALLERS))
        .filter_map(|&func| judge.cx.summary(FuncId(func)))
        .filter(calls_own)
        .collect()
}

/// Whether the method looks at a boolean or number that the teardown sets.
fn looks_at_flag(judge: &Judge<'_, '_>, teardown: &Summary, method: &Summary) -> bool {
    let program = judge.cx.program;
    let flag = |access: &Access| {
        let field = access.field()?;
        let ty = program.fields[field.index()].ty;
        let is_flag = judge.cx.cells.is_atomic(field)
            || matches!(
                program.types.kind(program.underlying(&program.types, ty)),
                TyKind::Basic(_)
            )
            || program.types.named(ty).is_some_and(|named| models::is_sync_type(program, named));
        is_flag.then_some(field)
    };
    let set: FxHashSet<_> = (teardown.accesses.iter())
        .filter(|access| matches!(access.op, Operation::Write | Operation::AtomicWrite))
        .filter_map(flag)
        .collect();
    (method.accesses.iter())
        .filter(|access| matches!(access.op, Operation::Read | Operation::AtomicRead))
        .filter_map(flag)
        .any(|field| set.contains(&field))
}

/// Whether all known callers of the method order what it does, by a lock that they hold around the call or a wait.
pub(super) fn callers_order(
    judge: &Judge<'_, '_>,
    point: Point<'_>,
    path: &Path,
    origin: &Origin,
    other: &Access,
) -> bool {
    let callers = &judge.cx.graph.callers[origin.entry.index()];
    let mut known =
        callers.iter().map(|&caller| FuncId(caller)).filter(|&func| func != origin.entry);
    let mut any = false;
    // Nobody is seen to start them.
    let starter = Summary::default();
    let all = known.by_ref().take(MAX_USERS).all(|caller| {
        let Some(summary) = judge.cx.summary(caller) else { return false };
        let spawn = call_by_anyone(caller, origin.spawn.pos);
        let goroutine = Goroutine::in_frame(&spawn, summary, &starter);
        let told: Vec<&Access> = (summary.accesses.iter())
            .filter(|access| access.pos == other.pos && access.op == other.op)
            .collect();
        any = !told.is_empty();
        any && told.iter().all(|access| {
            let Some(alignment) = align(judge.cx.program, path, &access.path) else {
                return true;
            };
            let same = Same {
                alignment: &alignment,
                names: &summary.names,
                own_names: &point.summary.names,
            };
            ordered(point, goroutine, access, &same, &judge.releases).is_ok()
        })
    });
    any && all
}
