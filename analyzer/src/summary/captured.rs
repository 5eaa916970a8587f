//! What a body does to local variables that function literals capture: to the variables themselves, where the rest of the
//! walk follows what is in them.

use super::domain::{Path, Pos, Root, Val};
use super::models::Model;
use super::walk::Walker;
use crate::conflict::model::Operation;
use crate::program::LocalId;
use crate::syntax::facts::{AssignOp, Expr, ExprId, LocalKind, Stmt, StmtId, VarId};

impl Walker<'_, '_> {
    /// Records an access to a variable, if it is one that a literal captures.
    pub(super) fn captured(&mut self, var: VarId, op: Operation, pos: Pos) {
        let local = self.file.local_id(var);
        if self.cx.cells.is_captured(local)
            && !(self.next_round && self.file.facts.locals[var.index()].kind == LocalKind::Loop)
        {
            self.access(Path::captured(local), op, None, false, pos);
        }
    }

    /// A variable receives a value: it is declared, and then one that no goroutine has yet, or written.
    pub(super) fn assign_captured(&mut self, var: VarId, target: ExprId) {
        let kind = self.file.facts.locals[var.index()].kind;
        let shared = kind == LocalKind::Loop && self.file.shares_loop_vars;
        if self.file.declares(var, &self.bodies.code, target) && !shared {
            self.renew_captured(var);
        } else {
            self.captured(var, Operation::Write, self.pos(target));
        }
    }

    /// The variable is a new one: goroutines of earlier rounds have captured another.
    pub(super) fn renew_captured(&mut self, var: VarId) {
        let local = self.file.local_id(var);
        if self.cx.cells.is_captured(local) {
            self.state.renew(Root::Var(local), &self.out.tables);
        }
    }

    /// The variables that a loop's header declares and of which each round has its own.
    pub(super) fn header_vars(&self, init: StmtId) -> Vec<VarId> {
        let code = &self.bodies.code;
        match code.stmt(init) {
            Stmt::Assign { lhs, op: AssignOp::Define, .. } if !self.file.shares_loop_vars => code
                .exprs_of(lhs)
                .iter()
                .filter_map(|&target| match code.expr(target) {
                    Expr::Local(var) => Some(var),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Records an access to the entries of a map in a variable, unless the map is known to be another object's as well.
    pub(super) fn captured_content(&mut self, base: ExprId, map: &Val, op: Operation, pos: Pos) {
        if let Expr::Local(var) = self.bodies.code.expr(base)
            && matches!(op, Operation::MapRead | Operation::MapWrite)
            && map.paths().all(|path| {
                path.hops().is_empty() && matches!(path.root, Root::Var(_) | Root::Fresh(_))
            })
        {
            self.captured(var, op, pos);
        }
    }

    /// Records what a function of `sync/atomic` does to a variable of which it is given the address.
    pub(super) fn atomic_captured(&mut self, model: Model, call: ExprId) {
        let op = match model {
            Model::AtomicLoadAt => Operation::AtomicRead,
            Model::AtomicStoreAt | Model::AtomicAddAt | Model::AtomicCompareAndSwapAt => {
                Operation::AtomicWrite
            }
            _ => return,
        };
        let code = &self.bodies.code;
        if let Expr::Call { args, .. } = code.expr(call)
            && let Some(&pointer) = code.exprs_of(args).first()
            && let Expr::AddrOf(place) = code.expr(pointer)
            && let Expr::Local(var) = code.expr(place)
        {
            self.captured(var, op, self.pos(place));
        }
    }

    /// Whether a variable belongs to this function or to one around it; what others do to theirs is their matter.
    pub(super) fn is_in_scope(&self, local: LocalId) -> bool {
        let funcs = &self.file.facts.funcs;
        let var = local.0.checked_sub(self.file.local_id(VarId::new(0)).0);
        let Some(var) = var.and_then(|var| self.file.facts.locals.get(var as usize)) else {
            return false;
        };
        let mut func = Some(self.cx.program.funcs[self.func.index()].idx);
        while let Some(idx) = func {
            if idx == var.owner {
                return true;
            }
            func = funcs[idx.index()].parent;
        }
        false
    }
}
