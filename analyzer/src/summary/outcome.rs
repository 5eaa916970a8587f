//! What a call's error says: whether the callee has waited, and which of its goroutines run, may depend on whether it
//! fails. The caller looks at the error and knows.

use std::sync::Arc;

use super::domain::{Ctx, Summary, mix};
use super::models;
use super::state::State;
use super::subst::Binding;
use super::tables::ClauseSet;
use super::walk::Walker;
use crate::program::Res;
use crate::syntax::facts::{Expr, ExprId, List, VarId};

/// Whether a function that returns an error fails at some return.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Result {
    Succeeds,
    Fails,
    Either,
}

/// What holds after a call, in the caller's terms, if it succeeded and if it failed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Outcome {
    succeeds: Told,
    fails: Told,
}

/// What one way of returning tells.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Told {
    joined: ClauseSet,
    /// The callee's goroutines that run then, with what was joined since each was started.
    runs: Vec<(u64, ClauseSet)>,
    /// Those that do not.
    rests: Vec<u64>,
}

impl Told {
    fn apply(&self, state: &mut State) {
        state.ctx.joined.add(self.joined);
        let own = |key: u64| self.runs.iter().any(|(own, _)| *own == key);
        if state.ctx.spawned.is_empty() {
            return;
        }
        let spawned = state.ctx.spawned.make_mut();
        spawned.retain(|mark| !self.rests.contains(&mark.key));
        for mark in spawned.iter_mut() {
            match self.runs.iter().find(|(key, _)| *key == mark.key) {
                Some((_, since)) => mark.since.add(*since),
                None if !own(mark.key) => mark.since.add(self.joined),
                None => {}
            }
        }
    }
}

impl Outcome {
    /// Adds what the call tells to the states in which its error is nil and in which it is not.
    pub(super) fn apply(&self, succeeded: &mut State, failed: &mut State) {
        self.succeeds.apply(succeeded);
        self.fails.apply(failed);
    }
}

impl Walker<'_, '_> {
    /// Whether the function returns an error as its last result.
    pub(super) fn returns_error(&self) -> bool {
        let facts = self.cx.program.func_facts(self.func);
        facts.results.last().is_some_and(|result| self.file.ty(result.ty) == self.cx.program.error)
    }

    /// What the call that was taken in last tells by its error.
    pub(super) fn outcome_of(
        &mut self,
        summary: &Summary,
        binding: &Binding,
    ) -> Option<Arc<Outcome>> {
        let succeeds = summary.exit.succeeds.as_ref()?;
        let fails = summary.exit.fails.as_ref()?;
        let mut told = |own: &Ctx, other: &Ctx| {
            let key = |key: u64| mix(binding.salt, key);
            let joined = self.subst_clauses(summary, own.joined, binding);
            let runs = (own.spawned.iter())
                .map(|mark| (key(mark.key), self.subst_clauses(summary, mark.since, binding)))
                .collect();
            let rests = (other.spawned.iter())
                .filter(|mark| own.spawned.iter().all(|own| own.key != mark.key))
                .map(|mark| key(mark.key))
                .collect();
            Told { joined, runs, rests }
        };
        let succeeded = told(succeeds, fails);
        Some(Arc::new(Outcome { succeeds: succeeded, fails: told(fails, succeeds) }))
    }

    /// Remembers which variable holds the error of the call that was just made.
    pub(super) fn keep_outcome(&mut self, targets: List, value: Option<ExprId>) {
        let code = &self.bodies.code;
        let outcome = self.outcome.take();
        for &target in code.exprs_of(targets) {
            if let Expr::Local(var) = code.expr(target) {
                self.state.forget_error(var);
            }
        }
        let is_call = value.is_some_and(|value| matches!(code.expr(value), Expr::Call { .. }));
        if let (Some(outcome), true) = (outcome, is_call)
            && let Some(&last) = code.exprs_of(targets).last()
            && let Expr::Local(var) = code.expr(last)
        {
            self.state.outcomes.push((var, outcome));
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
        match self.bodies.code.expr(subject) {
            Expr::Local(var) => {
                if self.bodies.ty(subject) == self.cx.program.error {
                    is_not.failed.push(var);
                }
                let known = is_nil.outcomes.iter().find(|(own, _)| *own == var);
                if let Some((_, outcome)) = known.cloned() {
                    outcome.apply(is_nil, is_not);
                }
            }
            Expr::Call { .. } => {
                if let Some(outcome) = self.outcome.take() {
                    outcome.apply(is_nil, is_not);
                }
            }
            _ => {}
        }
    }

    /// Whether a return of these values, the last of them an error, means that the function fails.
    pub(super) fn result_of(&self, values: &[ExprId], last: Option<VarId>) -> Result {
        let is_failed = |var: VarId| self.state.failed.contains(&var);
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
                    _ => false,
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
