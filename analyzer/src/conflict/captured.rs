//! Local variables that function literals capture: what a function does to them beside a goroutine that it has started, and
//! what two of its goroutines do.

use std::sync::Arc;

use super::align::{Alignment, Certainty};
use super::model::{OriginKind, RootKind};
use super::order::{Point, Same, ordered};
use super::{Candidate, Judge, accesses_conflict, callers, distance};
use crate::program::{FuncId, LocalId};
use crate::summary::demand::MAX_TAIL;
use crate::summary::domain::{Access, Root, Spawn, SpawnKind, SpawnMark, Summary, Val};
use crate::summary::joins::{Goroutine, covers};
use crate::summary::{Context, expand, judged_at};
use crate::threads::{entry_of, start_of};

/// All pairs of accesses of one variable that nothing orders, one of them on a goroutine that a function starts.
pub(super) fn candidates(judge: &Judge<'_, '_>) -> Vec<Candidate> {
    judge.in_each_function(|func| candidates_of(judge, func))
}

fn candidates_of(judge: &Judge<'_, '_>, func: FuncId) -> Vec<Candidate> {
    let mut found = Vec::new();
    let Some(summary) = judge.cx.summary(func) else { return found };
    let goroutines: Vec<Started> = (summary.spawns.iter())
        .filter(|spawn| touches(judge.cx, &spawn.entry, &spawn.args, 0))
        .filter_map(|spawn| {
            let entry = entry_of(judge.cx, spawn)?;
            let body = Arc::new(expand(judge.cx, func, summary, spawn));
            captured(&body).next()?;
            Some(Started { spawn, entry, body })
        })
        .collect();
    for (number, goroutine) in goroutines.iter().enumerate() {
        let frame = Frame { judge, func, summary, goroutine };
        frame.against_starter(&mut found);
        for (other_number, other) in goroutines.iter().enumerate() {
            // Each two are looked at once, unless only one order of starts is seen.
            let start = summary.ctx(other.spawn.ctx);
            let Some(mark) = start.mark_of(goroutine.spawn) else { continue };
            let mutual = summary.ctx(goroutine.spawn.ctx).mark_of(other.spawn).is_some();
            if number <= other_number || !mutual {
                frame.against_sibling(other, mark, &mut found);
            }
        }
    }
    found
}

/// A goroutine that the function starts and that uses variables of the function's.
struct Started<'s> {
    spawn: &'s Spawn,
    entry: FuncId,
    body: Arc<Summary>,
}

/// Whether a function value may use variables that it has captured.
fn touches(cx: &Context<'_>, entry: &Val, args: &[Val], depth: u32) -> bool {
    let of_value = |val: &Val| match val {
        Val::Func(func) => {
            let captures = func.captures.iter().map(|(_, val)| val).chain(args);
            cx.summary(func.func).is_some_and(|summary| captured(summary).next().is_some())
                || depth < MAX_WRAPPERS
                    && captures.into_iter().any(|val| touches(cx, val, &[], depth + 1))
        }
        _ => false,
    };
    entry.each().iter().any(of_value)
}

/// Functions given to functions are followed so deep.
const MAX_WRAPPERS: u32 = 3;

/// The accesses to captured variables.
fn captured(summary: &Summary) -> impl Iterator<Item = (LocalId, &Access)> {
    summary.accesses.iter().filter_map(|access| Some((access.path.as_captured()?, access)))
}

/// Whether a goroutine of the mark has captured the variable that is in use now, and not that of an earlier round.
fn is_same_variable(mark: &SpawnMark, local: LocalId) -> bool {
    mark.earlier_round == 0 || !mark.is_renewed(&Root::Var(local))
}

/// A function and one of its goroutines.
struct Frame<'f, 'c, 'p> {
    judge: &'f Judge<'c, 'p>,
    func: FuncId,
    summary: &'f Arc<Summary>,
    goroutine: &'f Started<'f>,
}

/// The side that is not the goroutine in question: the function, or another goroutine of it.
struct Other<'o> {
    access: &'o Access,
    point: Point<'o>,
    body: Option<&'o Arc<Summary>>,
    weak: u32,
}

impl Frame<'_, '_, '_> {
    /// What the function itself does after the start.
    fn against_starter(&self, found: &mut Vec<Candidate>) {
        let Frame { judge, summary, goroutine, .. } = self;
        let judged_below = judged_at(judge.cx, summary, goroutine.spawn);
        for (local, access) in captured(summary) {
            let ctx = summary.ctx(access.ctx);
            let Some(mark) = ctx.mark_of(goroutine.spawn) else { continue };
            let below = judged_below.is_some() && access.via.map(|via| via.site) == judged_below;
            if access.on_goroutine
                || access.below.calls > MAX_TAIL
                || below && mark.earlier_round == 0
                || !is_same_variable(mark, local)
            {
                continue;
            }
            let point = Point { ctx, joined: mark.since, tables: &summary.tables, summary };
            let weak = u32::from(ctx.maybe_waited);
            self.pairs(local, &Other { access, point, body: None, weak }, found);
        }
    }

    /// What another goroutine of the function does, or the same one of another round, that is started after this one.
    fn against_sibling(&self, other: &Started<'_>, mark: &SpawnMark, found: &mut Vec<Candidate>) {
        let body = &other.body;
        // What the function has waited for before it started the other holds for that as well.
        let mut tables = body.tables.clone();
        let mut before = Default::default();
        for clause in self.summary.tables.clauses(mark.since) {
            before = tables.clause(clause).or(before);
        }
        let weak = u32::from(other.spawn.kind != SpawnKind::Go)
            + u32::from(self.summary.ctx(other.spawn.ctx).maybe_waited);
        for (local, access) in captured(body) {
            if !is_same_variable(mark, local) {
                continue;
            }
            let ctx = body.ctx(access.ctx);
            let joined = ctx.joined.or(before);
            let point = Point { ctx, joined, tables: &tables, summary: body };
            self.pairs(local, &Other { access, point, body: Some(body), weak }, found);
        }
    }

    fn pairs(&self, local: LocalId, own: &Other<'_>, found: &mut Vec<Candidate>) {
        let Frame { judge, func, summary, goroutine: Started { spawn, entry, body } } = *self;
        let own_summary = own.body.unwrap_or(summary);
        for (_, other) in captured(body).filter(|(other, _)| *other == local) {
            if !accesses_conflict(own.access.op, other.op, false) {
                continue;
            }
            let weak = own.weak
                + distance::weak_links((own_summary, own.access), &own.access.path, (body, other))
                + u32::from(judge.cx.audience(func).for_tests)
                + u32::from(spawn.kind != SpawnKind::Go)
                + u32::from(summary.partial || body.partial);
            if !judge.is_wanted(weak) {
                continue;
            }
            let alignment = Alignment::same_frame();
            let same =
                Same { alignment: &alignment, names: &body.names, own_names: &own_summary.names };
            let goroutine = Goroutine::in_frame(spawn, body, summary);
            let Err(attempts) = ordered(own.point, goroutine, other, &same, &judge.releases) else {
                continue;
            };
            // Who gives up waiting mostly leaves what the goroutine was to give alone, and returns.
            let gives_up =
                own.access.op.is_read() && waits_or_gives_up(own.point, goroutine, other, &same);
            let weak = weak + u32::from(gives_up);
            if !judge.is_wanted(weak) {
                continue;
            }
            let held = &body.ctx(other.ctx).locks;
            if own.body.is_none()
                && held.iter().any(|lock| {
                    !own.point.ctx.unlocked.contains(&lock.path)
                        && callers::all_hold(judge, func, &lock.path)
                })
            {
                continue;
            }
            found.push(Candidate {
                kind: RootKind::SpawnersTail,
                teardown_func: func,
                teardown_access: *own.access,
                teardown_body: own.body.cloned(),
                teardown_calls: Vec::new(),
                teardown_ctx: own.point.ctx.clone(),
                cell: own.access.path,
                home: func,
                start: start_of(func, summary, spawn),
                entry: *entry,
                handles: spawn.handles(),
                goroutine: body.clone(),
                goroutine_access: *other,
                certainty: Certainty::SameObject,
                weak,
                attempts,
                origin: OriginKind::Own,
                stopped_by: None,
            });
        }
    }
}

/// Whether the access comes after a wait for the goroutine or for something else, such as a timeout.
fn waits_or_gives_up(
    point: Point<'_>,
    goroutine: Goroutine<'_>,
    other: &Access,
    same: &Same<'_>,
) -> bool {
    let mut clauses = point.tables.clauses(point.joined);
    clauses
        .any(|clause| clause.iter().any(|join| covers(join, goroutine, Some(other), same).is_ok()))
}
