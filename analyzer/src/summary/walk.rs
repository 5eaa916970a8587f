//! The structured walk of one body: statements.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::Context;
use super::domain::{
    Access, CallSite, Clause, Ctx, CtxId, DynCall, FuncVal, Hop, Join, JoinKind, Lock, Path, Pos,
    Release, ReleaseEvent, ReleaseKind, Root, Site, Spawn, Summary, SyncEvent, SyncWhat, Val,
    limits, mix,
};
use super::models::is_uninstrumented;
use super::near::Near;
use super::shared::Shared;
use super::state::State;
use crate::conflict::model::Operation;
use crate::program::types::{Ty, TyKind};
use crate::program::{Bodies, Builtin, FieldId, File, FuncId, LocalId, Res, StructId};
use crate::syntax::facts::{
    AssignOp, BinaryOp, Expr, ExprId, List, LocalKind, Stmt, StmtId, Sym, VarId,
};

use super::call::{Callee, Prepared};
use super::demand::Wanted;
use super::outcome::{Outcome, Result};

/// Where `break` and `continue` lead.
struct Frame {
    label: Option<Sym>,
    is_loop: bool,
    breaks: State,
    continues: State,
}

/// How the function is left at some point.
struct Leaving {
    /// What holds there, before the deferred calls.
    state: State,
    how: Leave,
}

/// Who may have an object that was made here.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum By {
    /// Goroutines that this function has started.
    Goroutines,
    Anyone,
}

/// How a function ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Leave {
    Return(Result),
    Panic,
}

/// The walk of one function.
pub(super) struct Walker<'c, 'p> {
    pub(super) cx: &'c Context<'p>,
    pub(super) func: FuncId,
    pub(super) file: &'c File,
    pub(super) file_idx: u32,
    pub(super) bodies: &'c Bodies<'p>,
    /// What locals are known to be. Locals are mostly assigned once, so one value for the whole body serves.
    pub(super) env: FxHashMap<VarId, Val>,
    pub(super) state: State,
    pub(super) out: Summary,
    /// The contexts of `out`, to be found by what they say.
    ctx_ids: HashTable<CtxId>,
    current_ctx: Option<CtxId>,
    /// The accesses of `out`, to be found by what they say.
    seen: HashTable<u32>,
    /// Calls taken in so far: the callee, the context and the arguments.
    pub(super) taken: FxHashSet<(FuncId, CtxId, Vec<Val>)>,
    /// In the first round of a loop nothing is recorded but what the second needs.
    pub(super) emit: bool,
    /// Which accesses callers can want to know of.
    pub(super) wanted: Wanted,
    pub(super) loop_depth: u8,
    /// Whether this is no walk of a body but the view of a goroutine.
    pub(super) expanding: bool,
    /// What callees' accesses must touch to be taken in at all.
    pub(super) near: Option<&'c Near>,
    /// Whether nobody calls the function.
    pub(super) is_top: bool,
    /// Whether accesses are left out, because the package is below the memory model.
    uninstrumented: bool,
    frames: Vec<Frame>,
    exits: Vec<Leaving>,
    pub(super) deferred: Vec<(ExprId, Prepared)>,
    pending_label: Option<Sym>,
    /// Channels that a loop around fills, one send for each place in their buffers.
    filling: Vec<Path>,
    /// Channels made here with a buffer.
    pub(super) buffered: Vec<u64>,
    result_vars: Vec<Option<VarId>>,
    /// Whether this is the end of a loop's round, of which the loop's variables are those of the next.
    pub(super) next_round: bool,
    /// Objects made here that something else than this function's variables leads to.
    pub(super) seen_objects: FxHashMap<Root, By>,
    /// Variables of this function that its literals use.
    pub(super) captured: FxHashSet<LocalId>,
    /// Whether a deferred call may stop a panic, so that the function returns all the same.
    may_recover: bool,
    /// What the error of the call that was made last tells.
    pub(super) outcome: Option<std::sync::Arc<Outcome>>,
    returns_error: bool,
}

/// The summary of a function with a body.
pub(super) fn summarize(cx: &Context<'_>, func: FuncId) -> Summary {
    let mut walker = Walker::bare(cx, func);
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
            walker.env.insert(var, Val::Path(path));
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
        Walker {
            cx,
            func,
            file: cx.program.file_of(func),
            file_idx: info.file.0,
            bodies: &cx.bodies[info.file.index()],
            env: FxHashMap::default(),
            state: State::entry(),
            out: Summary::default(),
            ctx_ids: HashTable::new(),
            current_ctx: None,
            seen: HashTable::new(),
            taken: FxHashSet::default(),
            emit: true,
            wanted: cx.wanted(func),
            loop_depth: 0,
            expanding: false,
            near: None,
            is_top: cx.is_top(func),
            uninstrumented: is_uninstrumented(
                &cx.program.packages[cx.program.package_of(func).index()].path,
            ),
            frames: Vec::new(),
            exits: Vec::new(),
            deferred: Vec::new(),
            pending_label: None,
            filling: Vec::new(),
            buffered: Vec::new(),
            result_vars: Vec::new(),
            next_round: false,
            seen_objects: FxHashMap::default(),
            captured: FxHashSet::default(),
            may_recover: false,
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

    pub(super) fn pos(&self, expr: ExprId) -> Pos {
        let span = self.file.facts.expr_span(expr);
        Pos { file: self.file_idx, start: span.start, end: span.end }
    }

    /// A hash of a place of this file, for the identity of what is made there.
    pub(super) fn place_hash(&self, expr: ExprId) -> u64 {
        mix(u64::from(self.file_idx) + 1, expr.index() as u64 + 1)
    }

    /// The number of the present context.
    pub(super) fn ctx(&mut self) -> CtxId {
        let state = std::mem::take(&mut self.state.ctx);
        let id = self.ctx_id_of(&state);
        self.state.ctx = state;
        id
    }

    /// The number of a context that is most likely the present one.
    pub(super) fn ctx_id_of(&mut self, ctx: &Ctx) -> CtxId {
        match self.current_ctx {
            Some(id) if self.out.ctxs[id as usize] == *ctx => id,
            _ => {
                let id = self.ctx_id(ctx.clone());
                self.current_ctx = Some(id);
                id
            }
        }
    }

    pub(super) fn ctx_id(&mut self, ctx: Ctx) -> CtxId {
        let ctxs = &self.out.ctxs;
        let entry = self.ctx_ids.entry(
            FxBuildHasher.hash_one(&ctx),
            |&id| ctxs[id as usize] == ctx,
            |&id| FxBuildHasher.hash_one(&ctxs[id as usize]),
        );
        match entry {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => {
                let id = ctxs.len() as CtxId;
                free.insert(id);
                self.out.ctxs.push(ctx);
                id
            }
        }
    }

    /// Adds an access to those of `out`, unless it is known or there is no room. Of a callee's, the place does not count.
    pub(super) fn push_access(&mut self, access: Access) {
        fn key(access: &Access) -> (Path, Operation, CtxId, Option<u32>) {
            let place = access.via.is_none().then_some(access.pos.start);
            (access.path, access.op, access.ctx, place)
        }
        let accesses = &self.out.accesses;
        let own = key(&access);
        let entry = self.seen.entry(
            FxBuildHasher.hash_one(own),
            |&number| key(&accesses[number as usize]) == own,
            |&number| FxBuildHasher.hash_one(key(&accesses[number as usize])),
        );
        if let Entry::Vacant(free) = entry {
            let replaces = access.op.is_write() && access.via.is_none() && !access.zeroing;
            let room = if replaces && self.cx.teardowns.contains(self.func.index()) {
                limits::ACCESSES + limits::OWN_WRITES
            } else {
                limits::ACCESSES
            };
            if accesses.len() >= room {
                self.out.capped += 1;
            } else {
                free.insert(accesses.len() as u32);
                self.out.accesses.push(access);
            }
        }
    }

    /// Records an access of this function itself.
    pub(super) fn access(
        &mut self,
        path: Path,
        op: Operation,
        overwritten: Option<StructId>,
        zeroing: bool,
        pos: Pos,
    ) {
        if !self.emit
            || !self.state.alive
            || self.uninstrumented
            || path.copy
            || !self.wanted.has(op, 0) && !path.is_variable() && path.as_captured().is_none()
            || !self.cx.cells.is_interesting(&path, op, overwritten)
        {
            return;
        }
        let ctx = self.ctx();
        self.push_access(Access {
            path,
            op,
            overwritten,
            zeroing,
            ctx,
            pos,
            via: None,
            lifted: 0,
            local: false,
            on_goroutine: false,
            unseen: self.is_unseen(&path),
            unstored: self.is_unstored(&path),
            initial: op == Operation::Write && !zeroing && self.is_nil(&path),
        });
    }

    /// Whether a field was seen to be nil.
    fn is_nil(&self, path: &Path) -> bool {
        let is_nil = [Join { kind: JoinKind::IsNil, path: *path }];
        self.out.tables.clauses(self.state.ctx.joined).any(|clause| clause[..] == is_nil)
    }

    /// Whether nothing but this function's own variables leads to the object of a path yet.
    pub(super) fn is_unseen(&self, path: &Path) -> bool {
        !self.expanding
            && matches!(path.root, Root::Fresh(_))
            && !self.seen_objects.contains_key(&path.root)
    }

    /// Whether the object is stored nowhere yet, though goroutines of this function may have it.
    pub(super) fn is_unstored(&self, path: &Path) -> bool {
        !self.expanding
            && matches!(path.root, Root::Fresh(_))
            && self.seen_objects.get(&path.root) != Some(&By::Anyone)
    }

    /// From now on something else leads to an object, and so to what is stored in it.
    fn show(&mut self, root: Root, by: By) {
        let mut work = vec![root];
        while let Some(root) = work.pop() {
            let known = self.seen_objects.get(&root).copied();
            if matches!(root, Root::Fresh(_)) && known.is_none_or(|known| known < by) {
                self.seen_objects.insert(root, by);
                let inside = self.out.names.iter().filter(|(_, place)| place.root == root);
                work.extend(inside.map(|(own, _)| *own));
            }
        }
    }

    /// The same for all objects that a value leads to.
    pub(super) fn show_all(&mut self, val: &Val, by: By) {
        match val {
            Val::Path(path) => self.show(path.root, by),
            Val::Func(func) => {
                let parts = func.recv.iter().chain(func.captures.iter().map(|(_, val)| val));
                parts.for_each(|val| self.show_all(val, by));
            }
            Val::Many(vals) => vals.iter().for_each(|val| self.show_all(val, by)),
            Val::Opaque | Val::Guard(_) => {}
        }
    }

    pub(super) fn sync(&mut self, what: SyncWhat, path: Path, pos: Pos) {
        if self.emit {
            self.push_sync(SyncEvent { what, path, at: pos });
        }
    }

    /// Keeps a wait or signal, unless it is known or there are too many.
    pub(super) fn push_sync(&mut self, event: SyncEvent) {
        if self.out.syncs.len() < limits::SYNCS && !self.out.syncs.contains(&event) {
            self.out.syncs.push(event);
        }
    }

    /// Takes a lock.
    pub(super) fn lock(&mut self, lock: Lock) {
        if self.cx.lifted.contains(self.func.index())
            && !lock.path.copy
            && !self.out.locked.contains(&lock.path)
            && self.out.locked.len() < limits::LOCKED
        {
            self.out.locked.push(lock.path);
        }
        self.state.lock(lock);
    }

    /// Records the release of what a value denotes; of several things that it may be, of each that it may happen.
    pub(super) fn release(&mut self, kind: ReleaseKind, val: &Val, pos: Pos) {
        let certain = matches!(val, Val::Path(_));
        for path in val.paths() {
            let release = Release { kind, path };
            if self.emit {
                let ctx = self.ctx();
                self.push_release(ReleaseEvent { release, ctx, pos, certain });
            }
            let release = self.out.tables.release(&release);
            self.state.release(release);
        }
    }

    pub(super) fn wait(&mut self, kind: JoinKind, path: Path, pos: Pos) {
        self.sync(SyncWhat::Wait(kind), path, pos);
        self.join(&vec![Join { kind, path }]);
    }

    pub(super) fn join(&mut self, clause: &Clause) {
        for join in clause {
            if self.out.released_before.len() < limits::RELEASED {
                self.out.released_before.entry(*join).or_insert(self.state.ctx.released);
            }
        }
        let clause = self.out.tables.clause(clause);
        self.state.join(clause);
    }

    /// An object has a name now: it is stored at a path.
    pub(super) fn name(&mut self, val: &Val, place: &Path) {
        match (place.root, self.seen_objects.get(&place.root).copied()) {
            (Root::Fresh(_), None) if !self.expanding => {}
            (Root::Fresh(_), Some(by)) => self.show_all(val, by),
            _ => self.show_all(val, By::Anyone),
        }
        for path in val.paths() {
            let nameable = path.hops().is_empty()
                && !path.copy
                && path.root != place.root
                && !matches!(path.root, Root::Unknown | Root::Global(_));
            let entry = (path.root, *place);
            if nameable && !self.out.names.contains(&entry) && self.out.names.len() < limits::NAMES
            {
                self.out.names.push(entry);
            }
        }
    }

    fn stmts(&mut self, list: List) {
        for &stmt in self.file.facts.stmts_of(list) {
            self.stmt(stmt);
        }
    }

    fn stmt(&mut self, id: StmtId) {
        let facts = &self.file.facts;
        let stmt = facts.stmt(id);
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
            Stmt::IncDec(x) => self.assign(x, &Val::Opaque, false, AssignOp::Update),
            Stmt::Expr(x) => {
                self.eval(x);
            }
            Stmt::Labeled(label, inner) => {
                if !self.state.alive {
                    // Reached by a goto, of which nothing is known.
                    self.state = State::entry();
                }
                self.pending_label = Some(label);
                self.stmt(inner);
                self.pending_label = None;
            }
            Stmt::Break(label) => self.jump(label, true),
            Stmt::Continue(label) => self.jump(label, false),
            Stmt::Goto(_) => {
                self.state = State::dead();
            }
            Stmt::Fallthrough | Stmt::Empty => {}
        }
    }

    fn jump(&mut self, label: Option<Sym>, is_break: bool) {
        let state = std::mem::replace(&mut self.state, State::dead());
        let target = self.frames.iter_mut().rev().find(|frame| match label {
            Some(label) => frame.label == Some(label),
            None => is_break || frame.is_loop,
        });
        if let Some(frame) = target {
            let slot = if is_break { &mut frame.breaks } else { &mut frame.continues };
            *slot = std::mem::replace(slot, State::dead()).merge(state, &mut self.out.tables);
        }
    }

    fn push_frame(&mut self, label: Option<Sym>, is_loop: bool) {
        self.frames.push(Frame { label, is_loop, breaks: State::dead(), continues: State::dead() });
    }

    fn pop_frame(&mut self) -> (State, State) {
        self.frames
            .pop()
            .map_or((State::dead(), State::dead()), |frame| (frame.breaks, frame.continues))
    }

    /// Walks a loop twice, the second time from where the first ends: enough, as all sets only grow or shrink.
    /// `round` walks the header and the body once and returns the state in which the header ends the loop.
    /// `assume_entered`: a counting loop around a wait is taken to run as often as there is something to wait for.
    fn run_loop(
        &mut self,
        label: Option<Sym>,
        assume_entered: bool,
        mut round: impl FnMut(&mut Self) -> State,
    ) {
        let emit = self.emit;
        let depth = self.loop_depth + 1;
        self.loop_depth = depth;
        let entry = self.state.clone();
        let spawned_before: Vec<u64> = entry.ctx.spawned.iter().map(|mark| mark.key).collect();

        let mut pass = |walker: &mut Self| {
            walker.push_frame(label, true);
            let ended = round(walker);
            let (breaks, continues) = walker.pop_frame();
            let back = std::mem::replace(&mut walker.state, State::dead())
                .merge(continues, &mut walker.out.tables);
            (ended, breaks, back)
        };
        self.emit = false;
        let (mut ended, mut breaks, mut back) = pass(self);
        self.emit = emit;
        if emit {
            let mut around = back.clone();
            if around.ctx.spawned.iter().any(|mark| !spawned_before.contains(&mark.key)) {
                for mark in around.ctx.spawned.make_mut() {
                    if !spawned_before.contains(&mark.key) {
                        mark.earlier_round = depth;
                    }
                }
            }
            self.state = entry.clone().merge(around, &mut self.out.tables);
            (ended, breaks, back) = pass(self);
        }
        // The loop ends by its header, after no round or some, or by a break.
        let mut after = if assume_entered && back.alive {
            let mut entered = back;
            // Joins of the body count; what the header itself found to hold (a drained channel) comes on top.
            entered.join(ended.ctx.joined);
            entered.alive = ended.alive;
            entered
        } else {
            ended
        };
        after = after.merge(breaks, &mut self.out.tables);
        if after.ctx.spawned.iter().any(|mark| mark.earlier_round >= depth) {
            for mark in after.ctx.spawned.make_mut() {
                if mark.earlier_round >= depth {
                    mark.earlier_round = 0;
                    mark.renewed = Shared::default();
                }
            }
        }
        self.loop_depth = depth - 1;
        self.state = after;
    }

    /// Remembers the channels of which a loop's bound is the capacity, as in `range cap(ch)` and `i < cap(ch)`; returns how
    /// many were known before.
    fn fill(&mut self, bound: Option<ExprId>) -> usize {
        let outside = self.filling.len();
        let facts = &self.file.facts;
        let capacity = bound.and_then(|bound| match facts.expr(bound) {
            Expr::Binary(BinaryOp::Lt, _, right) => Some(right),
            Expr::Call { .. } => Some(bound),
            _ => None,
        });
        if let Some(Expr::Call { fun, args, .. }) = capacity.map(|capacity| facts.expr(capacity))
            && self.bodies.res(fun) == Res::Builtin(Builtin::Cap)
            && let [channel] = facts.exprs_of(args)
        {
            let emit = std::mem::replace(&mut self.emit, false);
            let channel = self.eval(*channel);
            self.emit = emit;
            self.filling.extend(channel.paths());
        }
        outside
    }

    fn for_loop(
        &mut self,
        label: Option<Sym>,
        init: Option<StmtId>,
        cond: Option<ExprId>,
        post: Option<StmtId>,
        body: StmtId,
    ) {
        let header = init.map(|init| self.header_vars(init)).unwrap_or_default();
        let flags =
            cond.map(|cond| self.cx.cells.flag_fields_in(self.file_idx, cond)).unwrap_or_default();
        self.run_loop(label, cond.is_some() && post.is_some(), |walker| {
            header.iter().for_each(|&var| walker.renew_captured(var));
            let (yes, no) = match cond {
                Some(cond) => walker.cond(cond),
                None => (walker.state.clone(), State::dead()),
            };
            walker.state = yes;
            walker.stmt(body);
            if let Some(post) = post {
                // `continue` leads to the post statement too.
                let continues = walker
                    .frames
                    .last_mut()
                    .map(|frame| std::mem::replace(&mut frame.continues, State::dead()));
                let state = std::mem::replace(&mut walker.state, State::dead());
                walker.state =
                    state.merge(continues.unwrap_or_else(State::dead), &mut walker.out.tables);
                if walker.state.alive {
                    // The next round's variables begin as copies of this one's.
                    if let Some(cond) = cond {
                        let at = walker.pos(cond);
                        for &var in &header {
                            walker.captured(var, Operation::Read, at);
                        }
                    }
                    let outer =
                        std::mem::replace(&mut walker.next_round, !walker.file.shares_loop_vars);
                    walker.stmt(post);
                    walker.next_round = outer;
                }
            }
            no
        });
        for flag in flags {
            if let Some(cond) = cond {
                let base = self.flag_path(cond, flag);
                for path in base {
                    let join = self.out.tables.join(Join { kind: JoinKind::Flag, path });
                    self.state.join(join);
                }
            }
        }
    }

    fn range(
        &mut self,
        label: Option<Sym>,
        key: Option<ExprId>,
        value: Option<ExprId>,
        x: ExprId,
        body: StmtId,
    ) {
        let ty = self.bodies.ty(x);
        let types = &self.bodies.types;
        let under =
            self.cx.program.underlying(types, types.deref(self.cx.program.underlying(types, ty)));
        let kind = types.kind(under).clone();
        let ranged = match kind {
            // Ranging over an array in place, or over its pointer, evaluates no copy that matters.
            TyKind::Array(_) => self.place(x),
            _ => self.eval(x),
        };
        let pos = self.pos(x);
        if let TyKind::Func(_) = kind {
            // A range over a function calls it with the body as callback.
            self.apply(&ranged, vec![Val::Opaque], x, pos);
        }
        // Of a type parameter or unknown type, ranging without a value is most likely draining a channel.
        let is_unknown = matches!(kind, TyKind::Opaque | TyKind::Missing | TyKind::Param { .. });
        let is_chan = matches!(kind, TyKind::Chan(..)) || is_unknown && value.is_none();
        let content = match kind {
            TyKind::Map(..) => Some(Operation::MapRead),
            TyKind::Slice(_) | TyKind::Array(_) => Some(Operation::ElemRead),
            _ => None,
        };
        let elem = self.step(&ranged, Hop::ELEM);
        self.run_loop(label, !is_chan, |walker| {
            if let Some(op) = content
                && (value.is_some() || op == Operation::MapRead)
            {
                for path in ranged.paths() {
                    walker.access(path.without_elems(), op, None, false, pos);
                }
                walker.captured_content(x, &ranged, op, pos);
            }
            let before = walker.state.clone();
            if is_chan && let [path] = ranged.paths().collect::<Vec<_>>()[..] {
                walker.join(&vec![Join { kind: JoinKind::Drain, path }]);
            }
            let ended = std::mem::replace(&mut walker.state, before);
            if is_chan {
                for path in ranged.paths() {
                    walker.join(&vec![Join { kind: JoinKind::Receive, path }]);
                    walker.release(ReleaseKind::Receive, &Val::Path(path), pos);
                }
            }
            // The key of a map may be an object of its own; that of a slice is a number; a channel has no key.
            let key_val =
                if matches!(kind, TyKind::Map(..)) || is_chan { elem.clone() } else { Val::Opaque };
            if let Some(key) = key {
                walker.assign(key, &key_val, false, AssignOp::Define);
            }
            if let Some(value) = value {
                walker.assign(value, &elem, false, AssignOp::Define);
            }
            walker.stmt(body);
            ended
        });
        // Left by `break`, the channel may not be drained: then the loop has two ends, and one of them has received.
        if is_chan && let [path] = ranged.paths().collect::<Vec<_>>()[..] {
            self.sync(SyncWhat::Wait(JoinKind::Drain), path, pos);
        }
    }

    /// Whether a condition is a boolean parameter, or that it is false.
    fn is_flag_parameter(&self, cond: ExprId) -> bool {
        match self.file.facts.expr(cond) {
            Expr::Local(var) => self.file.facts.locals[var.index()].kind == LocalKind::Param,
            Expr::Not(inner) => self.is_flag_parameter(inner),
            _ => false,
        }
    }

    fn switch(
        &mut self,
        label: Option<Sym>,
        init: Option<StmtId>,
        tag: Option<ExprId>,
        cases: List,
    ) {
        if let Some(init) = init {
            self.stmt(init);
        }
        if let Some(tag) = tag {
            self.eval(tag);
        }
        self.push_frame(label, false);
        let facts = &self.file.facts;
        let mut rest = self.state.clone();
        let mut after = State::dead();
        let mut fallen = State::dead();
        let mut default = None;
        for case in &facts.cases[cases.range()] {
            if case.default {
                default = Some(case);
                continue;
            }
            let mut entered = State::dead();
            self.state = rest;
            for &expr in facts.exprs_of(case.exprs) {
                if tag.is_some() {
                    self.eval(expr);
                    entered = std::mem::replace(&mut entered, State::dead())
                        .merge(self.state.clone(), &mut self.out.tables);
                } else {
                    // `switch { case cond: … }` is a chain of ifs.
                    let (yes, no) = self.cond(expr);
                    entered = std::mem::replace(&mut entered, State::dead())
                        .merge(yes, &mut self.out.tables);
                    self.state = no;
                }
            }
            rest = std::mem::replace(&mut self.state, State::dead());
            self.state =
                entered.merge(std::mem::replace(&mut fallen, State::dead()), &mut self.out.tables);
            self.stmts(case.body);
            let end = std::mem::replace(&mut self.state, State::dead());
            let falls = facts
                .stmts_of(case.body)
                .last()
                .is_some_and(|&last| matches!(facts.stmt(last), Stmt::Fallthrough));
            if falls {
                fallen = end;
            } else {
                after = after.merge(end, &mut self.out.tables);
            }
        }
        self.state = rest.merge(fallen, &mut self.out.tables);
        if let Some(case) = default {
            self.stmts(case.body);
        }
        let (breaks, _) = self.pop_frame();
        let last = std::mem::replace(&mut self.state, State::dead());
        self.state = after.merge(last, &mut self.out.tables).merge(breaks, &mut self.out.tables);
    }

    fn type_switch(&mut self, label: Option<Sym>, init: Option<StmtId>, x: ExprId, cases: List) {
        if let Some(init) = init {
            self.stmt(init);
        }
        let val = self.eval(x);
        self.push_frame(label, false);
        let facts = &self.file.facts;
        let entry = self.state.clone();
        let mut after = State::dead();
        let mut has_default = false;
        for case in &facts.cases[cases.range()] {
            has_default |= case.default;
            if let Some(bind) = case.bind {
                self.renew_captured(bind);
                self.env.insert(bind, val.clone());
            }
            self.state = entry.clone();
            self.stmts(case.body);
            after = after
                .merge(std::mem::replace(&mut self.state, State::dead()), &mut self.out.tables);
        }
        let (breaks, _) = self.pop_frame();
        after = after.merge(breaks, &mut self.out.tables);
        self.state = if has_default { after } else { after.merge(entry, &mut self.out.tables) };
    }

    fn select(&mut self, label: Option<Sym>, cases: List) {
        self.push_frame(label, false);
        let facts = &self.file.facts;
        // Channels and values are evaluated for every case before one is chosen.
        let entry = self.state.clone();
        let mut after = State::dead();
        for case in &facts.cases[cases.range()] {
            self.state = entry.clone();
            if let Some(comm) = case.comm {
                self.stmt(comm);
            }
            self.stmts(case.body);
            after = after
                .merge(std::mem::replace(&mut self.state, State::dead()), &mut self.out.tables);
        }
        let (breaks, _) = self.pop_frame();
        self.state = after.merge(breaks, &mut self.out.tables);
    }

    fn send(&mut self, channel: ExprId, value: ExprId) {
        let channel_val = self.eval(channel);
        let val = self.eval(value);
        let pos = self.pos(channel);
        for path in channel_val.paths() {
            self.access(path, Operation::Send, None, false, pos);
            self.name(&val, &path.push(Hop::ELEM));
            self.sync(SyncWhat::Signal(crate::conflict::model::SignalKind::Send), path, pos);
        }
        self.release(ReleaseKind::Send, &channel_val, pos);
        // A send on a channel without a buffer returns when it was received. Whoever sends as often as the buffer has places
        // has received, in the end, from all that had taken one.
        if let [path] = channel_val.paths().collect::<Vec<_>>()[..] {
            if self.filling.contains(&path) {
                self.join(&vec![Join { kind: JoinKind::Filled, path }]);
            } else if self.is_unbuffered(&path) {
                self.join(&vec![Join { kind: JoinKind::Send, path }]);
            }
        }
    }

    /// Whether no `make` that is seen gives the channel a buffer.
    fn is_unbuffered(&self, channel: &Path) -> bool {
        match (channel.last().and_then(|hop| hop.as_field()), channel.root) {
            (Some(field), _) => !self.cx.cells.buffered.contains(&field),
            (None, Root::Fresh(object)) => !self.buffered.contains(&object),
            _ => true,
        }
    }

    fn assign_stmt(&mut self, targets: List, rhs: List, op: AssignOp) {
        let facts = &self.file.facts;
        let (lhs, rhs) = (facts.exprs_of(targets), facts.exprs_of(rhs));
        let vals: Vec<Val> = match rhs {
            [one] if lhs.len() > 1 => self.eval_many(*one, lhs.len()),
            _ => rhs.iter().map(|&value| self.eval(value)).collect(),
        };
        let outcome = self.outcome.take();
        for (i, &target) in lhs.iter().enumerate() {
            let zeroing = rhs.get(i).is_some_and(|&value| self.is_zero(value));
            let val = vals.get(i).cloned().unwrap_or_default();
            self.assign(target, &val, zeroing, op);
        }
        self.outcome = outcome;
        self.keep_outcome(targets, rhs.last().copied());
    }

    /// nil, zero, empty: what a teardown leaves behind.
    fn is_zero(&self, value: ExprId) -> bool {
        use crate::syntax::facts::Const;
        match self.file.facts.expr(value) {
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
        match self.file.facts.expr(target) {
            Expr::Local(var) => {
                self.assign_captured(var, target);
                self.assign_local(var, val, ty, op);
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
                    self.access(path.without_elems(), content, None, zeroing, pos);
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
                    if self.cx.cells.is_flag(&path) {
                        self.release(ReleaseKind::Flag, &Val::Path(path), pos);
                    }
                }
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
        if let (Root::Fresh(object), [hop]) = (place.root, place.hops())
            && let Some(field) = hop.as_field()
        {
            self.set_field(object, field, val.clone());
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

    pub(super) fn set_field(&mut self, object: u64, field: FieldId, val: Val) {
        // A struct copied into a field is a part of the object, and no longer what it was copied from.
        if val == Val::Opaque
            || val.paths().any(|path| path.copy)
            || (self.out.fields.len() >= limits::FRESH && !self.out.fields.contains_key(&object))
        {
            return;
        }
        let fields = std::sync::Arc::make_mut(&mut self.out.fields).entry(object).or_default();
        match fields.iter_mut().find(|(own, _)| *own == field) {
            Some((_, slot)) => *slot = std::mem::take(slot).or(val),
            None => fields.push((field, val)),
        }
    }

    fn assign_local(&mut self, var: VarId, val: &Val, ty: Ty, op: AssignOp) {
        if op == AssignOp::Update || !self.is_followed(ty) && !matches!(val, Val::Guard(_)) {
            return;
        }
        let local = self.file.local_id(var);
        if self.captured.contains(&local) {
            self.show_all(val, By::Goroutines);
        }
        if self.is_value_type(ty) {
            // The variable is storage of its own; a struct copied into it still shares what its pointers lead to.
            self.state.renew(Root::Var(local));
            if op == AssignOp::Define
                && let Some(path) = val.paths().find(|path| path.copy)
            {
                self.env.insert(var, Val::Path(path));
            }
            return;
        }
        if self.file.facts.locals[var.index()].owner != self.cx.program.funcs[self.func.index()].idx
        {
            // A variable of a function around this literal: its values are that function's matter.
            return;
        }
        let old = self.env.remove(&var).unwrap_or_default();
        let redefined =
            op == AssignOp::Define && self.file.facts.locals[var.index()].kind == LocalKind::Loop;
        let new = if redefined { val.clone() } else { old.or(val.clone()) };
        self.env.insert(var, new);
    }

    fn defer(&mut self, call: ExprId) {
        let prepared = self.prepare(call);
        self.may_recover |= self.recovers(&prepared);
        let id = match self.deferred.iter().position(|(expr, _)| *expr == call) {
            Some(id) => {
                self.deferred[id].1 = prepared;
                id
            }
            None => {
                self.deferred.push((call, prepared));
                self.deferred.len() - 1
            }
        };
        let id = id as u32;
        self.state.defers.retain(|(own, _)| *own != id);
        self.state.defers.push((id, false));
    }

    fn ret(&mut self, list: List) {
        let exprs = self.file.facts.exprs_of(list);
        let n = self.out.results.len();
        let vals = match exprs {
            [] => {
                let vars = self.result_vars.clone();
                vars.iter()
                    .map(|var| var.and_then(|var| self.env.get(&var).cloned()).unwrap_or_default())
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
                }
            }
        }
        if !self.returns_error || !self.state.alive {
            return self.exit();
        }
        let result = self.result_of(exprs, self.result_vars.last().copied().flatten());
        let outcome = match exprs.last().map(|&last| self.file.facts.expr(last)) {
            Some(Expr::Call { .. }) => self.outcome.take(),
            Some(Expr::Local(var)) => {
                let mut known = self.state.outcomes.iter();
                known.find(|(own, _)| *own == var).map(|(_, outcome)| outcome.clone())
            }
            _ => None,
        };
        match (result, outcome) {
            (Result::Either, Some(outcome)) => {
                // It fails if what it calls does.
                let mut failed = self.state.clone();
                outcome.apply(&mut self.state, &mut failed);
                self.leave(Leave::Return(Result::Succeeds));
                self.state = failed;
                self.leave(Leave::Return(Result::Fails));
            }
            (result, _) => self.leave(Leave::Return(result)),
        }
    }

    /// The function returns here; deferred calls run later, when all returns are known.
    fn exit(&mut self) {
        self.leave(Leave::Return(Result::Either));
    }

    /// The function ends here, by a return or by a panic.
    pub(super) fn leave(&mut self, how: Leave) {
        let state = std::mem::replace(&mut self.state, State::dead());
        if self.emit && state.alive {
            // Returns with the same deferred calls end alike.
            match self.exits.iter_mut().find(|exit| {
                exit.how == how
                    && exit.state.defers == state.defers
                    && exit.state.ctx.locks == state.ctx.locks
            }) {
                Some(Leaving { state: known, .. }) => {
                    *known =
                        std::mem::replace(known, State::dead()).merge(state, &mut self.out.tables)
                }
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

    fn finish(mut self) -> Summary {
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
                    *slot = var.and_then(|var| self.env.get(&var).cloned()).unwrap_or_default();
                }
            }
            self.exit();
        }
        let mut end = State::dead();
        let (mut succeeds, mut fails) = (State::dead(), State::dead());
        for Leaving { state, how } in std::mem::take(&mut self.exits) {
            self.state = state;
            let defers = std::mem::take(&mut self.state.defers);
            for (id, maybe) in defers.into_iter().rev() {
                let before = maybe.then(|| self.state.clone());
                let (expr, prepared) = self.deferred[id as usize].clone();
                self.perform(prepared, expr);
                if let Some(before) = before {
                    let state = std::mem::replace(&mut self.state, State::dead());
                    self.state = state.merge(before, &mut self.out.tables);
                }
            }
            let left = std::mem::replace(&mut self.state, State::dead());
            // After a panic the function returns only if a deferred call stops it.
            let tables = &mut self.out.tables;
            let result = match how {
                Leave::Return(result) => result,
                Leave::Panic if self.may_recover => Result::Either,
                Leave::Panic => continue,
            };
            if self.returns_error && result != Result::Fails {
                succeeds = succeeds.merge(left.clone(), tables);
            }
            if self.returns_error && result != Result::Succeeds {
                fails = fails.merge(left.clone(), tables);
            }
            end = end.merge(left, tables);
        }
        self.out.exit.returns = end.alive;
        self.out.exit.ctx = end.ctx;
        let differ = |a: &Ctx, b: &Ctx| a.joined != b.joined || a.spawned != b.spawned;
        if succeeds.alive && fails.alive && differ(&succeeds.ctx, &fails.ctx) {
            self.out.exit.succeeds = Some(succeeds.ctx);
            self.out.exit.fails = Some(fails.ctx);
        }
        let Summary { exit, tables, .. } = &mut self.out;
        for ctx in exit.ctxs_mut() {
            ctx.joined =
                tables.retain(ctx.joined, |clause| clause.iter().any(|join| !join.kind.is_guard()));
        }
        self.close_over_scoped_spawns();
        self.mark_local();
        if self.is_top {
            self.out.calls.retain(|call| self.cx.lifted.contains(call.callee.index()));
        }
        self.drop_private_objects();
        self.compact();
        self.out.released_before = FxHashMap::default();
        self.out
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

    pub(super) fn push_spawn(&mut self, spawn: Spawn) {
        self.show_all(&spawn.entry, By::Goroutines);
        spawn.args.iter().for_each(|arg| self.show_all(arg, By::Goroutines));
        self.state.spawn(spawn.key);
        if !self.emit {
            return;
        }
        if let Some(own) = self.out.spawns.iter_mut().find(|own| own.key == spawn.key) {
            own.in_loop |= spawn.in_loop;
        } else if self.out.spawns.len() < limits::SPAWNS {
            self.out.spawns.push(spawn);
        } else {
            self.out.capped += 1;
        }
    }

    pub(super) fn push_release(&mut self, event: ReleaseEvent) {
        let of_nothing = event.release.path.hops().is_empty()
            && matches!(event.release.path.root, Root::Unknown | Root::Result(_));
        let releases = &mut self.out.releases;
        if of_nothing
            || releases.iter().any(|own| own.release == event.release && own.ctx == event.ctx)
        {
            return;
        }
        if releases.len() < limits::RELEASES {
            releases.push(event);
        } else if event.release.kind.is_final()
            && let Some(slot) = releases.iter_mut().rev().find(|own| !own.release.kind.is_final())
        {
            // What is waited for at the end of a goroutine is rarely one of many sends and receives.
            *slot = event;
        }
    }

    pub(super) fn push_dyn_call(&mut self, call: DynCall) {
        if self.emit && self.out.dyn_calls.len() < limits::DYN_CALLS {
            self.out.dyn_calls.push(call);
        }
    }

    pub(super) fn push_site(&mut self, site: Site) -> u32 {
        self.out.sites.push(site);
        self.out.sites.len() as u32 - 1
    }

    pub(super) fn push_call(&mut self, call: CallSite) {
        if self.emit {
            self.out.calls.push(call);
        }
    }

    /// A function value for a declared function or literal.
    pub(super) fn func_val(func: FuncId, recv: Option<Val>, captures: Vec<(LocalId, Val)>) -> Val {
        Val::Func(std::sync::Arc::new(FuncVal { func, recv, captures }))
    }
}
