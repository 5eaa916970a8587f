//! Assignments: what a target receives, and what is known by that name from then on.

use super::domain::{Hop, ObjectId, Path, ReleaseKind, Root, Val};
use super::escape::By;
use super::eval::object_of;
use super::limits;
use super::walk::Walker;
use crate::conflict::model::Operation;
use crate::program::types::TyKind;
use crate::program::{FieldId, Res};
use crate::syntax::facts::{AssignOp, Expr, ExprId, List, LocalKind, VarId};

/// Tells an object that is taken out of its place from one that is made there.
const TAKEN_OUT: u64 = 0x7461_6b65;

impl Walker<'_, '_> {
    pub(super) fn assign_stmt(&mut self, targets: List, rhs: List, op: AssignOp) {
        let code = &self.bodies.code;
        let (lhs, rhs) = (code.exprs_of(targets), code.exprs_of(rhs));
        let vals: Vec<Val> = match rhs {
            [one] if lhs.len() > 1 => self.eval_many(*one, lhs.len()),
            _ => rhs.iter().map(|&value| self.eval(value)).collect(),
        };
        let outcome = self.outcome.take();
        for (i, &target) in lhs.iter().enumerate() {
            let zeroing = rhs.get(i).is_some_and(|&value| self.is_zero(value));
            let val = vals.get(i).cloned().unwrap_or_default();
            self.assign(target, &val, zeroing, op);
            if lhs.len() == rhs.len() && self.bodies.res(rhs[i]) == Res::Bool(true) {
                self.latch(target);
            }
        }
        self.outcome = outcome;
        self.keep_outcome(targets, rhs);
    }

    /// nil, zero, empty: what a teardown leaves behind.
    fn is_zero(&self, value: ExprId) -> bool {
        use crate::syntax::facts::Const;
        match self.bodies.code.expr(value) {
            Expr::Ident(_) => matches!(self.bodies.res(value), Res::Nil | Res::Bool(false)),
            Expr::Const(Const::Int(0)) => true,
            Expr::Composite(_, elems) => elems.len == 0,
            Expr::Slice(_, bounds) => bounds.len == 1,
            _ => false,
        }
    }

    /// A target receives a value.
    pub(super) fn assign(&mut self, target: ExprId, val: &Val, zeroing: bool, op: AssignOp) {
        let ty = self.bodies.ty(target);
        let pos = self.pos(target);
        match self.bodies.code.expr(target) {
            Expr::Local(var) => {
                self.assign_captured(var, target);
                self.assign_local(var, val, target, op);
            }
            Expr::Index(base, index) => {
                let types = &self.bodies.types;
                let base_ty = self.bodies.ty(base);
                let under = self
                    .cx
                    .program
                    .underlying(types, types.deref(self.cx.program.underlying(types, base_ty)));
                let is_map = matches!(types.kind(under), TyKind::Map(..));
                let is_array = matches!(types.kind(under), TyKind::Array(_));
                let container = if is_array && !self.is_pointer(base_ty) {
                    self.place(base)
                } else {
                    self.eval(base)
                };
                let key = self.eval(index);
                let content = if is_map { Operation::MapWrite } else { Operation::ElemWrite };
                let hop = self.index_hop(index);
                self.captured_content(base, &container, content, pos);
                for path in container.paths() {
                    let overwritten = self.struct_of_value(ty);
                    self.access(path, content, None, zeroing, pos);
                    if let (Some(_), false) = (overwritten, is_map) {
                        self.access(
                            path.push(hop),
                            Operation::Overwrite,
                            overwritten,
                            zeroing,
                            pos,
                        );
                    }
                    self.name(val, &path.push(Hop::ELEM));
                    self.name(&key, &path.push(Hop::ELEM));
                }
            }
            Expr::Star(x) => {
                let pointed = self.eval(x);
                let overwritten = self.struct_of_value(ty);
                for path in pointed.paths() {
                    match overwritten {
                        Some(_) => {
                            self.access(path, Operation::Overwrite, overwritten, zeroing, pos)
                        }
                        None => self.access(path, Operation::ElemWrite, None, zeroing, pos),
                    }
                }
            }
            Expr::Blank => {}
            _ => {
                let place = self.cell(target);
                let overwritten = self.struct_of_value(ty);
                for path in place.paths() {
                    self.access(path, Operation::Write, overwritten, zeroing, pos);
                    self.store(&path, val);
                    self.take_out(&path, val, target);
                    if self.cx.cells.is_flag(&path) {
                        self.release(ReleaseKind::Flag, &Val::Path(path), pos);
                    }
                }
            }
        }
    }

    /// A flag is set: whoever finds it set comes after what was waited for before.
    fn latch(&mut self, target: ExprId) {
        if self.emit
            && let Res::Field(..) = self.bodies.res(target)
        {
            let flag = self.quietly(|walker| walker.cell(target));
            let joined = self.state.ctx.joined;
            self.latches.extend(flag.paths().map(|path| (path, joined)));
        }
    }

    /// What a variable has from a place is its own once the place holds something else, if both happen under a lock: a map
    /// or slice that is swapped, or an object that is taken off a list. (Who else has a pointer keeps it; a map is used
    /// through its place.)
    fn take_out(&mut self, place: &Path, val: &Val, target: ExprId) {
        if self.state.ctx.locks.iter().all(|lock| lock.shared) {
            return;
        }
        let types = &self.bodies.types;
        let ty = self.cx.program.underlying(types, self.bodies.ty(target));
        let is_taken = match types.kind(ty) {
            TyKind::Map(..) | TyKind::Slice(_) => val.paths().all(|path| path != *place),
            TyKind::Pointer(_) => {
                val.paths().any(|path| path.within(place).is_some_and(|rest| !rest.is_empty()))
            }
            _ => false,
        };
        if !is_taken {
            return;
        }
        let own = Val::Path(Path::new(Root::Fresh(self.object_at(target).mixed(TAKEN_OUT))));
        for held in self.scratch.env.values_mut() {
            if held.paths().any(|path| path == *place) {
                let others = held
                    .each()
                    .iter()
                    .filter(|one| !matches!(one, Val::Path(path) if path == place));
                *held = others.fold(own.clone(), |all, one| all.or(one.clone()));
            }
        }
    }

    /// Remembers what a field of an object made here was given, and under which path an object is known now.
    fn store(&mut self, place: &Path, val: &Val) {
        self.name(val, place);
        if self.cx.lifted.contains(self.func.index()) {
            for path in val.paths() {
                let alias = (path, *place);
                if !path.copy
                    && path.root == place.root
                    && self.out.aliases.len() < limits::ALIASES
                    && !self.out.aliases.contains(&alias)
                    && self.is_part(&path)
                {
                    self.out.aliases.push(alias);
                }
            }
        }
        if let (Some(object), [embedded @ .., hop]) = (object_of(place.root), place.hops())
            && let Some(field) = hop.as_field()
            && self.is_embedding(embedded)
        {
            // What a struct variable is given besides functions is known by its place there.
            let is_func = || val.each().iter().all(|val| matches!(val, Val::Func(_)));
            if matches!(place.root, Root::Fresh(_)) || is_func() {
                self.set_field(object, field, val.clone());
            }
        }
    }

    /// Whether a path denotes a struct that lies in another object: a field of it, or an element of an array or slice in it.
    fn is_part(&self, path: &Path) -> bool {
        let program = self.cx.program;
        let hops = path.hops();
        let elems = hops.iter().rev().take_while(|hop| hop.is_elem()).count();
        let field = hops.len().checked_sub(elems + 1).and_then(|at| hops[at].as_field());
        let Some(field) = field else { return false };
        let kind = |ty| program.types.kind(program.underlying(&program.types, ty));
        let mut ty = program.fields[field.index()].ty;
        for _ in 0..elems {
            match kind(ty) {
                TyKind::Array(elem) | TyKind::Slice(elem) => ty = *elem,
                _ => return false,
            }
        }
        matches!(kind(ty), TyKind::Struct(_))
    }

    pub(super) fn set_field(&mut self, object: ObjectId, field: FieldId, val: Val) {
        self.set_fields(object, vec![(field, val)]);
    }

    /// The same for several fields of one object.
    pub(super) fn set_fields(&mut self, object: ObjectId, mut given: Vec<(FieldId, Val)>) {
        // A struct copied into a field is a part of the object, and no longer what it was copied from.
        given.retain(|(field, val)| {
            !matches!(val, Val::Opaque | Val::Bool(_))
                && val.paths().all(|path| !path.copy)
                && (self.is_followed(self.cx.program.fields[field.index()].ty)
                    || matches!(val, Val::Guard(_)))
        });
        if given.is_empty() || !self.has_room_for_fields(object) {
            return;
        }
        let fields = std::sync::Arc::make_mut(&mut self.out.fields).entry(object).or_default();
        if fields.is_empty() {
            *fields = given;
            return;
        }
        for (field, val) in given {
            match fields.iter_mut().find(|(own, _)| *own == field) {
                Some((_, slot)) => *slot = std::mem::take(slot).or(val),
                None => fields.push((field, val)),
            }
        }
    }

    /// Whether what the fields of an object were given can be kept.
    pub(super) fn has_room_for_fields(&self, object: ObjectId) -> bool {
        self.out.fields.len() < limits::FRESH || self.out.fields.contains_key(&object)
    }

    /// A struct made here is copied into a variable: what its fields lead to is the same, structs within are copied along.
    fn share_fields(&mut self, variable: Root, val: &Val) {
        let Val::Path(path) = val else { return };
        let (Some(own), Some(made), []) = (object_of(variable), object_of(path.root), path.hops())
        else {
            return;
        };
        for (field, val) in self.out.fields.get(&made).cloned().unwrap_or_default() {
            if !self.is_value_type(self.cx.program.fields[field.index()].ty) {
                self.set_field(own, field, val);
            }
        }
    }

    /// Whether a path ends in a boolean field.
    fn is_flag_field(&self, path: &Path) -> bool {
        let field = path.last_field();
        field.is_some_and(|field| self.cx.program.is_flag(field))
    }

    /// A variable is declared without a value: what it alone was in an earlier round of the loop around is left to the
    /// goroutines of that round, whichever branch makes a new one.
    fn forget_round(&mut self, var: VarId, old: &Val) {
        // Variables are numbered as they are declared: a later one is not older than this round.
        let is_older = |root: Root| {
            let leads = |val: &Val| val.paths().any(|path| path.root == root);
            self.scratch.env.iter().any(|(other, val)| other.index() < var.index() && leads(val))
        };
        let left: Vec<Root> = old
            .paths()
            .map(|path| path.root)
            .filter(|root| {
                let Root::Fresh(_) = root else { return false };
                let holders = self.out.fields.iter().filter(|(_, fields)| {
                    fields.iter().any(|(_, val)| val.paths().any(|path| path.root == *root))
                });
                !is_older(*root)
                    && holders.map(|(object, _)| Root::Fresh(*object)).all(|root| !is_older(root))
            })
            .collect();
        for root in left {
            self.state.renew(root, &self.out.tables);
        }
    }

    fn assign_local(&mut self, var: VarId, val: &Val, target: ExprId, op: AssignOp) {
        let ty = self.bodies.ty(target);
        if op == AssignOp::Update || !self.is_followed(ty) && !matches!(val, Val::Guard(_)) {
            // A flag is no longer what the caller has given, or what it was a copy of.
            self.scratch.env.remove(&var);
            if op == AssignOp::Define && matches!(val, Val::Path(path) if self.is_flag_field(path))
            {
                self.scratch.env.insert(var, val.clone());
            }
            return;
        }
        let local = self.file.local_id(var);
        if self.captured.contains(&local) {
            self.show_all(val, By::Goroutines);
        }
        if self.is_value_type(ty) {
            let copied = val.paths().find(|path| path.copy).filter(|_| op == AssignOp::Define);
            let is_captured = self.file.facts.locals[var.index()].captured;
            if op == AssignOp::Define && !is_captured {
                // Whoever has its address has an object that each call and each round makes anew.
                match val {
                    Val::Path(made) if is_new(made) => {
                        self.scratch.env.insert(var, val.clone());
                        return;
                    }
                    // What something else gave is known by what its pointers lead to.
                    _ if val.paths().any(|path| !is_new(&path)) => {}
                    _ => {
                        let own = self.fresh(self.object_at(target));
                        self.scratch.env.insert(var, own);
                    }
                }
            }
            // The variable is storage of its own; a struct copied into it still shares what its pointers lead to.
            let storage = match self.scratch.env.get(&var) {
                Some(Val::Path(path)) if is_new(path) => path.root,
                _ => Root::Var(local),
            };
            self.state.renew(storage, &self.out.tables);
            self.share_fields(storage, val);
            if let Some(path) = copied {
                self.scratch.env.insert(var, Val::Path(path));
            }
            return;
        }
        let variable = &self.file.facts.locals[var.index()];
        if variable.set_in_literal && self.is_declared(ty) {
            // Nobody knows what it holds, but whoever has the variable has that.
            let storage = self.variable(var);
            self.name(val, &storage);
            self.state.renew(storage.root, &self.out.tables);
            let functions = val.each().iter().filter(|val| matches!(val, Val::Func(_)));
            let known = self.scratch.env.remove(&var).unwrap_or(Val::Path(storage));
            let known = functions.fold(known, |known, function| known.or(function.clone()));
            self.scratch.env.insert(var, known);
            return;
        }
        if variable.owner != self.cx.program.funcs[self.func.index()].idx {
            // A variable of a function around this literal: its values are that function's matter.
            return;
        }
        let old = self.scratch.env.remove(&var).unwrap_or_default();
        if op == AssignOp::Define && matches!(val, Val::Opaque) {
            self.forget_round(var, &old);
        }
        let redefined =
            op == AssignOp::Define && self.file.facts.locals[var.index()].kind == LocalKind::Loop;
        let new = if redefined { val.clone() } else { old.or(val.clone()) };
        self.scratch.env.insert(var, new);
    }
}

/// Whether a path is an object that was made just now.
fn is_new(path: &Path) -> bool {
    matches!(path.root, Root::Fresh(_)) && path.hops().is_empty() && !path.copy
}
