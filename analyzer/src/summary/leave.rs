//! How a function is left: returns, panics, deferred calls, and what holds at the end.

use super::Context;
use super::call::{Callee, Prepared};
use super::domain::{Join, JoinKind, Lock, Path, Summary, Val};
use super::nilness::Nilness;
use super::outcome::{Returned, said};
use super::shared::Shared;
use super::state::State;
use super::tables::ClauseSet;
use super::walk::Walker;
use crate::conflict::model::Operation;
use crate::program::FuncId;
use crate::syntax::facts::{Expr, ExprId, List};

/// How the function is left at some point.
pub(super) struct Leaving {
    /// What holds there, before the deferred calls.
    state: State,
    how: Leave,
}

/// A deferred call.
#[derive(Clone)]
pub(super) struct Deferred {
    call: ExprId,
    prepared: Prepared,
    /// The locks that were held where it was deferred.
    locks: Shared<Lock>,
}

/// How a function ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Leave {
    Return(Returned),
    Panic,
}

impl Walker<'_, '_> {
    pub(super) fn defer(&mut self, call: ExprId) {
        let prepared = self.prepare(call);
        self.may_recover |= self.recovers(&prepared);
        let deferred = Deferred { call, prepared, locks: self.state.ctx.locks.clone() };
        let id = match self.deferred.iter().position(|deferred| deferred.call == call) {
            Some(id) => {
                self.deferred[id] = deferred;
                id
            }
            None => {
                self.deferred.push(deferred);
                self.deferred.len() - 1
            }
        };
        let id = id as u32;
        self.state.defers.retain(|(own, _)| *own != id);
        self.state.defers.push((id, false));
    }

    pub(super) fn ret(&mut self, list: List) {
        let exprs = self.bodies.code.exprs_of(list);
        let n = self.out.results.len();
        let vals = match exprs {
            [] => {
                let vars = self.result_vars.clone();
                vars.iter()
                    .map(|var| {
                        var.and_then(|var| self.scratch.env.get(&var).cloned()).unwrap_or_default()
                    })
                    .collect()
            }
            [one] if n > 1 => self.eval_many(*one, n),
            _ => exprs.iter().map(|&expr| self.eval(expr)).collect::<Vec<_>>(),
        };
        for (slot, val) in self.out.results.iter_mut().zip(vals) {
            *slot = std::mem::take(slot).or(val);
        }
        if let Some(&first) = exprs.first() {
            // A return assigns the named results.
            for (i, var) in self.result_vars.clone().into_iter().enumerate() {
                if let Some(var) = var {
                    let at = self.pos(exprs.get(i).copied().unwrap_or(first));
                    self.captured(var, Operation::Write, at);
                    self.set_nilness(var, exprs.get(i).copied());
                }
            }
        }
        if !self.state.alive {
            return self.exit();
        }
        let returned = self.returned(exprs, self.result_vars.last().copied().flatten());
        let known = match exprs.last().map(|&last| self.bodies.code.expr(last)) {
            Some(Expr::Call { .. }) => self.outcome.take().map(|outcome| (0, outcome)),
            Some(Expr::Local(var)) => self.state.known_of(var),
            _ => None,
        };
        let Some((place, outcome)) = known else { return self.leave(Leave::Return(returned)) };
        // It fails if what it calls does, and is true if that is.
        let is_call =
            matches!(exprs, [one] if matches!(self.bodies.code.expr(*one), Expr::Call { .. }));
        let ways = outcome.ways(returned, place, is_call, self.returns_error);
        let before = std::mem::replace(&mut self.state, State::dead());
        for (says, returned) in ways {
            self.state = before.clone();
            says.into_iter().for_each(|says| outcome.apply(says, &mut self.state));
            self.leave(Leave::Return(returned));
        }
    }

    /// The function returns here; deferred calls run later, when all returns are known.
    pub(super) fn exit(&mut self) {
        self.leave(Leave::Return(Returned::ANYTHING));
    }

    /// The function ends here, by a return or by a panic.
    pub(super) fn leave(&mut self, how: Leave) {
        let state = std::mem::replace(&mut self.state, State::dead());
        if self.emit && state.alive {
            let file = self.file;
            // What is deferred may look at variables.
            let is_seen = |(var, _): &&Nilness| file.facts.locals[var.index()].captured;
            let seen = |state: &State| -> Vec<Nilness> {
                let mut seen: Vec<Nilness> = state.nils.iter().filter(is_seen).copied().collect();
                seen.sort_unstable();
                seen
            };
            // Returns with the same deferred calls end alike.
            match self.exits.iter_mut().find(|exit| {
                exit.how == how
                    && exit.state.defers == state.defers
                    && exit.state.ctx.locks == state.ctx.locks
                    && (state.defers.is_empty() || seen(&exit.state) == seen(&state))
            }) {
                Some(Leaving { state: known, .. }) => known.meet(state, &mut self.out.tables),
                None => self.exits.push(Leaving { state, how }),
            }
        }
    }

    /// Whether a deferred call may stop a panic: it does, or what it calls is not known.
    fn recovers(&self, deferred: &Prepared) -> bool {
        let recovers = |func: FuncId| match self.cx.models.of_func(func) {
            Some(_) => false,
            None => self.cx.summary(func).is_none_or(|summary| summary.recovers),
        };
        match &deferred.callee {
            Callee::Func(func) => recovers(*func),
            Callee::Value(val) => (val.each().iter()).any(|val| match val {
                Val::Func(func) => recovers(func.func),
                _ => true,
            }),
            Callee::Builtin(_) | Callee::Convert => false,
            Callee::Iface(..) | Callee::Unknown(_) => true,
        }
    }

    pub(super) fn finish(mut self) -> Summary {
        if self.state.alive {
            if self
                .out
                .results
                .iter()
                .zip(&self.result_vars)
                .all(|(val, var)| *val == Val::Opaque && var.is_some())
            {
                let vars = self.result_vars.clone();
                for (slot, var) in self.out.results.iter_mut().zip(vars) {
                    *slot =
                        var.and_then(|var| self.scratch.env.get(&var).cloned()).unwrap_or_default();
                }
            }
            self.exit();
        }
        self.leaving = true;
        let mut end = State::dead();
        // Most functions return in ways that no caller can tell apart.
        let tells =
            |exit: &Leaving| matches!(exit.how, Leave::Return(how) if how != Returned::ANYTHING);
        let is_told = self.exits.iter().any(tells);
        let mut returns: Vec<(Returned, State)> = Vec::new();
        for Leaving { state, how } in std::mem::take(&mut self.exits) {
            self.state = state;
            let defers = std::mem::take(&mut self.state.defers);
            for (id, maybe) in defers.into_iter().rev() {
                let before = maybe.then(|| self.state.clone());
                let Deferred { call, prepared, locks } = self.deferred[id as usize].clone();
                // Where it was deferred, what it unlocks was held.
                let held = &mut self.state.ctx.locks;
                let lost: Vec<Lock> =
                    locks.iter().filter(|lock| maybe && !held.contains(lock)).copied().collect();
                if !lost.is_empty() {
                    held.make_mut().extend(&lost);
                }
                self.perform(prepared, call);
                for lock in lost {
                    let held = &mut self.state.ctx.locks;
                    if let Some(index) = held.iter().rposition(|own| *own == lock) {
                        held.make_mut().remove(index);
                    }
                }
                if let Some(before) = before {
                    let state = std::mem::replace(&mut self.state, State::dead());
                    self.state = state.merge(before, &mut self.out.tables);
                }
            }
            let left = std::mem::replace(&mut self.state, State::dead());
            // After a panic the function returns only if a deferred call stops it.
            let tables = &mut self.out.tables;
            let returned = match how {
                Leave::Return(returned) => returned,
                Leave::Panic if self.may_recover => Returned::ANYTHING,
                Leave::Panic => continue,
            };
            if is_told {
                returns.push((returned, left.clone()));
            }
            end = end.merge(left, tables);
        }
        if end.alive && !self.actors.is_empty() {
            self.state = end;
            self.leave_actors();
            end = std::mem::replace(&mut self.state, State::dead());
        }
        self.out.exit.returns = end.alive;
        self.out.exit.ctx = end.ctx;
        self.out.exit.said = said(&returns, &self.out.exit.ctx, &mut self.out.tables);
        let latches = latches(self.cx, &self.latches);
        let Summary { exit, tables, ctxs, .. } = &mut self.out;
        for (path, joined) in latches {
            let set = Join { kind: JoinKind::IsBool(true), path };
            for ctx in ctxs.iter_mut().chain(exit.ctxs_mut()) {
                ctx.joined = tables.follow(ctx.joined, set, joined);
            }
        }
        for ctx in exit.ctxs_mut() {
            ctx.joined =
                tables.retain(ctx.joined, |clause| clause.iter().any(|join| !join.kind.is_guard()));
        }
        self.out.acts =
            self.out.accesses.iter().any(|access| access.via.is_none() && !access.op.is_read());
        self.close_over_scoped_spawns();
        self.mark_local();
        if self.is_top {
            self.out.calls.retain(|call| self.cx.lifted.contains(call.callee.index()));
        }
        self.drop_private_objects();
        self.compact();
        self.out
    }
}

/// Of the flags that a function sets, those that nothing else sets, with what was waited for each time: that they are set
/// says that it was.
fn latches(cx: &Context<'_>, set: &[(Path, ClauseSet)]) -> Vec<(Path, ClauseSet)> {
    let mut known: Vec<(Path, ClauseSet, u32)> = Vec::new();
    for (path, joined) in set {
        match known.iter_mut().find(|(own, ..)| own == path) {
            Some((_, all, places)) => {
                *all = all.and(*joined);
                *places += 1;
            }
            None => known.push((*path, *joined, 1)),
        }
    }
    let is_only = |path: &Path, places: u32| {
        let field = path.last_field();
        field.is_some_and(|field| cx.cells.places_that_set(field) == places)
    };
    (known.into_iter())
        .filter(|(path, joined, places)| !joined.is_empty() && is_only(path, *places))
        .map(|(path, joined, _)| (path, joined))
        .collect()
}
