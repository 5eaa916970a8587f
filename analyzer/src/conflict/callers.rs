//! How the callers of a teardown function call it: before the goroutine is started, after waiting for it, on another
//! object, or from the goroutine itself.

use std::cell::Cell;
use std::sync::Arc;

use super::align::{Alignment, Certainty, align};
use super::identity::weak_links;
use super::index::{Entry, cell_paths};
use super::model::RootKind;
use super::order::{Point, Same, is_ordered};
use super::ways::{Above, MAX_CALLERS, Seen, SeenCell, Way, Ways};
use super::{Home, Judge};
use crate::program::FuncId;
use crate::summary::domain::{Access, CallSite, Path, Pos, Root, Spawn, Summary, Val};
use crate::summary::joins::Goroutine;
use crate::summary::{Context, Lifted, also_known_as};
use crate::threads::{MAX_LIFT, Origin, Threads, entry_of, is_open, teardown_kind};

/// What the callers say.
pub(super) enum Verdict {
    /// None is known: the function is there to be called.
    NoCallers,
    /// At least one calls it unordered.
    Unordered(Call),
    /// All known callers order the call.
    AllOrdered,
    /// Only the goroutine itself calls it.
    SameGoroutine,
}

/// A call of the teardown function that nothing orders.
#[derive(Clone)]
pub(super) struct Call {
    /// The calls that lead to it, outermost first.
    pub(super) chain: Vec<(FuncId, Pos)>,
    /// How sure it is, by the outermost caller, that the object is the goroutine's.
    pub(super) certainty: Certainty,
    /// Further weak links of the object's identity, as the outermost caller sees it, and one more if there are callers
    /// beyond.
    pub(super) weak: u32,
}

impl Call {
    fn rank(&self) -> u32 {
        self.weak + self.certainty.weak_links()
    }
}

/// One pair of a teardown's access and a goroutine's, whose callers are judged.
pub(super) struct Pair<'a, 'c, 'p> {
    pub(super) judge: &'a Judge<'c, 'p>,
    /// The teardown function.
    pub(super) func: FuncId,
    /// How its callers see the access.
    pub(super) ways: &'a Ways<'a, 'c, 'p>,
    pub(super) origin: &'a Origin,
    /// What is known of where the goroutine starts.
    pub(super) home: &'a Home,
    pub(super) other: &'a Access,
    pub(super) entry: &'a Entry,
    /// On which threads the teardown function runs.
    pub(super) threads: &'a Threads,
    /// How many more calls are looked at.
    pub(super) budget: Cell<u32>,
}

/// So many calls are looked at for one pair: there are many ways up from what everything calls.
pub(super) const MAX_CALLS: u32 = 200;

/// And so many if the pair is of low confidence whatever they say.
pub(super) const MAX_CALLS_IF_LOW: u32 = 2 * MAX_CALLERS as u32;

/// What one call says.
enum Outcome {
    Unordered(Call),
    Ordered,
    /// The caller starts the goroutine later, and what it calls is for the end: such a call, mostly because something has
    /// failed, says nothing of those that others make.
    Early,
    SameGoroutine,
    /// The call comes from the teardown function itself, for another object of its kind.
    Recursive,
}

impl Pair<'_, '_, '_> {
    /// Judges the callers of the teardown function.
    pub(super) fn callers(&self) -> Verdict {
        let mut seen = false;
        let mut all_same = true;
        let mut best: Option<Call> = None;
        let mut below = vec![self.func];
        let is_open = is_open(self.judge.cx, self.func);
        let calls = self.ways.callers().iter().map(|way| self.call(way, &mut below));
        // Where it is started as a goroutine of its own, it may have been waited for something before that.
        let started = || self.started(self.func, self.ways.access, Vec::new());
        for outcome in calls.chain(std::iter::once_with(started).flatten()) {
            seen |= match outcome {
                Outcome::Recursive => false,
                Outcome::Early => !is_open,
                _ => true,
            };
            match outcome {
                Outcome::Unordered(call) => keep_best(&mut best, call),
                Outcome::Ordered | Outcome::Early => all_same = false,
                Outcome::SameGoroutine | Outcome::Recursive => {}
            }
            if is_sure(best.as_ref()) {
                break;
            }
        }
        match (best, seen, all_same) {
            (Some(mut call), ..) => {
                call.chain.reverse();
                if is_open {
                    call.chain.clear();
                }
                Verdict::Unordered(call)
            }
            (None, false, _) => Verdict::NoCallers,
            (None, true, true) => Verdict::SameGoroutine,
            (None, true, false) => Verdict::AllOrdered,
        }
    }

    /// What one call says. `below` are the functions that lead from the caller's callee to the teardown function.
    fn call(&self, way: &Way, below: &mut Vec<FuncId>) -> Outcome {
        let Pair { judge, origin, .. } = *self;
        let Way { caller, ref call, ref access, .. } = *way;
        self.budget.set(self.budget.get().saturating_sub(1));
        if way.threads.only(|own| runs(origin, own)) {
            return Outcome::SameGoroutine;
        }
        if judge.cx.program.funcs[caller.index()].literal
            && let Some(outcome) = self.started(caller, *access, vec![(caller, call.pos)])
        {
            return outcome;
        }
        let (certainty, weak) = match self.unordered_at(way) {
            Ok(unordered) => unordered,
            Err(outcome) => return outcome,
        };
        // From the innermost call on.
        let here = |weak: u32| {
            Outcome::Unordered(Call { chain: vec![(caller, call.pos)], certainty, weak })
        };
        // A caller that is not called from outside is judged by its own callers.
        let above = way.above(judge, below);
        if matches!(above, Above::Nobody) {
            return here(weak);
        }
        if below.len() >= MAX_LIFT as usize || self.budget.get() == 0 {
            return here(weak + u32::from(!is_open(judge.cx, caller)));
        }
        let Above::Callers(ways, recursive) = above else { return here(weak) };
        let mut recursive = *recursive;
        let (mut any, mut early) = (false, false);
        let mut best: Option<Call> = None;
        below.push(caller);
        for above in ways {
            match self.call(above, below) {
                Outcome::Unordered(mut above) => {
                    any = true;
                    // Where this caller already says which object it is, those above need not.
                    if above.certainty < certainty.min(Certainty::SameContainer) {
                        above.certainty = certainty.min(Certainty::SameContainer);
                    }
                    keep_best(&mut best, above);
                    if is_sure(best.as_ref()) {
                        break;
                    }
                }
                Outcome::Ordered | Outcome::SameGoroutine => any = true,
                Outcome::Early => early = true,
                Outcome::Recursive => recursive = true,
            }
        }
        below.pop();
        match best {
            Some(mut best) => {
                best.chain.insert(0, (caller, call.pos));
                Outcome::Unordered(best)
            }
            None if any => Outcome::Ordered,
            None if early => Outcome::Early,
            None if recursive => Outcome::Recursive,
            None => here(weak),
        }
    }

    /// A function that is started as a goroutine is judged where it is started: there it is known what was waited for before, and
    /// what a literal's variables are.
    fn started(&self, func: FuncId, access: Access, chain: Vec<(FuncId, Pos)>) -> Option<Outcome> {
        let Pair { judge, origin, other, entry, .. } = *self;
        let goroutine = self.home.goroutine(origin);
        let mut seen = false;
        let mut all_same = true;
        let mut unordered: Option<Certainty> = None;
        for started in judge.running(func) {
            let waited = started.waited_before(judge.cx);
            let before = waited.as_ref().map(|(home, ctx)| Point {
                ctx,
                joined: ctx.joined,
                tables: &home.tables,
                summary: home,
            });
            let own = |one: &&Access| one.pos == access.pos && one.op == access.op;
            for told in started.body.accesses.iter().filter(own) {
                seen = true;
                if started.entry == origin.entry && started.spawn.pos == origin.spawn.pos {
                    continue;
                }
                all_same = false;
                let summary = &started.body;
                let ctx = summary.ctx(told.ctx);
                let point = Point { ctx, joined: ctx.joined, tables: &summary.tables, summary };
                let of_one_frame = started.home == origin.home && !origin.is_caller;
                for path in cell_paths(&summary.names, told, &told.path) {
                    let alignment = if of_one_frame && path == entry.path {
                        Some(Alignment::same_frame())
                    } else {
                        align(judge.cx.program, &path, &entry.path)
                    };
                    let Some(alignment) = alignment else { continue };
                    let same = Same {
                        alignment: &alignment,
                        names: &origin.body.names,
                        own_names: &summary.names,
                    };
                    let is_unordered = |point: Point<'_>| {
                        !is_ordered(point, goroutine, other, &same, &judge.releases)
                    };
                    if is_unordered(point) && before.is_none_or(is_unordered) {
                        unordered = unordered.max(Some(alignment.certainty));
                    }
                }
            }
        }
        seen.then_some(match unordered {
            Some(certainty) => Outcome::Unordered(Call { chain, certainty, weak: 0 }),
            None if all_same => Outcome::SameGoroutine,
            None => Outcome::Ordered,
        })
    }

    /// How sure it is that the object is one, with the further weak links of that, if the access, as a caller sees it, is
    /// unordered with the goroutine's.
    fn unordered_at(&self, way: &Way) -> Result<(Certainty, u32), Outcome> {
        let Pair { judge, origin, other, .. } = *self;
        let Way { caller, ref summary, .. } = *way;
        let Seen { lifted, cells } = way.seen(judge);
        let is_end = teardown_kind(judge.cx, self.func) == Some(RootKind::EndOfLife);
        // The goroutine as this caller sees it, if the caller is where it starts.
        let mut starts =
            summary.spawns.iter().filter(|spawn| spawn.pos == origin.spawn.pos).peekable();
        if starts.peek().is_some() {
            let after = |cell: &SeenCell| self.is_after_start(caller, summary, &cell.path, lifted);
            return if cells.iter().any(after) {
                Ok((Certainty::SameObject, 0))
            } else if is_end && starts.all(|spawn| lifted.ctx.mark_of(spawn).is_none()) {
                Err(Outcome::Early)
            } else {
                Err(Outcome::Ordered)
            };
        }
        // Or as one of the goroutines that it starts does.
        let home = judge.threads.of(origin.home);
        let starters: Vec<&Spawn> = (summary.spawns.iter())
            .filter(|spawn| {
                entry_of(judge.cx, spawn).is_some_and(|entry| home.entries.contains(&entry))
            })
            .collect();
        if !starters.is_empty()
            && home.only(|own| starters.iter().any(|spawn| entry_of(judge.cx, spawn) == Some(own)))
            && starters.iter().all(|spawn| lifted.ctx.mark_of(spawn).is_none())
        {
            // None of them runs yet, so whatever they start does not either.
            return Err(if is_end { Outcome::Early } else { Outcome::Ordered });
        }
        let mut unordered: Option<(Certainty, u32)> = None;
        for SeenCell { path, is_private } in cells {
            if *is_private && starters.is_empty() {
                continue;
            }
            let Some(alignment) = align(judge.cx.program, path, &self.entry.path) else {
                continue;
            };
            if alignment.is_apart {
                // The two reach objects of one type through different fields.
                continue;
            }
            let same = Same {
                alignment: &alignment,
                names: &origin.body.names,
                own_names: &summary.names,
            };
            let goroutine = self.home.goroutine(origin);
            let Lifted { ctx, tables, .. } = lifted;
            let point = Point { ctx, joined: ctx.joined, tables, summary };
            if is_ordered(point, goroutine, other, &same, &judge.releases) {
                continue;
            }
            let weak =
                weak_links(judge, caller, path, origin, &self.entry.path, &alignment, self.threads);
            let rank = |(certainty, weak): (Certainty, u32)| weak + certainty.weak_links();
            let found = (alignment.certainty, weak);
            if unordered.is_none_or(|known| rank(found) < rank(known)) {
                unordered = Some(found);
            }
        }
        unordered.ok_or(Outcome::Ordered)
    }

    /// Whether the call comes after this caller has started the goroutine, on an object of it, and nothing orders it.
    fn is_after_start(
        &self,
        caller: FuncId,
        summary: &Arc<Summary>,
        path: &Path,
        lifted: &Lifted,
    ) -> bool {
        let Pair { judge, origin, other, .. } = *self;
        summary.spawns.iter().filter(|spawn| spawn.pos == origin.spawn.pos).any(|spawn| {
            let Lifted { ctx, tables, .. } = lifted;
            let Some(mark) = ctx.mark_of(spawn) else {
                // Before the goroutine starts.
                return false;
            };
            if mark.earlier_round > 0
                || !super::tail::is_same_frame_object(judge, caller, summary, spawn, path, other.op)
            {
                return false;
            }
            let body = judge.expand(caller, summary, spawn);
            let alignment = Alignment::same_frame();
            let same =
                Same { alignment: &alignment, names: &body.names, own_names: &summary.names };
            let goroutine = Goroutine::in_frame(spawn, &body, summary);
            let point = Point { ctx, joined: mark.since, tables, summary };
            (body.accesses.iter())
                .filter(|own| own.pos == other.pos)
                .any(|own| !is_ordered(point, goroutine, own, &same, &judge.releases))
        })
    }
}

/// Whether nothing can be found that is surer.
fn is_sure(best: Option<&Call>) -> bool {
    best.is_some_and(|call| call.rank() == 0)
}

fn keep_best(best: &mut Option<Call>, call: Call) {
    if best.as_ref().is_none_or(|known| call.rank() < known.rank()) {
        *best = Some(call);
    }
}

/// The callers of a function that are asked how they call it. Others are asked nothing, whatever is asked.
pub(super) fn asked<'c>(cx: &'c Context<'_>, func: FuncId) -> &'c [u32] {
    let callers = cx.graph.may_call(func);
    if callers.len() <= MAX_HOLDERS && !is_open(cx, func) {
        return callers;
    }
    &callers[..callers.len().min(MAX_ASKED)]
}

/// At most this many, unless all are known and few enough to be asked what they hold. Two for each call that is looked
/// at, as of some no call is kept.
const MAX_ASKED: usize = 2 * MAX_CALLERS;

/// A function with more callers than this is taken to be called without the lock too.
const MAX_HOLDERS: usize = 64;

/// Whether every known call of a function that nobody else can call is made under the lock: what such a function does is
/// under it too, as long as it does not let go of it.
pub(super) fn all_hold(judge: &Judge<'_, '_>, func: FuncId, lock: &Path) -> bool {
    let mut asked = Asked::default();
    all_hold_from(judge, func, lock, &mut asked) && (asked.unknown == 0 || asked.held >= MANY_HOLD)
}

/// If so many calls are made under a lock and none is known not to be, then so are those of which it cannot be seen: of a
/// literal in a table, say.
const MANY_HOLD: u32 = 4;

/// A lock of an object further away than the caller's own and what is in that.
const FAR_LOCK: usize = 3;

/// At most this many functions are asked whether they hold a lock.
const MAX_ASKED_FOR_LOCK: usize = 200;

/// Who has been asked whether they hold a lock, and what they said.
#[derive(Default)]
struct Asked {
    /// If one of them does not hold it, the first is not called under it, so that nobody who asks again needs to know.
    funcs: Vec<(FuncId, Path)>,
    /// Calls that are made under it.
    held: u32,
    /// Calls of which it cannot be said: of literals that nobody is known to call, and for objects that are not known.
    unknown: u32,
}

fn all_hold_from(judge: &Judge<'_, '_>, func: FuncId, lock: &Path, asked: &mut Asked) -> bool {
    if asked.funcs.contains(&(func, *lock)) {
        return true;
    }
    // Where a literal is given away, a call is recorded if it is not kept.
    let literal = judge.cx.program.funcs[func.index()].literal;
    if asked.funcs.len() >= MAX_ASKED_FOR_LOCK
        || !literal && is_open(judge.cx, func)
        || judge.cx.graph.started.contains(func.index())
    {
        return false;
    }
    asked.funcs.push((func, *lock));
    let callers = judge.cx.graph.may_call(func);
    if callers.is_empty() && literal {
        asked.unknown += 1;
        return true;
    }
    !callers.is_empty()
        && callers.len() <= MAX_HOLDERS
        && callers.iter().map(|&caller| FuncId(caller)).all(|caller| {
            let Some(summary) = judge.cx.summary(caller) else { return false };
            let mut calls = summary.calls.iter().filter(|call| call.callee == func).peekable();
            caller == func
                || calls.peek().is_some()
                    && calls.all(|call| {
                        let locks = in_terms_of(call, lock);
                        asked.unknown += u32::from(locks.is_empty());
                        let caller = (caller, &**summary);
                        locks.iter().all(|lock| holds(judge, caller, call, lock, asked))
                    })
        })
}

/// Whether a call is made under a lock, which may be the caller's own callers'.
fn holds(
    judge: &Judge<'_, '_>,
    (caller, summary): (FuncId, &Summary),
    call: &CallSite,
    lock: &Path,
    asked: &mut Asked,
) -> bool {
    let ctx = summary.ctx(call.ctx);
    let names = also_known_as(&summary.names, lock);
    // An object that a caller reaches in another way is the same one most likely.
    let is_same =
        |own: &Path| names.contains(own) || lock.hops().len() > FAR_LOCK && own.ends_like(lock, 2);
    if ctx.locks.iter().any(|own| !own.shared && is_same(&own.path)) {
        asked.held += 1;
        return true;
    }
    match lock.root {
        Root::Unknown | Root::Result(_) => {
            asked.unknown += 1;
            true
        }
        // Nobody else can have locked what is made here.
        Root::Fresh(_) => false,
        Root::Param(_) | Root::Global(_) | Root::Var(_) => {
            !ctx.unlocked.contains(lock) && all_hold_from(judge, caller, lock, asked)
        }
    }
}

/// What a path of the callee's may be in the terms of the caller.
fn in_terms_of(call: &CallSite, path: &Path) -> Vec<Path> {
    let given = match path.root {
        Root::Param(index) => call.args.get(usize::from(index)),
        Root::Var(local) => match call.captures.iter().find(|(captured, _)| *captured == local) {
            Some((_, val)) => Some(val),
            None => return vec![*path],
        },
        Root::Global(_) => return vec![*path],
        Root::Fresh(_) | Root::Result(_) | Root::Unknown => None,
    };
    given.into_iter().flat_map(Val::paths).map(|own| own.extend(path.hops())).collect()
}

/// Whether a goroutine's entry is this function.
fn runs(origin: &Origin, func: FuncId) -> bool {
    origin.entry == func
        || (origin.spawn.entry.each().iter())
            .any(|val| matches!(val, Val::Func(own) if own.func == func))
}
