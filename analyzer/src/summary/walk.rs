//! The structured walk of one body: statements.

use rustc_hash::{FxHashMap, FxHashSet};

use super::actors::Actor;
use super::demand::Wanted;
use super::domain::{CtxId, FuncVal, Join, Lock, ObjectId, Path, Pos, Root, Summary, Val, mix};
use super::escape::By;
use super::leave::{Deferred, Leaving};
use super::loops::{Counter, Frame};
use super::models::{self, Model, is_uninstrumented};
use super::near::Near;
use super::outcome::Outcome;
use super::scratch::Scratch;
use super::state::State;
use super::tables::{ClauseSet, ReleaseSet};
use super::{Context, Extent};
use crate::program::types::{Ty, TyKind};
use crate::program::{Bodies, File, FuncId, LocalId, Res, StructId};
use crate::syntax::facts::{AssignOp, Expr, ExprId, List, Stmt, StmtId, Sym, VarId};

/// The walk of one function.
pub(super) struct Walker<'c, 'p> {
    pub(super) cx: &'c Context<'p>,
    pub(super) func: FuncId,
    pub(super) file: &'c File,
    pub(super) file_idx: u32,
    pub(super) bodies: &'c Bodies<'p>,
    pub(super) state: State,
    pub(super) out: Summary,
    pub(super) scratch: Scratch,
    pub(super) current_ctx: Option<CtxId>,
    /// In the first round of a loop nothing is recorded but what the second needs.
    pub(super) emit: bool,
    /// Which accesses callers can want to know of.
    pub(super) wanted: Wanted,
    pub(super) loop_depth: u8,
    /// How often something was come to that blocks until another thread does something.
    pub(super) blocked: u32,
    /// Whether this is no walk of a body but the view of a goroutine.
    pub(super) expanding: bool,
    /// What callees' accesses must touch to be taken in at all.
    pub(super) near: Option<&'c Near>,
    /// Whether nobody calls the function.
    pub(super) is_top: bool,
    pub(super) extent: Extent,
    /// Whether accesses are left out, because the package is below the memory model.
    pub(super) uninstrumented: bool,
    pub(super) frames: Vec<Frame>,
    pub(super) exits: Vec<Leaving>,
    pub(super) deferred: Vec<Deferred>,
    /// Actors of groups that do not run yet.
    pub(super) actors: Vec<Actor>,
    pub(super) pending_label: Option<Sym>,
    /// What holds where a `goto` has left for a label further down.
    pub(super) jumped: FxHashMap<Sym, State>,
    /// Channels that a loop around fills, one send for each place in their buffers.
    pub(super) filling: Vec<Path>,
    /// What loops around count.
    pub(super) counters: Vec<Counter>,
    /// What may have been released when each wait was first reached.
    pub(super) released_before: FxHashMap<Join, ReleaseSet>,
    /// Channels made here with a buffer.
    pub(super) buffered: Vec<ObjectId>,
    /// Those of them that have room for one value.
    pub(super) single: Vec<ObjectId>,
    pub(super) result_vars: Vec<Option<VarId>>,
    /// Whether this is the end of a loop's round, of which the loop's variables are those of the next.
    pub(super) next_round: bool,
    /// Objects made here that something else than this function's variables leads to.
    pub(super) seen_objects: FxHashMap<Root, By>,
    /// Variables of this function that its literals use.
    pub(super) captured: FxHashSet<LocalId>,
    /// Whether a deferred call may stop a panic, so that the function returns all the same.
    pub(super) may_recover: bool,
    /// Locks that were taken or released here, with the numbers of accesses and calls that were recorded before.
    pub(super) locks_since: Vec<(Path, u32, u32)>,
    /// Whether deferred calls are made.
    pub(super) leaving: bool,
    /// Flags that are set to `true` here, with what was waited for before.
    pub(super) latches: Vec<(Path, ClauseSet)>,
    /// What the error of the call that was made last tells.
    pub(super) outcome: Option<std::sync::Arc<Outcome>>,
    pub(super) returns_error: bool,
}

/// The summary of a function with a body.
pub(super) fn summarize(cx: &Context<'_>, func: FuncId, extent: Extent) -> Summary {
    let mut walker = Walker::bare(cx, func);
    walker.extent = extent;
    let file = walker.file;
    let facts = cx.program.func_facts(func);
    walker.out.partial = facts.partial;
    walker.returns_error = walker.returns_error();
    walker.result_vars = facts.results.iter().map(|result| result.var).collect();
    walker.out.results = vec![Val::Opaque; facts.results.len()];
    for (index, param) in facts.recv.iter().chain(&facts.params).enumerate() {
        if let Some(var) = param.var {
            let by_value = !param.variadic && walker.is_value_type(file.ty(param.ty));
            let path =
                Path::new(Root::Param(u16::try_from(index).unwrap_or(u16::MAX))).copied(by_value);
            walker.scratch.env.insert(var, Val::Path(path));
        }
    }
    if let Some(body) = facts.body {
        walker.stmt(body);
    }
    walker.finish()
}

impl<'c, 'p> Walker<'c, 'p> {
    /// A walk in the frame of a function, before its first statement.
    pub(super) fn bare(cx: &'c Context<'p>, func: FuncId) -> Self {
        let info = &cx.program.funcs[func.index()];
        let mut scratch = Scratch::new();
        let out = Summary {
            accesses: std::mem::take(&mut scratch.accesses),
            ctxs: std::mem::take(&mut scratch.ctxs),
            ..Summary::default()
        };
        Walker {
            cx,
            func,
            file: cx.program.file_of(func),
            file_idx: info.file.0,
            bodies: &cx.bodies[info.file.index()],
            state: State::entry(),
            out,
            scratch,
            current_ctx: None,
            emit: true,
            wanted: cx.wanted(func),
            loop_depth: 0,
            blocked: 0,
            expanding: false,
            near: None,
            is_top: cx.is_top(func),
            extent: Extent::Whole,
            uninstrumented: is_uninstrumented(
                &cx.program.packages[cx.program.package_of(func).index()].path,
            ),
            frames: Vec::new(),
            exits: Vec::new(),
            deferred: Vec::new(),
            actors: Vec::new(),
            pending_label: None,
            jumped: FxHashMap::default(),
            filling: Vec::new(),
            counters: Vec::new(),
            released_before: FxHashMap::default(),
            buffered: Vec::new(),
            single: Vec::new(),
            result_vars: Vec::new(),
            next_round: false,
            seen_objects: FxHashMap::default(),
            captured: FxHashSet::default(),
            may_recover: false,
            latches: Vec::new(),
            locks_since: Vec::new(),
            leaving: false,
            outcome: None,
            returns_error: false,
        }
    }

    /// A struct or array: assigning it copies it.
    pub(super) fn is_value_type(&self, ty: Ty) -> bool {
        let types = &self.bodies.types;
        matches!(
            types.kind(self.cx.program.underlying(types, ty)),
            TyKind::Struct(_) | TyKind::Array(_)
        )
    }

    pub(super) fn is_pointer(&self, ty: Ty) -> bool {
        let types = &self.bodies.types;
        matches!(types.kind(self.cx.program.underlying(types, ty)), TyKind::Pointer(_))
    }

    pub(super) fn struct_of_value(&self, ty: Ty) -> Option<StructId> {
        let types = &self.bodies.types;
        match types.kind(self.cx.program.underlying(types, ty)) {
            TyKind::Struct(id) => Some(*id),
            _ => None,
        }
    }

    /// Whether values of the type can lead to shared objects or synchronise, so that following them pays.
    pub(super) fn is_followed(&self, ty: Ty) -> bool {
        let types = &self.bodies.types;
        !matches!(types.kind(self.cx.program.underlying(types, ty)), TyKind::Basic(_))
    }

    /// Whether the tree says what values of the type are.
    pub(super) fn is_declared(&self, ty: Ty) -> bool {
        let types = &self.bodies.types;
        let under = self.cx.program.underlying(types, ty);
        let object = self.cx.program.underlying(types, types.deref(under));
        !matches!(types.kind(object), TyKind::Opaque | TyKind::Missing)
    }

    pub(super) fn pos(&self, expr: ExprId) -> Pos {
        let span = self.bodies.code.expr_span(expr);
        Pos { file: self.file_idx, start: span.start, end: span.end }
    }

    /// A hash of a place of this file.
    pub(super) fn place_hash(&self, expr: ExprId) -> u64 {
        let span = self.bodies.code.expr_spans[expr.index()];
        mix(u64::from(self.file_idx) + 1, (u64::from(span.start) << 32) | u64::from(span.end))
    }

    /// The object that is made at a place of this file.
    pub(super) fn object_at(&self, expr: ExprId) -> ObjectId {
        ObjectId::of(self.place_hash(expr))
    }

    pub(super) fn stmts(&mut self, list: List) {
        let mut taken: Option<Lock> = None;
        for &stmt in self.bodies.code.stmts_of(list) {
            let before = self.state.ctx.locks.len();
            self.stmt(stmt);
            let after = self.state.ctx.locks.len();
            let Stmt::Expr(call) = self.bodies.code.stmt(stmt) else {
                taken = None;
                continue;
            };
            // Locked and at once unlocked: whoever was inside has left, which is all that it is for.
            if let Some(lock) = taken.take()
                && after + 1 == before
                && self.is_unlock(call)
            {
                self.state.lock(lock);
            } else if after == before + 1 {
                taken = self.state.ctx.locks.last().copied().filter(|lock| !lock.shared);
            }
        }
    }

    /// Whether a call does nothing but unlock.
    fn is_unlock(&self, call: ExprId) -> bool {
        let Expr::Call { fun, .. } = self.bodies.code.expr(call) else { return false };
        let model = match (self.bodies.code.expr(fun), self.bodies.res(fun)) {
            (_, Res::Func(func) | Res::Method(func, _)) => self.cx.models.of_func(func),
            (Expr::Selector(_, name), Res::IfaceMethod(iface, ..)) => {
                self.cx.models.of_iface(iface, name)
            }
            (Expr::Selector(_, name), _) => models::by_name(self.cx.program.name(name)),
            _ => None,
        };
        model == Some(Model::Unlock)
    }

    pub(super) fn stmt(&mut self, id: StmtId) {
        let code = &self.bodies.code;
        let stmt = code.stmt(id);
        if !self.state.alive && !matches!(stmt, Stmt::Labeled(..)) {
            // What follows a return can only be reached by a label.
            return;
        }
        let label = self.pending_label.take();
        match stmt {
            Stmt::Block(list) => self.stmts(list),
            Stmt::If { init, cond, then, els } => {
                if let Some(init) = init {
                    self.stmt(init);
                }
                let is_flag = self.is_flag_parameter(cond);
                let (yes, no) = self.cond(cond);
                self.state = yes;
                self.stmt(then);
                let after_then = std::mem::replace(&mut self.state, no);
                if let Some(els) = els {
                    self.stmt(els);
                }
                let after_else = std::mem::replace(&mut self.state, State::dead());
                let tables = &mut self.out.tables;
                self.state = if els.is_none() && is_flag {
                    after_then.merge_optional(after_else, tables)
                } else {
                    after_then.merge(after_else, tables)
                };
            }
            Stmt::For { init, cond, post, body } => {
                if let Some(init) = init {
                    self.stmt(init);
                }
                let outside = self.fill(cond);
                self.for_loop(label, init, cond, post, body);
                self.filling.truncate(outside);
            }
            Stmt::Range { key, value, x, body } => {
                let outside = self.fill(Some(x));
                self.range(label, key, value, x, body);
                self.filling.truncate(outside);
            }
            Stmt::Switch { init, tag, cases } => self.switch(label, init, tag, cases),
            Stmt::TypeSwitch { init, x, cases } => self.type_switch(label, init, x, cases),
            Stmt::Select(cases) => self.select(label, cases),
            Stmt::Go(call) => self.go(call),
            Stmt::Defer(call) => self.defer(call),
            Stmt::Return(list) => self.ret(list),
            Stmt::Assign { lhs, rhs, op } => self.assign_stmt(lhs, rhs, op),
            Stmt::Var { lhs, rhs, .. } => self.assign_stmt(lhs, rhs, AssignOp::Define),
            Stmt::Send(channel, value) => self.send(channel, value),
            Stmt::Inc(x) | Stmt::Dec(x) => {
                self.assign(x, &Val::Opaque, false, AssignOp::Update);
                self.count(x, matches!(stmt, Stmt::Inc(_)));
            }
            Stmt::Expr(x) => {
                self.eval(x);
            }
            Stmt::Labeled(label, inner) => {
                if let Some(from) = self.jumped.remove(&label) {
                    self.state.meet(from, &mut self.out.tables);
                } else if !self.state.alive {
                    // Reached by a goto further down, of which nothing is known.
                    self.state = State::entry();
                }
                self.pending_label = Some(label);
                self.stmt(inner);
                self.pending_label = None;
            }
            Stmt::Break(label) => self.jump(label, true),
            Stmt::Continue(label) => self.jump(label, false),
            Stmt::Goto(label) => {
                let from = std::mem::replace(&mut self.state, State::dead());
                let there = self.jumped.entry(label).or_insert_with(State::dead);
                there.meet(from, &mut self.out.tables);
            }
            Stmt::Fallthrough | Stmt::Empty => {}
        }
    }

    pub(super) fn is_own_local(&self, local: LocalId) -> bool {
        let first = self.file.local_id(VarId::new(0)).0;
        local.0.checked_sub(first).is_some_and(|index| {
            self.file
                .facts
                .locals
                .get(index as usize)
                .is_some_and(|var| var.owner == self.cx.program.funcs[self.func.index()].idx)
        })
    }

    /// A function value for a declared function or literal.
    pub(super) fn func_val(func: FuncId, recv: Option<Val>, captures: Vec<(LocalId, Val)>) -> Val {
        Val::Func(std::sync::Arc::new(FuncVal { func, recv, captures }))
    }
}
