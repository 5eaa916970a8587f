//! What each expression of a body is: one forward pass over the statements of a file's functions, without
//! unification. Types flow from declarations, calls and literals to the locals that are defined from them.

use rustc_hash::FxHashMap;

use super::bodies::{Bodies, Counts, Hops, Mention, Res, Usage};
use super::types::{Ty, TyKind, Types};
use super::{FileIdx, Member, Program};
use crate::syntax::facts::{
    AssignOp, BinaryOp, Code, Const, Expr, ExprId, FileFacts, FuncIdx, List, Stmt, StmtId, Sym,
};

/// The state of the pass over one file.
pub(crate) struct Infer<'p, 'k> {
    pub(super) program: &'p Program,
    pub(super) facts: &'p FileFacts,
    pub(super) code: &'k Code,
    pub(super) file: FileIdx,
    pub(super) out: Bodies<'p>,
    pub(super) members: FxHashMap<(Ty, Sym), Option<Member>>,
    /// The function whose body is walked.
    pub(super) within: Option<FuncIdx>,
    /// How the expression that is evaluated next is used.
    pub(super) usage: Usage,
}

impl<'p, 'k> Infer<'p, 'k> {
    pub(crate) fn new(program: &'p Program, code: &'k Code, file: FileIdx) -> Self {
        let facts = &program.files[file.index()].facts;
        Self {
            program,
            facts,
            code,
            file,
            out: Bodies {
                code: Code::default(),
                ty: vec![Types::OPAQUE; code.exprs.len()],
                res: vec![0; code.exprs.len()],
                distinct: vec![Res::Value],
                numbers: FxHashMap::default(),
                local_ty: vec![Types::OPAQUE; facts.locals.len()],
                types: Types::extending(&program.types),
                counts: Counts::default(),
                mentions: Vec::new(),
                hops: Vec::new(),
            },
            members: FxHashMap::default(),
            within: None,
            usage: Usage::Taken,
        }
    }

    /// The type of a package-level variable's initialiser.
    pub(crate) fn global(&mut self, value: ExprId, index: u32) -> Ty {
        let ty = self.expr(value, Types::OPAQUE);
        self.part(ty, index as usize)
    }

    pub(crate) fn types(&self) -> &Types<'p> {
        &self.out.types
    }

    pub(super) fn all(&mut self) {
        for (index, global) in self.facts.globals.iter().enumerate() {
            if let Some(value) = global.value
                && global.value_index == 0
            {
                let file = &self.program.files[self.file.index()];
                let ty = self.program.globals[file.global_base as usize + index].ty;
                self.expr(value, ty);
            }
        }
        for (index, func) in self.facts.funcs.iter().enumerate() {
            if !func.literal {
                self.func(FuncIdx::new(index));
            }
        }
    }

    fn func(&mut self, idx: FuncIdx) {
        let func = self.facts.func(idx);
        let file = &self.program.files[self.file.index()];
        for param in func.recv.iter().chain(&func.params).chain(&func.results) {
            if let Some(var) = param.var {
                let ty = file.ty(param.ty);
                let ty = if param.variadic { self.out.types.intern(TyKind::Slice(ty)) } else { ty };
                self.out.local_ty[var.index()] = ty;
            }
        }
        if let Some(body) = func.body {
            let around = self.within.replace(idx);
            self.stmt(body);
            self.within = around;
        }
    }

    fn stmts(&mut self, list: List) {
        for &stmt in self.code.stmts_of(list) {
            self.stmt(stmt);
        }
    }

    fn maybe_stmt(&mut self, stmt: Option<StmtId>) {
        if let Some(stmt) = stmt {
            self.stmt(stmt);
        }
    }

    fn stmt(&mut self, id: StmtId) {
        match self.code.stmt(id) {
            Stmt::Block(list) => self.stmts(list),
            Stmt::If { init, cond, then, els } => {
                self.maybe_stmt(init);
                self.value(cond);
                self.stmt(then);
                self.maybe_stmt(els);
            }
            Stmt::For { init, cond, post, body } => {
                self.maybe_stmt(init);
                if let Some(cond) = cond {
                    self.value(cond);
                }
                self.maybe_stmt(post);
                self.stmt(body);
            }
            Stmt::Range { key, value, x, body } => {
                let ty = self.value(x);
                let (key_ty, value_ty) = self.range_types(ty);
                for (target, ty) in [(key, key_ty), (value, value_ty)] {
                    if let Some(target) = target {
                        self.assign(target, ty);
                    }
                }
                self.stmt(body);
            }
            Stmt::Switch { init, tag, cases } => {
                self.maybe_stmt(init);
                if let Some(tag) = tag {
                    self.value(tag);
                }
                for case in &self.code.cases[cases.range()] {
                    for &expr in self.code.exprs_of(case.exprs) {
                        self.value(expr);
                    }
                    self.stmts(case.body);
                }
            }
            Stmt::TypeSwitch { init, x, cases } => {
                self.maybe_stmt(init);
                let operand = self.value(x);
                for case in &self.code.cases[cases.range()] {
                    if let Some(bind) = case.bind {
                        let file = &self.program.files[self.file.index()];
                        let types = &self.facts.type_lists[case.types.range()];
                        self.out.local_ty[bind.index()] =
                            if let [only] = types { file.ty(*only) } else { operand };
                    }
                    self.stmts(case.body);
                }
            }
            Stmt::Select(cases) => {
                for case in &self.code.cases[cases.range()] {
                    self.maybe_stmt(case.comm);
                    self.stmts(case.body);
                }
            }
            Stmt::Go(call) => {
                self.usage = Usage::Started;
                self.value(call);
                self.usage = Usage::Taken;
            }
            Stmt::Defer(call) | Stmt::Expr(call) | Stmt::Inc(call) | Stmt::Dec(call) => {
                self.value(call);
            }
            Stmt::Return(list) => {
                for &expr in self.code.exprs_of(list) {
                    self.value(expr);
                }
            }
            Stmt::Assign { lhs, rhs, op } => {
                self.assignment(lhs, rhs, op == AssignOp::Define, None)
            }
            Stmt::Var { lhs, ty, rhs } => {
                let ty = ty.map(|ty| self.program.files[self.file.index()].ty(ty));
                self.assignment(lhs, rhs, true, ty);
            }
            Stmt::Send(channel, value) => {
                self.value(channel);
                self.value(value);
            }
            Stmt::Labeled(_, stmt) => self.stmt(stmt),
            Stmt::Break(_)
            | Stmt::Continue(_)
            | Stmt::Goto(_)
            | Stmt::Fallthrough
            | Stmt::Empty => {}
        }
    }

    fn assignment(&mut self, lhs: List, rhs: List, define: bool, declared: Option<Ty>) {
        let (lhs, rhs) = (self.code.exprs_of(lhs), self.code.exprs_of(rhs));
        if !define {
            for &target in lhs {
                self.value(target);
            }
        }
        let single = match rhs {
            [one] if lhs.len() > 1 => Some(self.expr(*one, Types::OPAQUE)),
            _ => None,
        };
        for (i, &target) in lhs.iter().enumerate() {
            let ty = match (single, rhs.get(i)) {
                (Some(tuple), _) => {
                    if let TyKind::Tuple(_) = self.out.types.kind(tuple) {
                        self.part(tuple, i)
                    } else if i == 0 {
                        // `v, ok := m[k]` and its kin.
                        tuple
                    } else {
                        Types::BOOL
                    }
                }
                (None, Some(&value)) => {
                    let hint = declared.unwrap_or_else(|| {
                        if define { Types::OPAQUE } else { self.out.ty(target) }
                    });
                    let ty = self.expr(value, hint);
                    self.part(ty, 0)
                }
                (None, None) => Types::OPAQUE,
            };
            self.assign(target, declared.unwrap_or(ty));
        }
    }

    /// A target receives a value: a local without a known type takes the value's.
    fn assign(&mut self, target: ExprId, ty: Ty) {
        match self.code.expr(target) {
            Expr::Local(var) => {
                let slot = &mut self.out.local_ty[var.index()];
                if *slot == Types::OPAQUE {
                    *slot = ty;
                }
                self.out.ty[target.index()] = *slot;
            }
            Expr::Blank => {}
            _ => {
                self.value(target);
            }
        }
    }

    /// The type of one result of a tuple; of anything else, the type itself for the first.
    pub(super) fn part(&self, ty: Ty, index: usize) -> Ty {
        match self.out.types.kind(ty) {
            TyKind::Tuple(parts) => parts.get(index).copied().unwrap_or(Types::OPAQUE),
            TyKind::Missing => ty,
            _ if index == 0 => ty,
            _ => Types::OPAQUE,
        }
    }

    /// The type of an expression that stands where nothing is known of the type wanted.
    pub(super) fn value(&mut self, id: ExprId) -> Ty {
        self.expr(id, Types::OPAQUE)
    }

    /// The type of an expression; `hint` is the type of the place that it is put into, which gives an elided
    /// composite literal its type.
    pub(super) fn expr(&mut self, id: ExprId, hint: Ty) -> Ty {
        let usage = std::mem::replace(&mut self.usage, Usage::Taken);
        if usage == Usage::Started && matches!(self.code.expr(id), Expr::Call { .. }) {
            // It is the call's function that is started.
            self.usage = usage;
        }
        let ty = self.compute(id, hint, usage);
        self.out.ty[id.index()] = ty;
        let is_function = match self.out.res(id) {
            Res::Func(_) | Res::Method(..) | Res::MethodExpr(_) | Res::IfaceMethod(..) => {
                // An instantiation was counted with its operand.
                !matches!(self.code.expr(id), Expr::Index(..) | Expr::Instantiate(..))
            }
            _ => matches!(self.code.expr(id), Expr::FuncLit(_)),
        };
        if is_function {
            self.out.mentions.push(Mention { within: self.within, expr: id, usage });
        }
        ty
    }

    /// The type of a call's function.
    pub(super) fn callee(&mut self, id: ExprId) -> Ty {
        self.usage = if self.usage == Usage::Started { Usage::Started } else { Usage::Called };
        self.value(id)
    }

    fn compute(&mut self, id: ExprId, hint: Ty, usage: Usage) -> Ty {
        match self.code.expr(id) {
            Expr::Ident(name) => self.ident(id, name),
            Expr::Local(var) => self.local(var),
            Expr::Blank => Types::OPAQUE,
            Expr::Selector(base, name) => self.selector(id, base, name),
            Expr::Index(base, index) => {
                self.usage = usage;
                let ty = self.value(base);
                self.usage = Usage::Taken;
                match self.out.res(base) {
                    res @ (Res::Func(_) | Res::Method(..) | Res::MethodExpr(_)) => {
                        // An instantiation of a function.
                        self.value(index);
                        self.out.set_res(id, res);
                        let arg = self.as_type(index);
                        return self.out.types.substitute(ty, &[], &[arg]);
                    }
                    Res::Type => {
                        self.value(index);
                        self.out.set_res(id, Res::Type);
                        let arg = self.as_type(index);
                        return match *self.out.types.kind(ty) {
                            TyKind::Named(named, _) => {
                                self.out.types.intern(TyKind::Named(named, Box::new([arg])))
                            }
                            _ => ty,
                        };
                    }
                    _ => {}
                }
                self.value(index);
                self.elem(ty)
            }
            Expr::Instantiate(base, list) => {
                self.usage = usage;
                let ty = self.value(base);
                self.usage = Usage::Taken;
                let args: Box<[Ty]> = self
                    .code
                    .exprs_of(list)
                    .iter()
                    .map(|&arg| {
                        self.value(arg);
                        self.as_type(arg)
                    })
                    .collect();
                let res = self.out.res(base);
                self.out.set_res(id, res);
                match (res, self.out.types.kind(ty)) {
                    (Res::Type, &TyKind::Named(named, _)) => {
                        self.out.types.intern(TyKind::Named(named, args))
                    }
                    _ => self.out.types.substitute(ty, &[], &args),
                }
            }
            Expr::Slice(base, bounds) => {
                for &bound in self.code.exprs_of(bounds) {
                    self.value(bound);
                }
                let ty = self.value(base);
                let under = self.under(ty);
                match *self.out.types.kind(self.out.types.deref(under)) {
                    TyKind::Array(elem) => self.out.types.intern(TyKind::Slice(elem)),
                    _ => ty,
                }
            }
            Expr::Star(x) => {
                let ty = self.value(x);
                if self.out.res(x) == Res::Type {
                    self.out.set_res(id, Res::Type);
                    return self.out.types.pointer(ty);
                }
                let under = self.under(ty);
                self.out.types.deref(if matches!(self.out.types.kind(ty), TyKind::Pointer(_)) {
                    ty
                } else {
                    under
                })
            }
            Expr::AddrOf(x) => {
                let hint = self.out.types.deref(hint);
                let ty = self.expr(x, hint);
                self.out.types.pointer(ty)
            }
            Expr::Call { fun, args, spread } => self.call(id, fun, args, spread, hint),
            Expr::Composite(ty, elems) => {
                let ty = match ty {
                    Some(ty) => self.program.files[self.file.index()].ty(ty),
                    None => hint,
                };
                self.composite(ty, elems);
                ty
            }
            Expr::FuncLit(idx) => {
                self.func(idx);
                let func = self.program.files[self.file.index()].func_id(idx);
                self.program.funcs[func.index()].ty
            }
            Expr::Assert(x, ty) => {
                let operand = self.value(x);
                ty.map_or(operand, |ty| self.program.files[self.file.index()].ty(ty))
            }
            Expr::Recv(x) => {
                let ty = self.value(x);
                self.elem(ty)
            }
            Expr::Not(x) => {
                self.value(x);
                Types::BOOL
            }
            Expr::Unary(x) => self.value(x),
            Expr::Binary(op, left, right) => self.binary(op, left, right),
            Expr::Const(Const::Str) => Types::STR,
            Expr::Const(Const::Other) => Types::OPAQUE,
            Expr::Const(_) => Types::NUMBER,
            Expr::Type(ty) => {
                self.out.set_res(id, Res::Type);
                self.program.files[self.file.index()].ty(ty)
            }
            Expr::Bad(list) => {
                for &expr in self.code.exprs_of(list) {
                    self.value(expr);
                }
                Types::OPAQUE
            }
        }
    }

    /// Left-nested chains (`"a" + "b" + …`) are thousands long in generated code, so the left spine is a loop.
    fn binary(&mut self, op: BinaryOp, left: ExprId, right: ExprId) -> Ty {
        let mut spine = vec![(op, left, right)];
        let mut left = left;
        while let Expr::Binary(op, inner, right) = self.code.expr(left) {
            spine.push((op, inner, right));
            left = inner;
        }
        let mut ty = self.value(left);
        while let Some((op, left, right)) = spine.pop() {
            self.out.ty[left.index()] = ty;
            let right_ty = self.value(right);
            ty = match op {
                BinaryOp::Eq
                | BinaryOp::Ne
                | BinaryOp::Lt
                | BinaryOp::Le
                | BinaryOp::Gt
                | BinaryOp::Ge => Types::BOOL,
                BinaryOp::And | BinaryOp::Or => Types::BOOL,
                BinaryOp::Shift => ty,
                // An untyped constant on the left takes the type of the right.
                BinaryOp::Other
                    if ty == Types::NUMBER || ty == Types::STR || ty == Types::OPAQUE =>
                {
                    right_ty
                }
                BinaryOp::Other => ty,
            };
        }
        ty
    }

    /// The underlying type with type arguments put in; of a type parameter, that of all types that it can be.
    pub(super) fn under(&mut self, ty: Ty) -> Ty {
        match *self.out.types.kind(ty) {
            TyKind::Named(named, ref args) => {
                let underlying = self.program.named[named.index()].underlying;
                if args.is_empty() {
                    return underlying;
                }
                let args = args.clone();
                self.out.types.substitute(underlying, &args, &[])
            }
            TyKind::Param { of_type, index } => {
                let constraint = self.constraint(of_type, index);
                constraint.and_then(|constraint| self.core(constraint, 0)).unwrap_or(ty)
            }
            _ => ty,
        }
    }

    /// The type of what an index, a receive or a range yields.
    fn elem(&mut self, ty: Ty) -> Ty {
        let under = self.under(ty);
        let target = self.out.types.deref(under);
        let target = self.under(target);
        match *self.out.types.kind(target) {
            TyKind::Slice(elem)
            | TyKind::Array(elem)
            | TyKind::Map(_, elem)
            | TyKind::Chan(_, elem) => elem,
            TyKind::Basic(_) => Types::NUMBER,
            TyKind::Missing => Types::MISSING,
            _ => Types::OPAQUE,
        }
    }

    fn range_types(&mut self, ty: Ty) -> (Ty, Ty) {
        let under = self.under(ty);
        let target = self.out.types.deref(under);
        let target = self.under(target);
        match self.out.types.kind(target).clone() {
            TyKind::Slice(elem) | TyKind::Array(elem) => (Types::NUMBER, elem),
            TyKind::Map(key, value) => (key, value),
            TyKind::Chan(_, elem) => (elem, Types::OPAQUE),
            TyKind::Basic(_) => (Types::NUMBER, Types::NUMBER),
            TyKind::Func(sig) => {
                match sig.params.first().map(|&param| self.out.types.kind(param).clone()) {
                    Some(TyKind::Func(each)) => {
                        let param = |i: usize| each.params.get(i).copied().unwrap_or(Types::OPAQUE);
                        (param(0), param(1))
                    }
                    _ => (Types::OPAQUE, Types::OPAQUE),
                }
            }
            TyKind::Missing => (Types::MISSING, Types::MISSING),
            _ => (Types::OPAQUE, Types::OPAQUE),
        }
    }

    fn composite(&mut self, ty: Ty, elems: List) {
        let under = self.under(ty);
        let target = self.out.types.deref(under);
        let args: Box<[Ty]> = match self.out.types.kind(self.out.types.deref(ty)) {
            TyKind::Named(_, args) => args.clone(),
            _ => Box::default(),
        };
        let target = self.under(target);
        match *self.out.types.kind(target) {
            TyKind::Struct(id) => {
                for (position, elem) in self.code.elems[elems.range()].iter().enumerate() {
                    let fields = &self.program.structs[id.index()].fields;
                    let field = match elem.key_name {
                        Some(name) => fields
                            .iter()
                            .find(|field| self.program.fields[field.index()].name == name),
                        None => fields.get(position),
                    };
                    let hint = match field {
                        Some(field) => {
                            let ty = self.program.fields[field.index()].ty;
                            self.out.types.substitute(ty, &args, &[])
                        }
                        None => Types::OPAQUE,
                    };
                    if let (Some(key), Some(&field)) = (elem.key, field) {
                        self.out.set_res(key, Res::Field(field, Hops::default()));
                    }
                    self.expr(elem.value, hint);
                }
            }
            TyKind::Slice(inner) | TyKind::Array(inner) => {
                self.elements(elems, Types::NUMBER, inner)
            }
            TyKind::Map(key, value) => self.elements(elems, key, value),
            _ => self.elements(elems, Types::OPAQUE, Types::OPAQUE),
        }
    }

    fn elements(&mut self, elems: List, key: Ty, value: Ty) {
        for elem in &self.code.elems[elems.range()] {
            if let Some(id) = elem.key {
                self.expr(id, key);
            }
            self.expr(elem.value, value);
        }
    }
}
