//! What the predeclared functions do, and those that a model gives a meaning.

use super::cells::is_one;
use super::domain::{
    Fact, Guard, Hop, Join, JoinKind, Lock, ObjectId, Path, Pos, ReleaseKind, Root, SpawnKind,
    SyncWhat, Val, mix,
};
use super::leave::Leave;
use super::models::Model;
use super::walk::Walker;
use crate::conflict::model::{Operation, SignalKind};
use crate::program::types::TyKind;
use crate::program::{Builtin, Res};
use crate::syntax::facts::{Const, Expr, ExprId};

impl Walker<'_, '_> {
    /// How many entries a map has changes with them.
    fn map_length(&mut self, map: &Val, call: ExprId, pos: Pos) {
        let Expr::Call { args, .. } = self.bodies.code.expr(call) else { return };
        let Some(&arg) = self.bodies.code.exprs_of(args).first() else { return };
        let types = &self.bodies.types;
        let under = self.cx.program.underlying(types, self.bodies.ty(arg));
        if matches!(types.kind(under), TyKind::Map(..)) {
            for path in map.paths() {
                self.access(path, Operation::MapRead, None, false, pos);
            }
            self.captured_content(arg, map, Operation::MapRead, pos);
        }
    }

    pub(super) fn builtin(&mut self, builtin: Builtin, params: &[Val], id: ExprId) -> Val {
        let pos = self.pos(id);
        let first = params.first().cloned().unwrap_or_default();
        match builtin {
            Builtin::Append => {
                for path in first.paths() {
                    for val in &params[1..] {
                        self.name(val, &path.push(Hop::ELEM));
                    }
                }
                if first == Val::Opaque {
                    self.fresh_with(self.object_at(id), &params[1.min(params.len())..])
                } else {
                    first
                }
            }
            Builtin::Make | Builtin::New => {
                let object = self.object_at(id);
                if params.len() > 1 && !self.buffered.contains(&object) {
                    self.buffered.push(object);
                    let code = &self.bodies.code;
                    if let Expr::Call { args, .. } = code.expr(id)
                        && is_one(code, code.exprs_of(args))
                    {
                        self.single.push(object);
                    }
                }
                self.fresh(object)
            }
            Builtin::Close => {
                let channel = match self.bodies.code.expr(id) {
                    Expr::Call { args, .. } => self.bodies.code.exprs_of(args).first().copied(),
                    _ => None,
                };
                for path in first.paths() {
                    let channel = self.pos(channel.unwrap_or(id));
                    self.access(path, Operation::Close, None, false, channel);
                    self.sync(SyncWhat::Signal(SignalKind::Close), path, pos);
                }
                self.release(ReleaseKind::Close, &first, pos);
                Val::Opaque
            }
            Builtin::Delete => {
                for path in first.paths() {
                    self.access(path, Operation::MapWrite, None, true, pos);
                    if self.state.ctx.locks.iter().any(|lock| !lock.shared) {
                        self.join(&vec![Join { kind: JoinKind::Taken, path }]);
                    }
                }
                if let Expr::Call { args, .. } = self.bodies.code.expr(id)
                    && let Some(&map) = self.bodies.code.exprs_of(args).first()
                {
                    self.captured_content(map, &first, Operation::MapWrite, pos);
                    self.count(map, false);
                }
                Val::Opaque
            }
            Builtin::Clear => {
                let Expr::Call { args, .. } = self.bodies.code.expr(id) else { return Val::Opaque };
                let types = &self.bodies.types;
                let ty = self.bodies.code.exprs_of(args).first().map(|&arg| self.bodies.ty(arg));
                let is_map = ty.is_some_and(|ty| {
                    matches!(types.kind(self.cx.program.underlying(types, ty)), TyKind::Map(..))
                });
                let op = if is_map { Operation::MapWrite } else { Operation::ElemWrite };
                for path in first.paths() {
                    self.access(path, op, None, true, pos);
                }
                Val::Opaque
            }
            Builtin::Copy => {
                for path in first.paths() {
                    self.access(path, Operation::ElemWrite, None, false, pos);
                }
                for path in params.get(1).cloned().unwrap_or_default().paths() {
                    self.access(path, Operation::ElemRead, None, false, pos);
                }
                Val::Opaque
            }
            Builtin::Panic => {
                self.leave(Leave::Panic);
                Val::Opaque
            }
            Builtin::Recover => {
                self.out.recovers = true;
                Val::Opaque
            }
            Builtin::Len => {
                self.map_length(&first, id, pos);
                Val::Opaque
            }
            Builtin::Cap | Builtin::MinMax | Builtin::Other => Val::Opaque,
        }
    }

    fn fresh_with(&mut self, object: ObjectId, elems: &[Val]) -> Val {
        let path = Path::new(Root::Fresh(object));
        for val in elems {
            self.name(val, &path.push(Hop::ELEM));
        }
        self.fresh(object)
    }

    /// A call with a known meaning.
    pub(super) fn model(&mut self, model: Model, params: &[Val], id: ExprId, pos: Pos) -> Vec<Val> {
        let recv = match model {
            Model::AtomicLoad
            | Model::AtomicStore
            | Model::AtomicAdd
            | Model::AtomicCompareAndSwap
            | Model::Use => self.pointee(params.first().cloned().unwrap_or_default()),
            _ => params.first().cloned().unwrap_or_default(),
        };
        let only = {
            let mut paths = recv.paths();
            let first = paths.next();
            if paths.next().is_none() { first } else { None }
        };
        let lock = |shared| only.map(|path| Lock { path, shared });
        // What is stored comes last.
        let is_false = params.last() == Some(&Val::Bool(false));
        self.atomic_captured(model, id);
        match model {
            Model::Lock | Model::RLock => {
                // Of several locks that it may be, each is taken for held: a missed race is better than a wrong report.
                for path in recv.paths() {
                    self.lock(Lock { path, shared: model == Model::RLock });
                }
            }
            Model::Unlock | Model::RUnlock => {
                for path in recv.paths() {
                    self.unlock(Lock { path, shared: model == Model::RUnlock });
                }
            }
            Model::TryLock | Model::TryRLock => {
                let held = lock(model == Model::TryRLock).map(Fact::Held);
                let guard = Guard { if_true: held.into_iter().collect(), if_false: Vec::new() };
                return vec![Val::Guard(guard.into())];
            }
            Model::GroupAdd => {
                if self.is_negative_argument(id) {
                    self.release(ReleaseKind::Done, &recv, pos);
                } else {
                    for path in recv.paths() {
                        self.access(path, Operation::WaitGroupAdd, None, false, pos);
                        self.state.add(path);
                    }
                }
            }
            Model::GroupDone => self.release(ReleaseKind::Done, &recv, pos),
            Model::GroupWait => {
                for path in recv.paths() {
                    self.access(path, Operation::WaitGroupWait, None, false, pos);
                    self.wait(JoinKind::Group, path, pos);
                }
            }
            Model::GroupGo => {
                if let Some(func) = params.get(1) {
                    self.start(func.clone(), Vec::new(), SpawnKind::Go, only, None, id, pos);
                }
            }
            Model::ActorAdd => match only {
                Some(group) => self.add_actor(group, params, id, pos),
                None => self.call_function_arguments(params, id, pos),
            },
            Model::ActorRun => {
                for path in recv.paths() {
                    self.run_actors(path, pos);
                }
            }
            Model::OnceDo => {
                if let Some(func) = params.get(1).cloned() {
                    let onces: Vec<Path> = recv.paths().collect();
                    for &path in &onces {
                        self.state.lock(Lock { path, shared: false });
                    }
                    self.apply(&func, Vec::new(), id, pos);
                    for path in onces {
                        self.state.unlock(&path);
                        // Whoever returns from Do comes after the one call: as ordered as by a read lock.
                        let done = Lock { path, shared: true };
                        if !self.state.ctx.locks.contains(&done) {
                            self.state.lock(done);
                        }
                    }
                }
            }
            Model::OnceFunc => return vec![recv],
            Model::AtomicLoad | Model::AtomicLoadAt => {
                for path in recv.paths() {
                    self.atomic(path, Operation::AtomicRead, false, pos);
                }
                if self.is_followed(self.bodies.ty(id)) {
                    return vec![self.step(&recv, Hop::ELEM)];
                }
                if let Some(path) = only {
                    let fact =
                        |value| vec![Fact::Joined(Join { kind: JoinKind::IsBool(value), path })];
                    let guard = Guard { if_true: fact(true), if_false: fact(false) };
                    return vec![Val::Guard(guard.into())];
                }
            }
            Model::AtomicStore | Model::AtomicStoreAt | Model::AtomicAdd | Model::AtomicAddAt => {
                let adds = matches!(model, Model::AtomicAdd | Model::AtomicAddAt);
                for path in recv.paths() {
                    self.atomic(path, Operation::AtomicWrite, is_false, pos);
                    if adds && self.cx.cells.is_counter(&path) {
                        self.release(ReleaseKind::Flag, &Val::Path(path), pos);
                    }
                }
                if self.is_followed(self.bodies.ty(id)) {
                    return vec![self.step(&recv, Hop::ELEM)];
                }
            }
            Model::AtomicCompareAndSwap | Model::AtomicCompareAndSwapAt => {
                for path in recv.paths() {
                    self.atomic(path, Operation::AtomicWrite, is_false, pos);
                }
                if let Some(path) = only {
                    let kind = JoinKind::Won(self.swap_hash(id));
                    let won = Fact::Joined(Join { kind, path });
                    // Of two values, it had the other.
                    let if_false = match params {
                        [.., Val::Bool(old), _] => {
                            vec![Fact::Joined(Join { kind: JoinKind::IsBool(!old), path })]
                        }
                        _ => Vec::new(),
                    };
                    let guard = Guard { if_true: vec![won], if_false };
                    return vec![Val::Guard(guard.into())];
                }
            }
            Model::Use => {
                for path in recv.paths() {
                    self.access(path, Operation::Use, None, false, pos);
                }
                self.call_function_arguments(&params[1.min(params.len())..], id, pos);
                return self.unknown_results(None, id);
            }
            Model::CondWait => {}
            Model::NewCond => return self.unknown_results(None, id),
            Model::TimerStart(arg) => {
                let timer = Path::new(Root::Fresh(self.object_at(id)));
                if let Some(func) = params.get(arg as usize) {
                    self.start(
                        func.clone(),
                        Vec::new(),
                        SpawnKind::Timer,
                        None,
                        Some(timer),
                        id,
                        pos,
                    );
                }
                return vec![self.fresh(self.object_at(id))];
            }
            Model::TimerStop => {
                if let Some(path) = only {
                    self.sync(SyncWhat::Signal(SignalKind::TimerStop), path, pos);
                    let stopped = Fact::Joined(Join { kind: JoinKind::Stopped, path });
                    let guard = Guard { if_true: vec![stopped], if_false: Vec::new() };
                    return vec![Val::Guard(guard.into())];
                }
            }
            Model::Callback(arg) => {
                if let Some(func) = params.get(arg as usize) {
                    self.start(func.clone(), Vec::new(), SpawnKind::Callback, None, None, id, pos);
                }
                return self.unknown_results(None, id);
            }
            Model::SubTest(arg) => {
                if let Some(part) = params.get(usize::from(arg)) {
                    self.subtest(part, id, pos);
                }
            }
            Model::ParallelTest => {}
            Model::WithCancel => return self.unknown_results(None, id),
            Model::ServerShutdown => {
                for path in recv.paths() {
                    self.wait(JoinKind::Group, path, pos);
                }
            }
            Model::PoolGet => return vec![self.fresh(self.object_at(id))],
            Model::PoolPut => {}
            Model::Spawner => {
                for func in params {
                    if func.each().iter().any(|val| matches!(val, Val::Func(_))) {
                        self.start(func.clone(), Vec::new(), SpawnKind::Go, only, None, id, pos);
                    }
                }
                return self.unknown_results(None, id);
            }
            Model::Waiter => self.wait_for_all_of(&recv, pos),
            Model::Exit => self.state.alive = false,
        }
        vec![Val::Opaque]
    }

    /// A part of a test: a call, unless it runs beside others once the test has returned.
    pub(super) fn subtest(&mut self, part: &Val, id: ExprId, pos: Pos) {
        for one in part.each() {
            let func = match one {
                Val::Func(func) => Some(func.func),
                _ => None,
            };
            if func.is_some_and(|func| self.cx.graph.parallel.contains(func.index())) {
                self.start(one.clone(), Vec::new(), SpawnKind::SubTest, None, None, id, pos);
                continue;
            }
            let n = func.map_or(1, |func| self.cx.program.funcs[func.index()].sig.params.len());
            self.apply(one, vec![Val::Opaque; n], id, pos);
            // It may end by a failure, which ends nothing but that part.
            self.state.alive = true;
        }
    }

    /// The object itself, where a field holds a pointer to it: what happens to the object does not touch the field.
    fn pointee(&self, val: Val) -> Val {
        let mut out = Val::Opaque;
        for path in val.paths() {
            let field = path.last_field();
            let by_pointer = field
                .is_some_and(|field| self.is_pointer(self.cx.program.fields[field.index()].ty));
            out = out.or(Val::Path(if by_pointer { path.push(Hop::ELEM) } else { path }));
        }
        out
    }

    fn is_negative_argument(&self, id: ExprId) -> bool {
        let Expr::Call { args, .. } = self.bodies.code.expr(id) else { return false };
        self.bodies
            .code
            .exprs_of(args)
            .first()
            .is_some_and(|&arg| matches!(self.bodies.code.expr(arg), Expr::Unary(_)))
    }

    /// What tells swaps apart that are won by one thread at most: the values, if they are constants, for whoever swaps the same
    /// ones finds them swapped; else the place.
    fn swap_hash(&self, call: ExprId) -> u32 {
        let code = &self.bodies.code;
        let constant = |value: ExprId| match (code.expr(value), self.bodies.res(value)) {
            (Expr::Const(Const::Int(number)), _) => Some(mix(1, u64::from(number as u32))),
            (_, Res::Bool(truth)) => Some(mix(2, u64::from(truth))),
            (_, Res::Global(global)) if self.cx.program.globals[global.index()].constant => {
                Some(mix(3, u64::from(global.0)))
            }
            _ => None,
        };
        let swapped = match code.expr(call) {
            Expr::Call { args, .. } => match code.exprs_of(args) {
                [.., old, new] => constant(*old).zip(constant(*new)),
                _ => None,
            },
            _ => None,
        };
        swapped.map_or(self.place_hash(call), |(old, new)| mix(old, new)) as u32
    }
}
