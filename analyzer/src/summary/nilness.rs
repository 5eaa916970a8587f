//! Which local variables are nil at a point (or false, if they are booleans) and which are not, and what that rules out:
//! goroutines that were started only where such a variable was otherwise, and what a literal does only if one is.

use super::domain::{Join, JoinKind, Root, SpawnKey};
use super::limits;
use super::state::State;
use super::walk::Walker;
use crate::program::{FuncId, LocalId, Res};
use crate::syntax::facts::{Expr, ExprId, VarId};

/// A variable that was looked at, and whether it is nil, or false.
pub(super) type Nilness = (VarId, bool);

/// A goroutine, and what was known of a variable where it was started. The variable has not changed since.
pub(super) type StartedWhere = (SpawnKey, Nilness);

impl State {
    /// The variable is nil here, or is not: a goroutine that was started where it was otherwise was not started on the way.
    pub(super) fn learn(&mut self, var: VarId, is_nil: bool) {
        self.nils.retain(|(own, _)| *own != var);
        if self.nils.len() >= limits::NILS {
            self.nils.remove(0);
        }
        self.nils.push((var, is_nil));
        let is_excluded = |key: SpawnKey| {
            self.started.iter().any(|&(own, there)| own == key && there == (var, !is_nil))
        };
        if !self.started.is_empty() {
            self.ctx.spawned.retain(|mark| !is_excluded(mark.key));
        }
    }

    /// The variable may hold something else now.
    pub(super) fn forget_nilness(&mut self, var: VarId) {
        self.nils.retain(|(own, _)| *own != var);
        self.started.retain(|(_, (own, _))| *own != var);
    }

    /// A goroutine is started; what holds for those of the same place that may run already is known by now.
    pub(super) fn start_here(&mut self, key: SpawnKey) {
        let nils = &self.nils;
        if self.ctx.spawned.iter().any(|mark| mark.key == key) {
            self.started.retain(|(own, there)| *own != key || nils.contains(there));
        } else {
            self.started.retain(|(own, _)| *own != key);
            if self.started.len() < limits::STARTED_WHERE {
                self.started.extend(nils.iter().map(|&there| (key, there)));
            }
        }
    }
}

/// What is known of goroutines where two paths meet: what both know, and what one knows of those that only it has started.
pub(super) fn started_on_either(own: &State, other: &State) -> Vec<StartedWhere> {
    let runs = |state: &State, key: SpawnKey| state.ctx.spawned.iter().any(|mark| mark.key == key);
    let also =
        |state: &State, one: &StartedWhere| !runs(state, one.0) || state.started.contains(one);
    let mut both: Vec<StartedWhere> =
        own.started.iter().filter(|one| also(other, one)).copied().collect();
    let new = other.started.iter().filter(|one| also(own, one) && !own.started.contains(one));
    both.extend(new);
    both
}

impl Walker<'_, '_> {
    /// A variable was compared with nil.
    pub(super) fn learn_nilness(&mut self, var: VarId, is_nil: &mut State, is_not: &mut State) {
        let variable = &self.file.facts.locals[var.index()];
        if variable.set_in_literal {
            // Some literal may have changed it since.
            is_nil.forget_nilness(var);
            is_not.forget_nilness(var);
        }
        is_nil.learn(var, true);
        is_not.learn(var, false);
        if variable.owner != self.cx.program.funcs[self.func.index()].idx {
            // Whoever runs this literal may know.
            let path = self.variable(var);
            is_nil.join(self.out.tables.join(Join { kind: JoinKind::IsNil, path }));
            is_not.join(self.out.tables.join(Join { kind: JoinKind::NotNil, path }));
        }
    }

    /// A variable holds what an expression says, or something that nobody knows.
    pub(super) fn set_nilness(&mut self, var: VarId, value: Option<ExprId>) {
        let known =
            value.and_then(|value| match (self.bodies.res(value), self.bodies.code.expr(value)) {
                (Res::Nil, _) => Some(true),
                (Res::Bool(value), _) => Some(!value),
                (_, Expr::Local(other)) => {
                    self.state.nils.iter().find(|(own, _)| *own == other).map(|(_, nil)| *nil)
                }
                (_, Expr::FuncLit(_) | Expr::AddrOf(_)) => Some(false),
                _ => None,
            });
        self.state.forget_nilness(var);
        if let Some(is_nil) = known {
            self.state.learn(var, is_nil);
        }
    }

    /// What is known of a variable, in the program's terms.
    pub(super) fn known_as(&self, (var, is_nil): Nilness) -> (LocalId, bool) {
        (self.file.local_id(var), is_nil)
    }

    /// What is known here of the variables that a literal captures.
    pub(super) fn nilness_for(&self, literal: FuncId) -> Vec<(LocalId, bool)> {
        if self.state.nils.is_empty() || !self.cx.program.funcs[literal.index()].literal {
            return Vec::new();
        }
        let captures = &self.cx.program.func_facts(literal).captures;
        let is_told = |var: &VarId| {
            captures.contains(var) && !self.file.facts.locals[var.index()].set_in_literal
        };
        let told = self.state.nils.iter().filter(|(var, _)| is_told(var));
        told.map(|&known| self.known_as(known)).collect()
    }
}

/// Whether something that a literal has found out about a variable around it is not so where it runs.
pub(super) fn is_contradicted(join: &Join, known: &[(LocalId, bool)]) -> bool {
    let is_nil = match join.kind {
        JoinKind::IsNil => true,
        JoinKind::NotNil => false,
        _ => return false,
    };
    match (join.path.root, join.path.hops()) {
        (Root::Var(local), []) => known.contains(&(local, !is_nil)),
        _ => false,
    }
}
