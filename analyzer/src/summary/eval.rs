//! The structured walk of one body: expressions, and what conditions tell.

use super::domain::{
    Fact, Guard, Hop, Join, JoinKind, Lock, ObjectId, Path, Pos, ReleaseKind, Root, SyncWhat, Val,
    mix,
};
use super::models::Model;
use super::state::State;
use super::tables::Tables;
use super::walk::Walker;
use crate::conflict::model::{Operation, SignalKind};
use crate::program::types::TyKind;
use crate::program::{FieldId, FuncId, Res};
use crate::syntax::facts::{BinaryOp, Const, Expr, ExprId, VarId};

impl Walker<'_, '_> {
    /// The value of an expression; what evaluating it reads is recorded.
    pub(super) fn eval(&mut self, id: ExprId) -> Val {
        match self.bodies.code.expr(id) {
            Expr::Ident(_) => match self.bodies.res(id) {
                Res::Global(global) => {
                    let path = Path::new(Root::Global(global));
                    if !self.cx.program.globals[global.index()].constant {
                        self.access(path, Operation::Read, None, false, self.pos(id));
                    }
                    Val::Path(path.copied(self.is_value_type(self.bodies.ty(id))))
                }
                Res::Func(func) => Self::func_val(func, None, Vec::new()),
                _ => Val::Opaque,
            },
            Expr::Local(var) => match self.read_local(var, id) {
                // The value of a struct variable is a copy of what is in it.
                val @ Val::Path(_) if self.is_value_type(self.bodies.ty(id)) => copy_of(&val),
                val => val,
            },
            Expr::Selector(..) => self.selector(id, true),
            Expr::Index(base, index) => self.index(id, base, index, true),
            Expr::Instantiate(base, _) => self.eval(base),
            Expr::Slice(base, bounds) => {
                for &bound in self.bodies.code.exprs_of(bounds) {
                    self.eval(bound);
                }
                if self.is_value_type(self.bodies.ty(base)) {
                    self.place(base)
                } else {
                    self.eval(base)
                }
            }
            Expr::Star(x) => {
                let val = self.eval(x);
                let ty = self.bodies.ty(id);
                if self.struct_of_value(ty).is_some() {
                    return copy_of(&val);
                }
                for path in val.paths() {
                    self.access(path, Operation::ElemRead, None, false, self.pos(id));
                }
                self.step(&val, Hop::ELEM)
            }
            Expr::AddrOf(x) => match self.bodies.code.expr(x) {
                Expr::Composite(..) => self.eval(x),
                Expr::Local(var) => {
                    // Whoever has the address may give it another value.
                    self.state.forget_nilness(var);
                    self.place(x)
                }
                _ => self.place(x),
            },
            Expr::Call { .. } => self.call(id).into_iter().next().unwrap_or_default(),
            Expr::Composite(_, elems) => self.composite(id, elems),
            Expr::FuncLit(idx) => self.literal(self.file.func_id(idx)),
            Expr::Assert(x, _) => match self.eval(x) {
                // What is in an interface is a copy of a struct.
                val @ Val::Path(_) if self.is_value_type(self.bodies.ty(id)) => copy_of(&val),
                val => val,
            },
            Expr::Recv(x) => {
                let channel = self.eval(x);
                self.receive(&channel, self.pos(id));
                self.received(&channel, id)
            }
            Expr::Not(x) => match self.eval(x) {
                Val::Guard(guard) => Val::Guard(
                    Guard { if_true: guard.if_false.clone(), if_false: guard.if_true.clone() }
                        .into(),
                ),
                _ => Val::Opaque,
            },
            Expr::Unary(x) => {
                self.eval(x);
                Val::Opaque
            }
            Expr::Binary(BinaryOp::And | BinaryOp::Or, ..) => {
                let (yes, no) = self.cond(id);
                self.state = yes.merge(no, &mut self.out.tables);
                Val::Opaque
            }
            Expr::Binary(_, left, right) => self.binary(left, right),
            Expr::Bad(list) => {
                for &expr in self.bodies.code.exprs_of(list) {
                    self.eval(expr);
                }
                Val::Opaque
            }
            Expr::Blank | Expr::Const(_) | Expr::Type(_) => Val::Opaque,
        }
    }

    fn binary(&mut self, left: ExprId, right: ExprId) -> Val {
        // Left-nested chains may be thousands long.
        let mut rights = vec![right];
        let mut left = left;
        while let Expr::Binary(op, inner, right) = self.bodies.code.expr(left) {
            if matches!(op, BinaryOp::And | BinaryOp::Or) {
                break;
            }
            rights.push(right);
            left = inner;
        }
        self.eval(left);
        while let Some(right) = rights.pop() {
            self.eval(right);
        }
        Val::Opaque
    }

    /// Several values: the results of a call, or a value and whether it was there.
    pub(super) fn eval_many(&mut self, id: ExprId, n: usize) -> Vec<Val> {
        let mut vals = match self.bodies.code.expr(id) {
            Expr::Call { .. } => self.call(id),
            Expr::Recv(x) => {
                let channel = self.eval(x);
                let path = channel.paths().next();
                self.receive(&channel, self.pos(id));
                let drained = path.map(|path| Fact::Joined(Join { kind: JoinKind::Drain, path }));
                let guard = Guard { if_true: Vec::new(), if_false: drained.into_iter().collect() };
                vec![self.received(&channel, id), Val::Guard(guard.into())]
            }
            _ => vec![self.eval(id)],
        };
        vals.resize(n, Val::Opaque);
        vals
    }

    /// The value of a local variable, which is read.
    fn read_local(&mut self, var: VarId, id: ExprId) -> Val {
        self.captured(var, Operation::Read, self.pos(id));
        self.local(var)
    }

    pub(super) fn local(&self, var: VarId) -> Val {
        match self.scratch.env.get(&var) {
            Some(val) => val.clone(),
            None => Val::Path(self.variable(var)),
        }
    }

    /// The storage of a local variable.
    pub(super) fn variable(&self, var: VarId) -> Path {
        Path::new(Root::Var(self.file.local_id(var)))
    }

    /// The place that an expression denotes, without reading what is in it.
    pub(super) fn place(&mut self, id: ExprId) -> Val {
        match self.bodies.code.expr(id) {
            Expr::Ident(_) => match self.bodies.res(id) {
                Res::Global(global) => Val::Path(Path::new(Root::Global(global))),
                _ => Val::Opaque,
            },
            Expr::Local(var) => {
                // The address of a pointer variable is the variable; everything else is followed by value.
                self.local(var)
            }
            Expr::Selector(..) => self.selector(id, false),
            Expr::Index(base, index) => self.index(id, base, index, false),
            Expr::Star(x) => self.eval(x),
            _ => self.eval(id),
        }
    }

    /// The place that an assignment writes: of a field, that of the field itself, whatever is known to be in it.
    pub(super) fn cell(&mut self, id: ExprId) -> Val {
        let (Expr::Selector(base, _), Res::Field(field, hops)) =
            (self.bodies.code.expr(id), self.bodies.res(id))
        else {
            return self.place(id);
        };
        if let Expr::Local(var) = self.bodies.code.expr(base)
            && matches!(self.scratch.env.get(&var), Some(Val::Path(path)) if path.copy)
        {
            // A copy that is changed has less and less in common with what it was copied from.
            self.scratch.env.remove(&var);
        }
        let hops = self.bodies.hops(hops).to_vec();
        let pos = self.pos(id);
        let mut object = self.base(base);
        for hop in hops {
            let pointer = self.is_pointer(self.cx.program.fields[hop.index()].ty);
            object = self.field_step(&object, hop, pos, pointer);
        }
        if object.paths().next().is_none() {
            object = Val::Path(Path::new(Root::Unknown));
        }
        object.paths().fold(Val::Opaque, |all, path| all.or(Val::Path(path.field(field))))
    }

    /// A step from each alternative of a value.
    pub(super) fn step(&self, val: &Val, hop: Hop) -> Val {
        val.map_paths(|path| self.step_path(&path, hop))
    }

    fn step_path(&self, path: &Path, hop: Hop) -> Val {
        if let (Some(object), Some(field)) = (object_of(path.root), hop.as_field())
            && self.is_embedding(path.hops())
            && let Some(fields) = self.out.fields.get(&object)
            && let Some((_, val)) = fields.iter().find(|(own, _)| *own == field)
        {
            return val.clone();
        }
        Val::Path(path.push(hop))
    }

    /// Whether steps lead through embedded structs alone, so that what follows is a field of the object itself.
    pub(super) fn is_embedding(&self, hops: &[Hop]) -> bool {
        hops.iter().all(|hop| hop.is_embedded(self.cx.program))
    }

    pub(super) fn index_hop(&self, index: ExprId) -> Hop {
        match self.bodies.code.expr(index) {
            Expr::Const(Const::Int(i)) => Hop::elem_at(i),
            _ => Hop::ELEM,
        }
    }

    fn index(&mut self, id: ExprId, base: ExprId, index: ExprId, read: bool) -> Val {
        if matches!(self.bodies.res(id), Res::Func(_) | Res::Method(..) | Res::Type) {
            return self.eval(base);
        }
        let types = &self.bodies.types;
        let base_ty = self.bodies.ty(base);
        let program = self.cx.program;
        let under = program.underlying(types, types.deref(program.underlying(types, base_ty)));
        let kind = types.kind(under).clone();
        let in_place = matches!(kind, TyKind::Array(_)) && !self.is_pointer(base_ty);
        let container = if in_place { self.place(base) } else { self.eval(base) };
        self.eval(index);
        let op =
            if matches!(kind, TyKind::Map(..)) { Operation::MapRead } else { Operation::ElemRead };
        // Selecting a field of an element in place reads no element.
        if read || op == Operation::MapRead {
            self.captured_content(base, &container, op, self.pos(id));
            for path in container.paths() {
                self.access(path, op, None, false, self.pos(id));
            }
        }
        let hop = self.index_hop(index);
        self.step(&container, hop)
    }

    fn literal(&mut self, func: FuncId) -> Val {
        let facts = self.cx.program.func_facts(func);
        self.captured.extend(facts.captures.iter().map(|var| self.file.local_id(*var)));
        let captures = facts
            .captures
            .iter()
            .filter_map(|var| Some((self.file.local_id(*var), self.scratch.env.get(var)?.clone())))
            .collect();
        Self::func_val(func, None, captures)
    }

    fn composite(&mut self, id: ExprId, elems: crate::syntax::facts::List) -> Val {
        let object = self.object_at(id);
        let ty = self.bodies.ty(id);
        let is_struct = self.cx.program.struct_of(&self.bodies.types, ty);
        let path = Path::new(Root::Fresh(object));
        let code = &self.bodies.code;
        for (position, elem) in code.elems[elems.range()].iter().enumerate() {
            match is_struct {
                Some(id) => {
                    let val = self.eval(elem.value);
                    let field = match elem.key.map(|key| self.bodies.res(key)) {
                        Some(Res::Field(field, _)) => Some(field),
                        Some(_) => None,
                        None => self.cx.program.structs[id.index()].fields.get(position).copied(),
                    };
                    if let Some(field) = field {
                        self.name(&val, &path.field(field));
                        self.set_field(object, field, val);
                    }
                }
                None => {
                    if let Some(key) = elem.key {
                        self.eval(key);
                    }
                    let val = self.eval(elem.value);
                    self.name(&val, &path.push(Hop::ELEM));
                }
            }
        }
        self.fresh(object)
    }

    /// An object made here and now.
    pub(super) fn fresh(&mut self, object: ObjectId) -> Val {
        self.state.renew(Root::Fresh(object), &self.out.tables);
        self.seen_objects.remove(&Root::Fresh(object));
        Val::Path(Path::new(Root::Fresh(object)))
    }

    /// A selector: its place, with the pointers on the way read; the field itself is read if `read`.
    fn selector(&mut self, id: ExprId, read: bool) -> Val {
        let Expr::Selector(base, name) = self.bodies.code.expr(id) else { return Val::Opaque };
        match self.bodies.res(id) {
            Res::Field(field, hops) => {
                let hops = self.bodies.hops(hops).to_vec();
                let base = self.base(base);
                self.field(&base, &hops, field, self.pos(id), read)
            }
            Res::Global(global) => {
                let path = Path::new(Root::Global(global));
                if read && !self.cx.program.globals[global.index()].constant {
                    self.access(path, Operation::Read, None, false, self.pos(id));
                }
                Val::Path(path)
            }
            Res::Func(func) | Res::MethodExpr(func) => Self::func_val(func, None, Vec::new()),
            Res::Method(func, hops) => {
                let hops = self.bodies.hops(hops).to_vec();
                let recv = self.receiver(base, &hops, self.pos(id));
                Self::func_val(func, Some(recv), Vec::new())
            }
            Res::Package | Res::Type | Res::Builtin(_) => Val::Opaque,
            res => {
                let base = self.eval(base);
                if let Res::IfaceMethod(iface, _, hops) = res
                    && let Some(target) = self.cx.only_target(iface, name)
                {
                    let hops = self.bodies.hops(hops).iter().chain(&target.hops);
                    let recv = hops.fold(base, |recv, &hop| self.step(&recv, Hop::field(hop)));
                    return Self::func_val(target.func, Some(recv), Vec::new());
                }
                // A member of an unknown type may still be told apart by its name.
                self.step(&base, Hop::accessor(name))
            }
        }
    }

    /// The object that a selector's base denotes: through a pointer it is read, in place it is not.
    fn base(&mut self, base: ExprId) -> Val {
        if self.is_pointer(self.bodies.ty(base)) { self.eval(base) } else { self.place(base) }
    }

    /// The receiver of a method, through embedded fields.
    pub(super) fn receiver(&mut self, base: ExprId, hops: &[FieldId], pos: Pos) -> Val {
        let mut val = self.base(base);
        if let Some((&last, before)) = hops.split_last() {
            let embedded_pointer = self.is_pointer(self.cx.program.fields[last.index()].ty);
            val = self.field(&val, before, last, pos, embedded_pointer);
        }
        val
    }

    /// A field of an object, through embedded fields.
    fn field(&mut self, base: &Val, hops: &[FieldId], field: FieldId, pos: Pos, read: bool) -> Val {
        let mut vals = base.clone();
        for &hop in hops {
            let pointer = self.is_pointer(self.cx.program.fields[hop.index()].ty);
            vals = self.field_step(&vals, hop, pos, pointer);
        }
        self.field_step(&vals, field, pos, read)
    }

    fn field_step(&mut self, base: &Val, field: FieldId, pos: Pos, read: bool) -> Val {
        let by_value = self.is_value_type(self.cx.program.fields[field.index()].ty);
        let mut out = Val::Opaque;
        let alternatives = base.each();
        if alternatives.iter().all(|val| !matches!(val, Val::Path(_))) {
            // Nothing is known of the object, but the field tells what it is.
            let path = Path::new(Root::Unknown).field(field);
            if read {
                self.access(path, Operation::Read, None, false, pos);
            }
            return Val::Path(path);
        }
        for val in alternatives {
            let Val::Path(path) = val else { continue };
            let place = path.field(field);
            if read {
                let op = Operation::Read;
                let overwritten = None;
                self.access(place, op, overwritten, false, pos);
            }
            let next = match self.step_path(path, Hop::field(field)) {
                Val::Path(next) if next == place => {
                    Val::Path(place.copied(by_value && (path.copy || read)))
                }
                other => other,
            };
            out = out.or(next);
        }
        out
    }

    /// Evaluates a condition: the states in which it holds and in which it does not.
    pub(super) fn cond(&mut self, id: ExprId) -> (State, State) {
        match self.bodies.code.expr(id) {
            Expr::Not(x) => {
                let (yes, no) = self.cond(x);
                (no, yes)
            }
            Expr::Binary(BinaryOp::And, left, right) => {
                let (yes, no) = self.cond(left);
                self.state = yes;
                let (both, second_no) = self.cond(right);
                (both, no.merge(second_no, &mut self.out.tables))
            }
            Expr::Binary(BinaryOp::Or, left, right) => {
                let (yes, no) = self.cond(left);
                self.state = no;
                let (second_yes, neither) = self.cond(right);
                (yes.merge(second_yes, &mut self.out.tables), neither)
            }
            Expr::Binary(op @ (BinaryOp::Eq | BinaryOp::Ne), left, right) => {
                let facts = self.equality(left, right);
                let (mut yes, mut no) = (self.state.clone(), self.state.clone());
                apply_facts(&mut yes, &facts, &mut self.out.tables);
                self.apply_nil_check(left, right, &mut yes, &mut no);
                self.apply_other_error(&[left, right], &mut no);
                if op == BinaryOp::Ne {
                    std::mem::swap(&mut yes, &mut no);
                }
                (yes, no)
            }
            _ => {
                let val = self.eval(id);
                let (mut yes, mut no) = (self.state.clone(), self.state.clone());
                match &val {
                    Val::Guard(guard) => {
                        apply_facts(&mut yes, &guard.if_true, &mut self.out.tables);
                        apply_facts(&mut no, &guard.if_false, &mut self.out.tables);
                    }
                    Val::Path(path)
                        if path.last_field().is_some()
                            || matches!(path.root, Root::Param(_)) && path.hops().is_empty() =>
                    {
                        let fact = |value| {
                            Fact::Joined(Join { kind: JoinKind::IsBool(value), path: *path })
                        };
                        apply_facts(&mut yes, &[fact(true)], &mut self.out.tables);
                        apply_facts(&mut no, &[fact(false)], &mut self.out.tables);
                    }
                    _ => {}
                }
                self.apply_truth(id, &mut yes, &mut no);
                if let Expr::Local(var) = self.bodies.code.expr(id) {
                    self.learn_nilness(var, &mut no, &mut yes);
                }
                match self.bodies.res(id) {
                    Res::Bool(true) => (yes, State::dead()),
                    Res::Bool(false) => (State::dead(), no),
                    _ => (yes, no),
                }
            }
        }
    }

    /// What equality of two operands tells: a nil check, or a counter brought to zero.
    fn equality(&mut self, left: ExprId, right: ExprId) -> Vec<Fact> {
        let (subject, other) =
            if self.bodies.res(left) == Res::Nil { (right, left) } else { (left, right) };
        let val = self.eval(subject);
        if self.bodies.res(other) == Res::Nil {
            return match val {
                Val::Path(path) => vec![Fact::Joined(Join { kind: JoinKind::IsNil, path })],
                _ => Vec::new(),
            };
        }
        self.eval(other);
        if self.bodies.code.expr(other) == Expr::Const(Const::Int(0))
            && let Some(path) = self.decremented(subject)
        {
            // Whoever brings a counter to zero is alone from then on.
            let lock = Lock { path, shared: false };
            return vec![
                Fact::Held(lock),
                Fact::Joined(Join { kind: JoinKind::LastReference, path }),
            ];
        }
        Vec::new()
    }

    /// The counter that a call decrements atomically.
    fn decremented(&mut self, call: ExprId) -> Option<Path> {
        let Expr::Call { fun, args, .. } = self.bodies.code.expr(call) else { return None };
        let (model, counter) = match self.bodies.res(fun) {
            Res::Method(func, _) => {
                let Expr::Selector(base, _) = self.bodies.code.expr(fun) else { return None };
                (self.cx.models.of_func(func)?, base)
            }
            Res::Func(func) => {
                (self.cx.models.of_func(func)?, *self.bodies.code.exprs_of(args).first()?)
            }
            _ => return None,
        };
        if !matches!(model, Model::AtomicAdd | Model::AtomicAddAt) {
            return None;
        }
        self.quietly(|walker| walker.place_or_pointee(counter)).paths().next()
    }

    /// Looks at an expression that is evaluated elsewhere: what it reads is not recorded again.
    pub(super) fn quietly<T>(&mut self, look: impl FnOnce(&mut Self) -> T) -> T {
        let emit = std::mem::replace(&mut self.emit, false);
        let seen = look(self);
        self.emit = emit;
        seen
    }

    fn place_or_pointee(&mut self, id: ExprId) -> Val {
        match self.bodies.code.expr(id) {
            Expr::AddrOf(x) => self.place(x),
            _ if self.is_pointer(self.bodies.ty(id)) => self.eval(id),
            _ => self.place(id),
        }
    }

    /// The paths of a field that a loop's condition waits on.
    pub(super) fn flag_path(&mut self, cond: ExprId, flag: FieldId) -> Vec<Path> {
        let state = self.state.clone();
        let mut found = Vec::new();
        let mut work = vec![cond];
        while let Some(id) = work.pop() {
            match self.bodies.code.expr(id) {
                Expr::Selector(base, _) => {
                    if matches!(self.bodies.res(id), Res::Field(field, _) if field == flag) {
                        found.extend(self.quietly(|walker| walker.place(id)).paths());
                    } else {
                        work.push(base);
                    }
                }
                Expr::Binary(_, left, right) => work.extend([left, right]),
                Expr::Not(x) | Expr::Unary(x) | Expr::Star(x) | Expr::AddrOf(x) => work.push(x),
                Expr::Call { fun, args, .. } => {
                    work.push(fun);
                    work.extend(self.bodies.code.exprs_of(args));
                }
                Expr::Index(base, _) => work.push(base),
                _ => {}
            }
        }
        self.state = state;
        found
    }

    /// Records an atomic access and what it signals.
    pub(super) fn atomic(&mut self, path: Path, op: Operation, zeroing: bool, pos: Pos) {
        self.access(path, op, None, zeroing, pos);
        if op == Operation::AtomicWrite {
            self.sync(SyncWhat::Signal(SignalKind::Flag), path, pos);
            if self.cx.cells.is_flag(&path) {
                self.release(ReleaseKind::Flag, &Val::Path(path), pos);
            }
        }
    }
}

/// The struct itself is private, what its pointers lead to is not.
pub(super) fn copy_of(val: &Val) -> Val {
    val.map_paths(|path| Val::Path(path.copied(true)))
}

fn apply_facts(state: &mut State, facts: &[Fact], tables: &mut Tables) {
    for fact in facts {
        match fact {
            Fact::Held(lock) => state.lock(*lock),
            Fact::Joined(join) => state.join(tables.join(*join)),
        }
    }
}

/// Tells a variable from an object that is made somewhere.
const VARIABLE: u64 = 0x7661_7269;

/// By what number the fields of an object are known, if it is one that this function has made.
pub(super) fn object_of(root: Root) -> Option<ObjectId> {
    match root {
        Root::Fresh(object) => Some(object),
        Root::Var(local) => Some(ObjectId::of(mix(VARIABLE, u64::from(local.0)))),
        Root::Param(_) | Root::Global(_) | Root::Result(_) | Root::Unknown => None,
    }
}
