//! Teardown functions against goroutines.

use std::sync::Arc;

use super::align::keys;
use super::best::{Best, Story};
use super::index::{Entry, Index, Wanted, cell_paths, may_be_same_content, written_key};
use super::meeting::Meeting;
use super::model::{Operation, OriginKind, RootKind};
use super::ways::Ways;
use super::{Candidate, Judge, accesses_conflict, distance, report};
use crate::program::{FuncId, types::TyKind};
use crate::summary::domain::{Access, Path, Release, ReleaseKind, Root, Spawn, Summary, Val};
use crate::summary::models;
use crate::threads::{Origin, Teardown, Threads, entry_of, is_initialisation, teardown_kind};

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

/// What a teardown function does that some rule asks for, and that may be reported at all.
pub(super) fn claimed<'s>(
    judge: &Judge<'_, '_>,
    teardown: Teardown,
    summary: &'s Summary,
) -> impl Iterator<Item = &'s Access> {
    summary.accesses.iter().filter(move |access| {
        !access.local
            && is_claimed(judge, access)
            && (!teardown.waits_only || access.op == Operation::WaitGroupWait)
            && judge.is_wanted(own_weak(judge, teardown, summary, access))
            && !is_of_inner_teardown(judge, teardown.func, access)
    })
}

/// The weak links that an access of a teardown function has whatever it is compared with.
fn own_weak(judge: &Judge<'_, '_>, teardown: Teardown, summary: &Summary, access: &Access) -> u32 {
    let program = judge.cx.program;
    let name = program.name(program.funcs[teardown.func.index()].name);
    distance::of_write(summary, access)
        + 2 * u32::from(is_initialisation(name))
        + u32::from(models::is_end_of_step(name))
}

fn candidates_of(
    judge: &Judge<'_, '_>,
    teardown: Teardown,
    origins: &[Origin],
    index: &Index,
) -> Vec<Candidate> {
    use rayon::prelude::*;
    let Some(summary) = judge.cx.summary(teardown.func) else { return Vec::new() };
    let threads = judge.threads.of(teardown.func);
    let accesses: Vec<&Access> = claimed(judge, teardown, summary).collect();
    // One large teardown function may be most of the work.
    let by_access: Vec<Vec<Candidate>> = accesses
        .into_par_iter()
        .map(|access| {
            let ways = Ways::new(judge, teardown.func, summary, *access);
            let write = Written {
                judge,
                teardown,
                summary,
                access,
                ways: &ways,
                threads: &threads,
                origins,
                reuses: false,
            };
            write.candidates(index)
        })
        .collect();
    let mut best = Best::new(judge);
    by_access.into_iter().flatten().for_each(|candidate| best.add(candidate));
    best.into_candidates()
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
pub(super) struct Written<'w, 'c, 'p> {
    pub(super) judge: &'w Judge<'c, 'p>,
    pub(super) teardown: Teardown,
    pub(super) summary: &'w Arc<Summary>,
    pub(super) access: &'w Access,
    /// How the callers of the teardown function see it.
    pub(super) ways: &'w Ways<'w, 'c, 'p>,
    /// On which threads the teardown function runs.
    pub(super) threads: &'w Threads,
    origins: &'w [Origin],
    /// Whether it writes a part of an object that is used again, under the name by which others know the part.
    pub(super) reuses: bool,
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
    let refers = access.field().is_some_and(|field| {
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
    /// The pairs of the access with what goroutines do.
    fn candidates(&self, index: &Index) -> Vec<Candidate> {
        let Written { judge, teardown, summary, access, .. } = *self;
        let mut best = Best::new(judge);
        for path in cell_paths(&summary.names, access, &access.path) {
            if matches!(path.root, Root::Unknown | Root::Result(_)) && path.hops().len() < 2 {
                continue;
            }
            if !access.op.is_read() {
                self.against_all(&path, index, &mut best);
                continue;
            }
            // What a write on the goroutine's side may be: to the cell, or to a struct around it.
            let telling = self.telling(&path);
            for (key, cell) in keys(judge.cx.program, &path) {
                for of_origin in index.writes(key).chunk_by(|a, b| a.origin == b.origin) {
                    self.against(&path, &cell, of_origin, &telling, &mut best);
                }
            }
        }
        for path in aliases(judge, teardown, summary, access) {
            // The callers are asked by the name under which others know the cell.
            let ways = Ways::new(judge, teardown.func, summary, Access { path, ..*access });
            let write = Written { reuses: true, ways: &ways, ..*self };
            write.against_all(&path, index, &mut best);
        }
        best.into_candidates()
    }

    /// What goroutines do to what is written.
    fn against_all(&self, path: &Path, index: &Index, best: &mut Best<'_, '_, '_>) {
        let Some(key) = written_key(self.judge, self.access, path) else { return };
        let telling = self.telling(path);
        // The entries of one goroutine stand together.
        for of_origin in index.accesses(key).chunk_by(|a, b| a.origin == b.origin) {
            self.against(path, path, of_origin, &telling, best);
        }
    }

    /// What all pairs of this access have in common.
    fn telling(&self, path: &Path) -> Telling {
        let Written { judge, teardown, summary, access, .. } = *self;
        let trace = report::trace(judge.cx, teardown.func, Some(summary), access);
        let writer = trace.last().map_or(teardown.func, |step| step.0);
        let weak = own_weak(judge, teardown, summary, access)
            // What is torn down is reached from what the function was given.
            + u32::from(matches!(path.root, Root::Unknown | Root::Result(_)));
        Telling {
            story: Story::of(judge, teardown.func, access, path, writer, teardown.func),
            n_steps: trace.len(),
            weak,
            shared: is_made_to_be_shared(judge, path),
        }
    }

    /// Whether the two accesses conflict by what they do.
    pub(super) fn conflicts(
        &self,
        path: &Path,
        cell: &Path,
        origin: &Origin,
        entry: &Entry,
    ) -> bool {
        let access = self.access;
        let other = &origin.body.accesses[entry.access as usize];
        // Whatever closes a channel in one statement on two threads has a way to do it once.
        let apart =
            access.pos != other.pos || !access.on_goroutine && access.op != Operation::Close;
        let nested = if access.op.is_read() { cell != path } else { entry.nested };
        apart
            && accesses_conflict(access.op, other.op, nested)
            && may_be_same_content(access, other)
    }

    /// The access against what one goroutine does to the cell, the accessed one or one around it: the first access
    /// that nothing orders, unless the story is told better already.
    fn against(
        &self,
        path: &Path,
        cell: &Path,
        entries: &[Entry],
        telling: &Telling,
        best: &mut Best<'_, '_, '_>,
    ) {
        let Some(origin) = entries.first().map(|entry| &self.origins[entry.origin as usize]) else {
            return;
        };
        if !self.judge.is_wanted(telling.weak) || self.threads.only(|own| own == origin.entry) {
            return;
        }
        // Most pairs are of two reads.
        if !entries.iter().any(|entry| self.conflicts(path, cell, origin, entry)) {
            return;
        }
        let meeting = Meeting::of(self, telling, path, cell, origin);
        let found = meeting.and_then(|meeting| meeting.first_unordered(entries, best));
        if let Some(candidate) = found {
            best.add(candidate);
        }
    }
}

/// What all pairs of one access of a teardown have in common.
pub(super) struct Telling {
    /// The story that they tell, of no goroutine yet.
    pub(super) story: Story,
    /// The number of steps from the teardown function to the access.
    pub(super) n_steps: usize,
    /// Their weak links.
    pub(super) weak: u32,
    /// Whether the object has something to synchronise with.
    pub(super) shared: bool,
}

/// Two threads that may each close a channel mostly agree by some protocol who does.
pub(super) fn protocol(access: &Access, other: &Access) -> u32 {
    2 * u32::from(access.op == Operation::Close && other.op == Operation::Close)
}

/// Whether the teardown runs only on goroutines that this one starts, after the access.
pub(super) fn starts_later(
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
        starts.iter().all(|spawn| before.mark_of(spawn).is_none())
            && judge.running(entry).all(|other| other.entry != entry || is_start(other.spawn.pos))
            && !starts.is_empty()
    })
}

/// Whether the goroutine belongs to another part of the program: its packages have no part in the object's type.
pub(super) fn is_far(judge: &Judge<'_, '_>, path: &Path, origin: &Origin) -> bool {
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
pub(super) fn origin_kind(
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

/// A goroutine that is counted in the group itself may add to it: the count is not zero before it is done. It was counted
/// before it started, or has added itself and takes that back only at its end.
pub(super) fn is_counted(
    spawn: &Spawn,
    body: &Summary,
    add: &Access,
    is_group: impl Fn(&Path) -> bool,
) -> bool {
    let ctx = body.ctx(add.ctx);
    let done = body.tables.find_release(&Release { kind: ReleaseKind::Done, path: add.path });
    let counts_itself = ctx.added.contains(&add.path)
        && !ctx.released.meets(done)
        && body.exit.ctx.released.meets(done);
    let counted = spawn.added.iter().chain(&spawn.releases_at_exit);
    counts_itself || counted.into_iter().any(is_group)
}

/// The object whose method the goroutine runs, if that is of the type that the teardown function is of.
pub(super) fn receiver_of(
    judge: &Judge<'_, '_>,
    teardown: FuncId,
    origin: &Origin,
) -> Option<Path> {
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
