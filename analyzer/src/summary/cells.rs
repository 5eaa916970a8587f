//! Which cells can be part of a conflict at all: those that something writes outside of a composite literal. The
//! walk keeps nothing of the others.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::domain::Path;
use super::models::{Model, Models};
use crate::conflict::model::Operation;
use crate::program::types::{TyKind, Types};
use crate::program::{Bodies, FieldId, FuncId, GlobalId, LocalId, Program, Res, StructId};
use crate::syntax::facts::{
    BinaryOp, Code, Const, Expr, ExprId, Func, FuncIdx, LocalKind, Stmt, StmtId, VarId,
};

/// The cells that are kept.
#[derive(Default)]
pub(crate) struct Cells {
    fields: FxHashSet<FieldId>,
    globals: FxHashSet<GlobalId>,
    /// Structs that are overwritten as a whole, with those nested in them by value.
    structs: FxHashSet<StructId>,
    owner: Vec<StructId>,
    /// Fields that a loop waits for: spins on atomically, or rechecks around `Cond.Wait`.
    flags: FxHashSet<FieldId>,
    /// Counters that someone brings to a value and then goes on as the last one.
    counters: FxHashSet<FieldId>,
    flags_in: FxHashMap<(u32, ExprId), Vec<FieldId>>,
    /// Channel fields that some `make` gives a buffer.
    pub(crate) buffered: FxHashSet<FieldId>,
    /// Those for which each of them has room for one value.
    single: FxHashSet<FieldId>,
    /// Those for which some has more.
    wider: FxHashSet<FieldId>,
    /// Fields that some function of `sync/atomic` is given the address of.
    atomic: FxHashSet<FieldId>,
    /// Atomic booleans that are stored somewhere: what runs only while one is true is told by who sets it.
    gates: FxHashSet<FieldId>,
    /// Fields whose channel is closed somewhere.
    closed: FxHashSet<FieldId>,
    /// In how many places a boolean field is given something else than `false`, or may be.
    latches: FxHashMap<FieldId, u32>,
    /// By channel field: where something is sent on it or received from it, and where it is made with room for one value, sorted.
    uses: FxHashMap<FieldId, Vec<Use>>,
    /// Local variables that a function literal captures and that something writes after their declaration. Empty if no
    /// rule asks for them.
    captured: FxHashSet<LocalId>,
}

/// What a declared function, or a literal in it, does with a channel.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Use {
    file: u32,
    func: FuncIdx,
    /// Where in the file.
    at: u32,
    what: Used,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Used {
    Made,
    Send,
    Receive,
}

/// How a channel with room for one value is used as a lock.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ChannelLock {
    /// Whoever puts a value in has the lock, and takes one out to give it back.
    Put,
    /// Whoever takes out what is in it has the lock, and puts it back.
    Take,
}

impl Cells {
    /// Looks for the writes of all bodies.
    pub(crate) fn of(
        program: &Program,
        bodies: &[Bodies<'_>],
        models: &Models,
        claims: crate::Claims,
    ) -> Self {
        let scan = |index: usize| {
            let mut cells = Cells::default();
            if program.files[index].source.is_some() {
                Scan {
                    program,
                    code: &bodies[index].code,
                    bodies: &bodies[index],
                    models,
                    cells: &mut cells,
                    file: index as u32,
                }
                .run();
                if claims.captured {
                    cells.captured = captured(&program.files[index], &bodies[index].code);
                }
            }
            cells
        };
        let mut cells = (0..program.files.len())
            .into_par_iter()
            .with_min_len(16)
            .map(scan)
            .reduce(Cells::default, Cells::union);
        cells.owner = program.fields.iter().map(|field| field.owner).collect();
        cells.close_over_nested(program);
        cells.uses.values_mut().for_each(|uses| uses.sort_unstable());
        cells
    }

    fn union(mut self, other: Cells) -> Cells {
        if self.fields.len() < other.fields.len() {
            return other.union(self);
        }
        self.fields.extend(other.fields);
        self.globals.extend(other.globals);
        self.structs.extend(other.structs);
        self.flags.extend(other.flags);
        self.counters.extend(other.counters);
        self.flags_in.extend(other.flags_in);
        self.buffered.extend(other.buffered);
        self.single.extend(other.single);
        self.wider.extend(other.wider);
        self.atomic.extend(other.atomic);
        self.gates.extend(other.gates);
        self.closed.extend(other.closed);
        for (field, places) in other.latches {
            *self.latches.entry(field).or_default() += places;
        }
        for (field, uses) in other.uses {
            self.uses.entry(field).or_default().extend(uses);
        }
        self.captured.extend(other.captured);
        self
    }

    /// A struct that is overwritten takes the structs inside it along.
    fn close_over_nested(&mut self, program: &Program) {
        let mut work: Vec<StructId> = self.structs.iter().copied().collect();
        while let Some(id) = work.pop() {
            for field in &program.structs[id.index()].fields {
                let ty = program.fields[field.index()].ty;
                if let TyKind::Struct(nested) =
                    *program.types.kind(program.underlying(&program.types, ty))
                    && self.structs.insert(nested)
                {
                    work.push(nested);
                }
            }
        }
    }

    pub(crate) fn is_interesting(
        &self,
        path: &Path,
        op: Operation,
        overwritten: Option<StructId>,
    ) -> bool {
        if overwritten.is_some() || matches!(op, Operation::WaitGroupAdd | Operation::WaitGroupWait)
        {
            return true;
        }
        // The channels in a container are not told apart from others by its field.
        let cell =
            if matches!(op, Operation::Send | Operation::Close) { *path } else { op.cell_of(path) };
        match cell.last().map(|hop| hop.as_field()) {
            Some(Some(field)) if matches!(op, Operation::Send | Operation::Close) => {
                self.closed.contains(&field)
            }
            Some(Some(field)) if op == Operation::AtomicWrite && self.gates.contains(&field) => {
                true
            }
            Some(Some(field)) => {
                self.fields.contains(&field) || self.structs.contains(&self.owner[field.index()])
            }
            // An element, or an object itself: its content is a cell once a caller says what holds it.
            Some(None) => true,
            None => match cell.root {
                super::domain::Root::Global(global) => self.globals.contains(&global),
                _ => !matches!(op, Operation::Read),
            },
        }
    }

    /// Whether some loop waits for the field at the end of the path.
    pub(crate) fn is_flag(&self, path: &Path) -> bool {
        path.last_field().is_some_and(|field| self.flags.contains(&field))
    }

    /// Whether the field at the end of the path is a counter of references: adding to it may be giving one back, storing
    /// in it is not.
    pub(crate) fn is_counter(&self, path: &Path) -> bool {
        let field = path.last_field();
        field.is_some_and(|field| self.counters.contains(&field))
    }

    /// In how many places something else than `false` is put into the field.
    pub(crate) fn places_that_set(&self, field: FieldId) -> u32 {
        self.latches.get(&field).copied().unwrap_or_default()
    }

    /// Whether all that is seen to be made for the channel field has room for one value: then a send returns only after what was
    /// sent before was received.
    pub(crate) fn has_one_place(&self, field: FieldId) -> bool {
        self.single.contains(&field) && !self.wider.contains(&field)
    }

    /// Whether a channel field is used as a lock, and how: it has room for one value, and each declared function that puts one
    /// in takes one out as well. All but those that make it begin with the same.
    pub(crate) fn as_lock(&self, field: FieldId) -> Option<ChannelLock> {
        let uses = self.uses.get(&field).filter(|_| self.has_one_place(field))?;
        let by_func =
            || uses.chunk_by(|one, other| (one.file, one.func) == (other.file, other.func));
        let has = |own: &[Use], what: Used| own.iter().any(|one| one.what == what);
        let is_balanced = |own: &[Use]| has(own, Used::Send) == has(own, Used::Receive);
        let mut users = by_func().filter(|own| !has(own, Used::Made)).peekable();
        let takes = users.peek().is_some()
            && users.all(|own| is_balanced(own) && own[0].what == Used::Receive);
        if takes {
            Some(ChannelLock::Take)
        } else {
            by_func().all(is_balanced).then_some(ChannelLock::Put)
        }
    }

    /// Whether the field is accessed through `sync/atomic` somewhere.
    pub(crate) fn is_atomic(&self, field: FieldId) -> bool {
        self.atomic.contains(&field)
    }

    /// Whether accesses to the variable are kept.
    pub(crate) fn is_captured(&self, local: LocalId) -> bool {
        self.captured.contains(&local)
    }

    pub(crate) fn flag_fields_in(&self, file: u32, cond: ExprId) -> Vec<FieldId> {
        self.flags_in.get(&(file, cond)).cloned().unwrap_or_default()
    }
}

/// Whether a channel that is made by these arguments has room for one value.
pub(super) fn is_one(code: &Code, args: &[ExprId]) -> bool {
    args.get(1).is_some_and(|&size| code.expr(size) == Expr::Const(Const::Int(1)))
}

/// The variables of a file that a function literal captures and that something writes after their declaration.
fn captured(file: &crate::program::File, code: &Code) -> FxHashSet<LocalId> {
    let facts = &file.facts;
    let captured: FxHashSet<VarId> =
        facts.funcs.iter().flat_map(|func| func.captures.iter().copied()).collect();
    if captured.is_empty() {
        return FxHashSet::default();
    }
    let mut written = FxHashSet::default();
    let mut write = |target: ExprId| {
        // A map in a variable is written by its entries as well.
        let (var, declares) = match code.expr(target) {
            Expr::Local(var) => (var, file.declares(var, code, target)),
            Expr::Index(base, _) => match code.expr(base) {
                Expr::Local(var) => (var, false),
                _ => return,
            },
            _ => return,
        };
        let shared = facts.locals[var.index()].kind == LocalKind::Loop && file.shares_loop_vars;
        if (!declares || shared) && captured.contains(&var) {
            written.insert(file.local_id(var));
        }
    };
    for index in 0..code.stmts.len() {
        match code.stmt(StmtId::new(index)) {
            Stmt::Assign { lhs, .. } => code.exprs_of(lhs).iter().for_each(|&lhs| write(lhs)),
            Stmt::Inc(target) | Stmt::Dec(target) => write(target),
            Stmt::Range { key, value, .. } => {
                [key, value].into_iter().flatten().for_each(&mut write);
            }
            _ => {}
        }
    }
    for index in 0..code.exprs.len() {
        // Functions of `sync/atomic`, mostly.
        if let Expr::AddrOf(x) = code.expr(ExprId::new(index)) {
            write(x);
        }
    }
    for func in &facts.funcs {
        // A return writes named results.
        let results = func.results.iter().filter_map(|result| result.var);
        written.extend(results.filter(|var| captured.contains(var)).map(|var| file.local_id(var)));
    }
    written
}

struct Scan<'s, 'p> {
    program: &'p Program,
    code: &'s Code,
    bodies: &'s Bodies<'p>,
    models: &'s Models,
    cells: &'s mut Cells,
    file: u32,
}

impl Scan<'_, '_> {
    fn run(&mut self) {
        for index in 0..self.code.stmts.len() {
            match self.code.stmt(StmtId::new(index)) {
                Stmt::Assign { lhs, rhs, .. } => {
                    let (lhs, rhs) = (self.code.exprs_of(lhs), self.code.exprs_of(rhs));
                    for (i, &target) in lhs.iter().enumerate() {
                        self.written(target);
                        self.set(target, rhs.get(i).copied().filter(|_| lhs.len() == rhs.len()));
                        if let (Some(&value), true) = (rhs.get(i), lhs.len() == rhs.len()) {
                            self.made(target, value);
                        }
                    }
                }
                Stmt::Inc(target) | Stmt::Dec(target) => self.written(target),
                Stmt::Range { key, value, .. } => {
                    for target in [key, value].into_iter().flatten() {
                        self.written(target);
                    }
                }
                Stmt::For { cond: Some(cond), body, .. } => self.waiting_loop(cond, body),
                Stmt::Send(channel, _) => self.used(channel, Used::Send),
                _ => {}
            }
        }
        for index in 0..self.code.exprs.len() {
            match self.code.expr(ExprId::new(index)) {
                Expr::AddrOf(x) if !matches!(self.code.expr(x), Expr::Composite(..)) => {
                    self.written(x);
                    self.set(x, None);
                }
                Expr::Call { fun, args, .. } => {
                    let first = self.code.exprs_of(args).first().copied();
                    match (self.bodies.res(fun), first) {
                        (Res::Builtin(crate::program::Builtin::Close), Some(channel)) => {
                            if let Res::Field(field, _) = self.bodies.res(channel) {
                                self.cells.closed.insert(field);
                            }
                        }
                        (Res::Builtin(_), Some(container)) => self.written(container),
                        (Res::Method(func, _), Some(_)) => self.stored(func, fun),
                        (Res::Func(func), Some(pointer)) if self.models.of_func(func).is_some() => {
                            if let Expr::AddrOf(place) = self.code.expr(pointer)
                                && let Res::Field(field, _) = self.bodies.res(place)
                            {
                                self.cells.atomic.insert(field);
                            }
                        }
                        _ => {}
                    }
                }
                Expr::Recv(channel) => self.used(channel, Used::Receive),
                Expr::Binary(BinaryOp::Eq | BinaryOp::Ne, left, right) => {
                    self.counter(left);
                    self.counter(right);
                }
                Expr::Composite(_, elems) => {
                    for elem in &self.code.elems[elems.range()] {
                        if let Some(Res::Field(field, _)) = elem.key.map(|key| self.bodies.res(key))
                        {
                            self.made_field(field, elem.value);
                            self.set_field(field, Some(elem.value));
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// `x.Store(true)`: an atomic boolean is given a value.
    fn stored(&mut self, method: FuncId, fun: ExprId) {
        if self.models.of_func(method) == Some(Model::AtomicStore)
            && self.program.funcs[method.index()].sig.params[..] == [Types::BOOL]
            && let Expr::Selector(base, _) = self.code.expr(fun)
            && let Res::Field(field, _) = self.bodies.res(base)
        {
            self.cells.gates.insert(field);
        }
    }

    /// `x.Add(-1) == 0`: whoever brings the counter to a value waits for those who count as well.
    fn counter(&mut self, call: ExprId) {
        let Expr::Call { fun, args, .. } = self.code.expr(call) else { return };
        let counter = match self.bodies.res(fun) {
            Res::Method(func, _) if self.models.of_func(func) == Some(Model::AtomicAdd) => {
                match self.code.expr(fun) {
                    Expr::Selector(base, _) => Some(base),
                    _ => None,
                }
            }
            Res::Func(func) if self.models.of_func(func) == Some(Model::AtomicAddAt) => {
                self.code.exprs_of(args).first().map(|&pointer| match self.code.expr(pointer) {
                    Expr::AddrOf(place) => place,
                    _ => pointer,
                })
            }
            _ => None,
        };
        if let Some(Res::Field(field, _)) = counter.map(|counter| self.bodies.res(counter)) {
            self.cells.counters.insert(field);
        }
    }

    /// The target of a write: the field or variable, and whatever a struct value at that place contains.
    fn written(&mut self, target: ExprId) {
        match self.code.expr(target) {
            Expr::Index(base, _) | Expr::Slice(base, _) => self.written_one(base),
            Expr::Star(base) => self.written_one(base),
            _ => {}
        }
        self.written_one(target);
        let types = &self.bodies.types;
        let ty = self.program.underlying(types, self.bodies.ty(target));
        if let TyKind::Struct(id) = *types.kind(ty)
            && !matches!(self.code.expr(target), Expr::Local(_))
        {
            self.cells.structs.insert(id);
        }
    }

    fn written_one(&mut self, target: ExprId) {
        match self.bodies.res(target) {
            Res::Field(field, _) => {
                self.cells.fields.insert(field);
            }
            Res::Global(global) => {
                self.cells.globals.insert(global);
            }
            _ => match self.code.expr(target) {
                Expr::Index(base, _) | Expr::Slice(base, _) => self.written_one(base),
                // Content reached through a local: the field that it came from is not known here.
                _ => {}
            },
        }
    }

    /// A field receives a value, or may receive one that is not seen.
    fn set(&mut self, target: ExprId, value: Option<ExprId>) {
        if let Res::Field(field, _) = self.bodies.res(target) {
            self.set_field(field, value);
        }
    }

    fn set_field(&mut self, field: FieldId, value: Option<ExprId>) {
        let is_false = value.is_some_and(|value| self.bodies.res(value) == Res::Bool(false));
        if !is_false && self.program.is_flag(field) {
            *self.cells.latches.entry(field).or_default() += 1;
        }
    }

    /// A channel is made with a buffer.
    fn made(&mut self, target: ExprId, value: ExprId) {
        if let Res::Field(field, _) = self.bodies.res(target) {
            self.made_field(field, value);
        }
    }

    fn made_field(&mut self, field: FieldId, value: ExprId) {
        if let Expr::Call { fun, args, .. } = self.code.expr(value)
            && self.bodies.res(fun) == Res::Builtin(crate::program::Builtin::Make)
            && args.len > 1
        {
            self.cells.buffered.insert(field);
            if is_one(self.code, self.code.exprs_of(args)) {
                self.cells.single.insert(field);
                self.used_field(field, value, Used::Made);
            } else {
                self.cells.wider.insert(field);
            }
        }
    }

    /// A function does something with a channel.
    fn used(&mut self, channel: ExprId, what: Used) {
        if let Res::Field(field, _) = self.bodies.res(channel) {
            self.used_field(field, channel, what);
        }
    }

    fn used_field(&mut self, field: FieldId, place: ExprId, what: Used) {
        let at = self.code.expr_span(place).start;
        let funcs = &self.program.files[self.file as usize].facts.funcs;
        // Functions are numbered as they stand, each before the literals in it.
        let around = |func: &Func| !func.literal && func.span.start <= at && at < func.span.end;
        if let Some(index) = funcs.iter().position(around) {
            let own = Use { file: self.file, func: FuncIdx::new(index), at, what };
            self.cells.uses.entry(field).or_default().push(own);
        }
    }

    /// `for n > 0 { cond.Wait() }` and `for !flag.Load() {}` wait for what their condition reads.
    fn waiting_loop(&mut self, cond: ExprId, body: StmtId) {
        let mut fields = Vec::new();
        let mut atomic = false;
        let mut work = vec![cond];
        while let Some(id) = work.pop() {
            if let Res::Field(field, _) = self.bodies.res(id) {
                fields.push(field);
            }
            match self.code.expr(id) {
                Expr::Selector(base, _) => work.push(base),
                Expr::Binary(_, left, right) => work.extend([left, right]),
                Expr::Not(x) | Expr::Unary(x) | Expr::AddrOf(x) => work.push(x),
                Expr::Call { fun, args, .. } => {
                    if let Res::Method(func, _) | Res::Func(func) = self.bodies.res(fun) {
                        atomic |= matches!(
                            self.models.of_func(func),
                            Some(Model::AtomicLoad | Model::AtomicLoadAt)
                        );
                    }
                    work.push(fun);
                    work.extend(self.code.exprs_of(args));
                }
                _ => {}
            }
        }
        if fields.is_empty() {
            return;
        }
        let waits = atomic && self.is_idle(body) || self.waits_on_condition(body);
        if waits {
            self.cells.flags.extend(&fields);
            self.cells.flags_in.insert((self.file, cond), fields);
        }
    }

    /// Whether one of the body's own statements is a `Cond.Wait`.
    fn waits_on_condition(&self, body: StmtId) -> bool {
        match self.code.stmt(body) {
            Stmt::Block(list) => {
                self.code.stmts_of(list).iter().any(|&stmt| self.waits_on_condition(stmt))
            }
            Stmt::If { then, els, .. } => {
                self.waits_on_condition(then) || els.is_some_and(|els| self.waits_on_condition(els))
            }
            Stmt::Expr(call) => {
                let Expr::Call { fun, .. } = self.code.expr(call) else { return false };
                matches!(self.bodies.res(fun), Res::Method(func, _) if self.models.of_func(func) == Some(Model::CondWait))
            }
            _ => false,
        }
    }

    /// A body that does nothing but pass the time.
    fn is_idle(&self, body: StmtId) -> bool {
        match self.code.stmt(body) {
            Stmt::Block(list) => self
                .code
                .stmts_of(list)
                .iter()
                .all(|&stmt| matches!(self.code.stmt(stmt), Stmt::Expr(_) | Stmt::Empty)),
            _ => false,
        }
    }
}
