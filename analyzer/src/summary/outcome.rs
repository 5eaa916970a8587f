//! What a call's results say: whether the callee has waited, which of its goroutines run and whether it has left a lock
//! locked may depend on whether it fails, and how, or returns true. The caller looks at the result and knows.

use std::sync::Arc;

use super::domain::{Ctx, Lock, Says, SpawnKey, Summary};
use super::limits;
use super::models;
use super::state::State;
use super::subst::Binding;
use super::tables::{ClauseSet, Tables};
use super::walk::Walker;
use crate::program::{GlobalId, Res};
use crate::syntax::facts::{Expr, ExprId, List, VarId};

/// Whether a function that returns an error fails at some return.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Result {
    Succeeds,
    Fails,
    Either,
}

/// What a function returns at some return, as far as a caller can learn something by it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Returned {
    pub(super) error: Result,
    /// The error of package level that it is.
    pub(super) is: Option<GlobalId>,
    /// The first boolean that is written out, and its place among the results.
    pub(super) truth: Option<(u8, bool)>,
}

impl Returned {
    pub(super) const ANYTHING: Self = Self { error: Result::Either, is: None, truth: None };

    /// Whether a caller may see that at such a return.
    fn may(self, says: Says) -> bool {
        match says {
            Says::Succeeds => self.error != Result::Fails,
            Says::Fails => self.error != Result::Succeeds,
            Says::IsNot(error) => self.is != Some(error),
            Says::Bool(place, truth) => self.truth != Some((place, !truth)),
        }
    }

    /// What a caller who looks may see at such a return and not at others.
    fn says(self) -> Vec<Says> {
        let fails = match self.error {
            Result::Either => None,
            _ => Some([Says::Succeeds, Says::Fails]),
        };
        let truth =
            self.truth.map(|(place, _)| [Says::Bool(place, true), Says::Bool(place, false)]);
        let is_not = self.is.map(Says::IsNot);
        fails.into_iter().flatten().chain(truth.into_iter().flatten()).chain(is_not).collect()
    }
}

/// A function's returns, with what holds at each, as callers can tell them apart.
pub(super) fn said(
    returns: &[(Returned, State)],
    end: &Ctx,
    tables: &mut Tables,
) -> Vec<(Says, Ctx)> {
    let tells = |ctx: &Ctx| {
        ctx.joined != end.joined || ctx.spawned != end.spawned || ctx.locks != end.locks
    };
    if !returns.iter().any(|(_, state)| tells(&state.ctx)) {
        return Vec::new();
    }
    let mut all: Vec<Says> = returns.iter().flat_map(|(returned, _)| returned.says()).collect();
    all.sort_unstable();
    all.dedup();
    all.truncate(limits::SAID);
    let mut said = Vec::new();
    for says in all {
        let mut state = State::dead();
        for (_, left) in returns.iter().filter(|(returned, _)| returned.may(says)) {
            state = state.merge(left.clone(), tables);
        }
        if state.alive && tells(&state.ctx) {
            said.push((says, state.ctx));
        }
    }
    said
}

/// What holds after a call, in the caller's terms, by what its results say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Outcome(Vec<(Says, Told)>);

/// What one way of returning tells.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Told {
    joined: ClauseSet,
    /// The callee's goroutines that run then, with what was joined since each was started.
    runs: Vec<(SpawnKey, ClauseSet)>,
    /// Those that do not.
    rests: Vec<SpawnKey>,
    /// Locks that the callee holds on return then alone.
    locks: Vec<Lock>,
}

impl Told {
    fn apply(&self, state: &mut State) {
        state.ctx.joined.add(self.joined);
        self.locks.iter().for_each(|lock| state.lock(*lock));
        if state.ctx.spawned.is_empty() {
            return;
        }
        let spawned = state.ctx.spawned.make_mut();
        spawned.retain(|mark| !self.rests.contains(&mark.key));
        for mark in spawned.iter_mut() {
            match self.runs.iter().find(|(key, _)| *key == mark.key) {
                Some((_, since)) => mark.since.add(*since),
                None => mark.since.add(self.joined),
            }
        }
    }
}

impl Outcome {
    /// Adds what the call tells to a state in which that was seen.
    pub(super) fn apply(&self, says: Says, state: &mut State) {
        for (_, told) in self.0.iter().filter(|(own, _)| *own == says) {
            told.apply(state);
        }
    }

    /// How a function returns that returns the error of this call: it fails as that does.
    fn ways_to_fail(&self, returned: Returned) -> Vec<Way> {
        let errors = || {
            self.0.iter().filter_map(|(says, _)| match says {
                Says::IsNot(error) => Some(*error),
                _ => None,
            })
        };
        let succeeds = Returned { error: Result::Succeeds, ..returned };
        let fails = Returned { error: Result::Fails, ..returned };
        // An error that it is, it is and no other.
        let fails_with = |is: Option<GlobalId>| {
            let others = errors().filter(|error| Some(*error) != is).map(Says::IsNot);
            (std::iter::once(Says::Fails).chain(others).collect(), Returned { is, ..fails })
        };
        std::iter::once((vec![Says::Succeeds], succeeds))
            .chain(errors().map(|error| fails_with(Some(error))))
            .chain(std::iter::once(fails_with(None)))
            .collect()
    }

    /// How a function returns by a return that ends in a result of this call, and what the call then says: `place` is that
    /// of the result, and `whole` whether the call is all that is returned.
    pub(super) fn ways(&self, returned: Returned, place: u8, whole: bool, error: bool) -> Vec<Way> {
        let mut ways = if error && returned.error == Result::Either {
            self.ways_to_fail(returned)
        } else {
            vec![(Vec::new(), returned)]
        };
        let truth = self.0.iter().find_map(|(says, _)| match says {
            Says::Bool(own, _) if whole || *own == place && !error => Some(*own),
            _ => None,
        });
        if let Some(own) = truth.filter(|_| returned.truth.is_none()) {
            // One variable is one result, a call is all of them.
            let there = if whole { own } else { 0 };
            ways = (ways.into_iter())
                .flat_map(|(says, returned)| {
                    [true, false].map(|truth| {
                        let mut says = says.clone();
                        says.push(Says::Bool(own, truth));
                        (says, Returned { truth: Some((there, truth)), ..returned })
                    })
                })
                .collect();
        }
        ways
    }

    /// Whether something depends on a boolean result.
    pub(super) fn is_of_truth(&self, place: u8) -> bool {
        self.0.iter().any(|(says, _)| matches!(says, Says::Bool(own, _) if *own == place))
    }
}

/// One way of returning, with what a call says on that way.
pub(super) type Way = (Vec<Says>, Returned);

/// A variable that holds a call's result, and the place of that among the results.
pub(super) type Known = (VarId, u8, Arc<Outcome>);

impl Walker<'_, '_> {
    /// Whether the function returns an error as its last result.
    pub(super) fn returns_error(&self) -> bool {
        let facts = self.cx.program.func_facts(self.func);
        facts.results.last().is_some_and(|result| self.file.ty(result.ty) == self.cx.program.error)
    }

    /// What the call that was taken in last tells by its results.
    pub(super) fn outcome_of(
        &mut self,
        summary: &Summary,
        binding: &Binding,
    ) -> Option<Arc<Outcome>> {
        if summary.exit.said.is_empty() {
            return None;
        }
        let exit = &summary.exit.ctx;
        let mut told = |own: &Ctx| {
            let joined = self.subst_clauses(summary, own.joined, binding);
            let runs = (own.spawned.iter())
                .map(|mark| {
                    (mark.key.mixed(binding.salt), self.subst_clauses(summary, mark.since, binding))
                })
                .collect();
            let rests = (exit.spawned.iter())
                .filter(|mark| own.spawned.iter().all(|own| own.key != mark.key))
                .map(|mark| mark.key.mixed(binding.salt))
                .collect();
            let locks = (own.locks.iter())
                .filter(|lock| !exit.locks.contains(lock))
                .flat_map(|lock| {
                    let paths = self.subst(&lock.path, binding).paths().collect::<Vec<_>>();
                    paths.into_iter().map(|path| Lock { path, ..*lock })
                })
                .collect();
            Told { joined, runs, rests, locks }
        };
        let said = &summary.exit.said;
        Some(Arc::new(Outcome(said.iter().map(|(says, ctx)| (*says, told(ctx))).collect())))
    }

    /// Remembers which variables hold the results of the call that was just made.
    pub(super) fn keep_outcome(&mut self, targets: List, values: &[ExprId]) {
        let code = &self.bodies.code;
        let outcome = self.outcome.take();
        let targets = code.exprs_of(targets);
        for (place, &target) in targets.iter().enumerate() {
            if let Expr::Local(var) = code.expr(target) {
                self.state.forget_results(var);
                self.set_nilness(
                    var,
                    values.get(place).copied().filter(|_| values.len() == targets.len()),
                );
            }
        }
        let is_call =
            values.last().is_some_and(|value| matches!(code.expr(*value), Expr::Call { .. }));
        let Some(outcome) = outcome.filter(|_| is_call) else { return };
        // Of several calls, the last one was made just now, and has one result.
        let first = if values.len() == 1 { 0 } else { targets.len().saturating_sub(1) };
        for (place, &target) in (0u8..).zip(targets.get(first..).unwrap_or_default()) {
            if let Expr::Local(var) = code.expr(target) {
                let is_last = first + usize::from(place) + 1 == targets.len();
                if is_last || outcome.is_of_truth(place) {
                    self.state.outcomes.push((var, place, outcome.clone()));
                }
            }
        }
    }

    /// What a comparison with nil tells about an error, in the states in which it is nil and in which it is not.
    pub(super) fn apply_nil_check(
        &mut self,
        left: ExprId,
        right: ExprId,
        is_nil: &mut State,
        is_not: &mut State,
    ) {
        let subject = match (self.bodies.res(left), self.bodies.res(right)) {
            (Res::Nil, _) => right,
            (_, Res::Nil) => left,
            _ => return,
        };
        let known = match self.bodies.code.expr(subject) {
            Expr::Local(var) => {
                self.learn_nilness(var, is_nil, is_not);
                is_nil.known_of(var).map(|(_, outcome)| outcome)
            }
            Expr::Call { .. } => self.outcome.take(),
            _ => None,
        };
        if let Some(outcome) = known {
            outcome.apply(Says::Succeeds, is_nil);
            outcome.apply(Says::Fails, is_not);
        }
    }

    /// What it tells that an error is not a certain one of package level, as in `errors.Is(err, errTimeout)`,
    /// `errTimeout.Equal(err)` and `err == errTimeout`.
    pub(super) fn apply_other_error(&mut self, operands: &[ExprId], is_not: &mut State) {
        let code = &self.bodies.code;
        let [one, other] = operands else { return };
        for (var, error) in [(one, other), (other, one)] {
            if let (Expr::Local(var), Res::Global(error)) =
                (code.expr(*var), self.bodies.res(*error))
                && let Some((_, outcome)) = is_not.known_of(var)
            {
                outcome.apply(Says::IsNot(error), is_not);
            }
        }
    }

    /// What it tells that a condition holds, and that it does not: a call, or a variable that holds a result of one.
    pub(super) fn apply_truth(&mut self, cond: ExprId, yes: &mut State, no: &mut State) {
        let code = &self.bodies.code;
        let known = match code.expr(cond) {
            Expr::Local(var) => yes.known_of(var),
            Expr::Call { fun, args, .. } => {
                let args = code.exprs_of(args);
                let receiver = match code.expr(fun) {
                    Expr::Selector(base, _) => Some(base),
                    _ => None,
                };
                match (receiver, args) {
                    (Some(receiver), [arg]) => self.apply_other_error(&[receiver, *arg], no),
                    _ => self.apply_other_error(args, no),
                }
                self.outcome.take().map(|outcome| (0, outcome))
            }
            _ => None,
        };
        if let Some((place, outcome)) = known {
            outcome.apply(Says::Bool(place, true), yes);
            outcome.apply(Says::Bool(place, false), no);
        }
    }

    /// Whether a function is the method of a context that tells why it has ended: hardly anybody returns that before.
    fn is_error_of_context(&self, fun: ExprId) -> bool {
        let program = self.cx.program;
        let Expr::Selector(context, method) = self.bodies.code.expr(fun) else { return false };
        program.name(method) == "Err"
            && (self.bodies.types.named(self.bodies.ty(context)))
                .is_some_and(|named| models::is_context_type(program, named))
    }

    /// What is returned by these values, or by the last of the named results.
    pub(super) fn returned(&self, values: &[ExprId], last: Option<VarId>) -> Returned {
        let is = values.last().and_then(|&value| match self.bodies.res(value) {
            Res::Global(error) if self.returns_error => Some(error),
            _ => None,
        });
        let truth = (0u8..).zip(values).find_map(|(place, &value)| match self.bodies.res(value) {
            Res::Bool(truth) => Some((place, truth)),
            _ => None,
        });
        let error = if self.returns_error { self.result_of(values, last) } else { Result::Either };
        Returned { error, is, truth }
    }

    /// Whether a return of these values, the last of them an error, means that the function fails.
    fn result_of(&self, values: &[ExprId], last: Option<VarId>) -> Result {
        let is_failed = |var: VarId| {
            self.state.nils.contains(&(var, false))
                && self.bodies.local_ty[var.index()] == self.cx.program.error
        };
        let Some(&value) = values.last() else {
            return if last.is_some_and(is_failed) { Result::Fails } else { Result::Either };
        };
        match self.bodies.code.expr(value) {
            Expr::Local(var) if is_failed(var) => Result::Fails,
            // An error of package level is one.
            Expr::Ident(_) | Expr::Selector(..) => match self.bodies.res(value) {
                Res::Nil => Result::Succeeds,
                Res::Global(_) => Result::Fails,
                _ => Result::Either,
            },
            Expr::AddrOf(_) | Expr::Composite(..) => Result::Fails,
            Expr::Call { fun, args, .. } => {
                let makes = match self.bodies.res(fun) {
                    Res::Func(func) => models::makes_error(self.cx.program, func),
                    _ => self.is_error_of_context(fun),
                };
                let wraps = self.bodies.code.exprs_of(args).iter().any(
                    |&arg| matches!(self.bodies.code.expr(arg), Expr::Local(var) if is_failed(var)),
                );
                if makes || wraps { Result::Fails } else { Result::Either }
            }
            _ => Result::Either,
        }
    }
}
