//! Calls: what is called with what, and the goroutines that start.

use super::domain::{
    CallSite, CtxId, FuncVal, Hop, JoinKind, ObjectId, Path, Pos, Root, Spawn, SpawnKind, Summary,
    SyncWhat, Val, mix,
};
use super::escape::By;
use super::models::{self, Model};
use super::subst::Binding;
use super::walk::Walker;
use crate::conflict::model::SignalKind;
use crate::program::types::{TyKind, Types};
use crate::program::{Builtin, FuncId, IfaceId, Implementation, NamedId, Res};
use crate::syntax::facts::{Code, Expr, ExprId, Sym};

/// What is called.
#[derive(Clone, Debug)]
pub(super) enum Callee {
    Builtin(Builtin),
    Convert,
    Func(FuncId),
    Iface(IfaceId, Option<NamedId>, Sym),
    Value(Val),
    Unknown(Option<Sym>),
}

/// A call whose function and arguments are evaluated.
#[derive(Clone, Debug)]
pub(super) struct Prepared {
    pub(super) callee: Callee,
    /// The receiver, if there is one, and the arguments.
    pub(super) params: Vec<Val>,
    has_recv: bool,
    spread: bool,
}

impl Walker<'_, '_> {
    /// Evaluates and performs a call.
    pub(super) fn call(&mut self, id: ExprId) -> Vec<Val> {
        let prepared = self.prepare(id);
        self.perform(prepared, id)
    }

    /// Evaluates a call's function and arguments.
    pub(super) fn prepare(&mut self, id: ExprId) -> Prepared {
        let Expr::Call { fun, args, spread } = self.bodies.code.expr(id) else {
            let val = self.eval(id);
            return Prepared {
                callee: Callee::Value(val),
                params: Vec::new(),
                has_recv: false,
                spread: false,
            };
        };
        let mut params = Vec::new();
        let mut has_recv = false;
        let callee = match self.bodies.res(fun) {
            Res::Builtin(builtin) => Callee::Builtin(builtin),
            Res::Type => Callee::Convert,
            Res::Func(func) | Res::MethodExpr(func) => Callee::Func(func),
            Res::Method(func, hops) => {
                if let Some(base) = self.selector_base(fun) {
                    let hops = self.bodies.hops(hops).to_vec();
                    params.push(self.receiver(base, &hops, self.pos(fun)));
                    has_recv = true;
                }
                Callee::Func(func)
            }
            Res::IfaceMethod(iface, named, hops) => {
                let Expr::Selector(base, name) = self.bodies.code.expr(fun) else {
                    return Prepared { callee: Callee::Unknown(None), params, has_recv, spread };
                };
                let hops = self.bodies.hops(hops).to_vec();
                let mut val = self.eval(base);
                for hop in hops {
                    val = self.step(&val, Hop::field(hop));
                }
                params.push(val);
                has_recv = true;
                Callee::Iface(iface, named, name)
            }
            _ => match self.bodies.code.expr(fun) {
                Expr::Selector(base, name)
                    if !matches!(self.bodies.res(fun), Res::Field(..) | Res::Global(_)) =>
                {
                    if self.bodies.res(base) != Res::Package {
                        params.push(self.eval(base));
                        has_recv = true;
                    }
                    Callee::Unknown(Some(name))
                }
                _ => Callee::Value(self.eval(fun)),
            },
        };
        let in_place = matches!(callee, Callee::Builtin(Builtin::New | Builtin::Make));
        let args = self.bodies.code.exprs_of(args);
        if let ([only], false) = (args, in_place)
            && let TyKind::Tuple(parts) = self.bodies.types.kind(self.bodies.ty(*only))
        {
            let n = parts.len();
            params.extend(self.eval_many(*only, n));
        } else {
            for &arg in args {
                let val = match self.bodies.res(arg) {
                    Res::Bool(value) => Val::Bool(value),
                    _ => self.eval(arg),
                };
                params.push(val);
            }
        }
        Prepared { callee, params, has_recv, spread }
    }

    fn selector_base(&self, fun: ExprId) -> Option<ExprId> {
        match self.bodies.code.expr(fun) {
            Expr::Selector(base, _) => Some(base),
            Expr::Index(inner, _) | Expr::Instantiate(inner, _) => self.selector_base(inner),
            _ => None,
        }
    }

    /// Performs a call: its effects at this point, and its results.
    pub(super) fn perform(&mut self, call: Prepared, id: ExprId) -> Vec<Val> {
        if !self.state.alive {
            return Vec::new();
        }
        let pos = self.pos(id);
        self.outcome = None;
        match call.callee {
            Callee::Builtin(builtin) => vec![self.builtin(builtin, &call.params, id)],
            Callee::Convert => vec![call.params.into_iter().next().unwrap_or_default().variable()],
            Callee::Func(func) => {
                self.call_func(func, call.params, Vec::new(), call.has_recv, call.spread, id, pos)
            }
            Callee::Iface(iface, _, method) => self.call_iface(iface, method, call.params, id, pos),
            Callee::Value(val) => self.apply(&val, call.params, id, pos),
            Callee::Unknown(name) => self.call_unknown(name, call.params, call.has_recv, id, pos),
        }
    }

    /// Calls a function value.
    pub(super) fn apply(&mut self, target: &Val, args: Vec<Val>, id: ExprId, pos: Pos) -> Vec<Val> {
        let mut results: Vec<Val> = Vec::new();
        let mut known = false;
        for val in target.each() {
            let out = match val {
                Val::Func(func) => {
                    known = true;
                    let FuncVal { func, recv, captures } = &**func;
                    let mut params = Vec::with_capacity(args.len() + 1);
                    params.extend(recv.clone());
                    params.extend(args.iter().cloned());
                    self.call_func(*func, params, captures.clone(), recv.is_some(), false, id, pos)
                }
                Val::Path(path) => {
                    self.cancelling(id, *path, pos);
                    self.maybe_waiting(id);
                    self.call_handed(path);
                    let ctx = self.ctx();
                    self.push_dyn_call(super::domain::DynCall {
                        target: *path,
                        args: args.clone(),
                        ctx,
                        pos,
                    });
                    continue;
                }
                _ => continue,
            };
            for (i, val) in out.into_iter().enumerate() {
                match results.get_mut(i) {
                    Some(slot) => *slot = std::mem::take(slot).or(val),
                    None => results.push(val),
                }
            }
        }
        if !known {
            self.call_function_arguments(&args, id, pos);
            return self.unknown_results(None, id);
        }
        results
    }

    /// A call of a function value that, by its type or name, cancels a context.
    fn cancelling(&mut self, id: ExprId, path: Path, pos: Pos) {
        let Expr::Call { fun, .. } = self.bodies.code.expr(id) else { return };
        let named = self.bodies.types.named(self.bodies.ty(fun));
        let by_type = named.is_some_and(|named| models::is_cancel_type(self.cx.program, named));
        let by_name = match self.bodies.code.expr(fun) {
            Expr::Selector(_, name) => self.cx.program.name(name).to_lowercase().contains("cancel"),
            Expr::Local(var) => self
                .cx
                .program
                .name(self.file.facts.locals[var.index()].name)
                .to_lowercase()
                .contains("cancel"),
            _ => false,
        };
        if by_type || by_name {
            self.sync(SyncWhat::Signal(SignalKind::Cancel), path, pos);
        }
    }

    /// Whether a call is known to return something, as `ctx.Done()` does and `wg.Done()` does not.
    fn has_result(&self, id: ExprId) -> bool {
        match self.bodies.types.kind(self.bodies.ty(id)) {
            TyKind::Opaque | TyKind::Missing => false,
            TyKind::Tuple(parts) => !parts.is_empty(),
            _ => true,
        }
    }

    /// A function value whose name speaks of waiting may wait, though nothing shows it.
    fn maybe_waiting(&mut self, id: ExprId) {
        let Expr::Call { fun, .. } = self.bodies.code.expr(id) else { return };
        let name = match self.bodies.code.expr(fun) {
            Expr::Selector(_, name) => Some(name),
            Expr::Local(var) => Some(self.file.facts.locals[var.index()].name),
            _ => None,
        };
        if let Some(name) = name {
            self.state.ctx.maybe_waited |= models::may_wait(self.cx.program.name(name));
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn call_func(
        &mut self,
        func: FuncId,
        params: Vec<Val>,
        captures: Vec<(crate::program::LocalId, Val)>,
        has_recv: bool,
        spread: bool,
        id: ExprId,
        pos: Pos,
    ) -> Vec<Val> {
        let info = &self.cx.program.funcs[func.index()];
        let waits_for = match self.cx.models.of_func(func) {
            // What else it does counts as well.
            Some(Model::Waiter) if info.has_body => params.first().cloned(),
            Some(model) => return self.model(model, &params, id, pos),
            None => None,
        };
        if !info.has_body {
            return self.call_unknown(Some(info.name), params, has_recv, id, pos);
        }
        self.blocked += u32::from(models::accepts(self.cx.program.name(info.name)));
        let nils = self.nilness_for(func);
        if self.cx.sited.contains(func.index()) {
            let ctx = self.ctx();
            let (args, captures, nils) = (params.clone(), captures.clone(), nils.clone());
            self.push_call(CallSite { callee: func, pos, ctx, args, captures, nils });
        }
        let Some(summary) = self.cx.summary(func) else {
            // Recursion: the round before knows of it, or nothing does.
            return self.unknown_results(None, id);
        };
        let variadic = (info.sig.variadic && !spread)
            .then(|| info.sig.params.len() - 1 + usize::from(info.recv.is_some()));
        let binding = Binding {
            params,
            variadic,
            captures,
            nils,
            salt: mix(self.place_hash(id), u64::from(func.0)),
        };
        let given_in = self.ctx();
        let results = self.compose(func, summary, &binding, pos);
        self.call_given_literals(summary, &binding.params, given_in, pos);
        if let Some(object) = waits_for {
            self.wait_for_all_of(&object, pos);
        }
        results
    }

    /// What a literal that is given to a callee runs under, if the callee is not seen to call it, nor to keep or start it:
    /// most likely it calls it in a way that is hard to follow, as a recursive walk does.
    fn call_given_literals(&mut self, callee: &Summary, params: &[Val], ctx: CtxId, pos: Pos) {
        for (number, val) in params.iter().enumerate() {
            let Val::Func(given) = val else { continue };
            let literal = given.func;
            let param = Root::Param(number as u16);
            let is_kept = callee.names.iter().any(|(root, _)| *root == param);
            let is_started = (callee.spawns.iter()).any(|spawn| {
                std::iter::once(&spawn.entry)
                    .chain(&spawn.args)
                    .any(|val| val.paths().any(|path| path.root == param))
            });
            if self.cx.program.funcs[literal.index()].literal
                && self.cx.sited.contains(literal.index())
                && !is_kept
                && !is_started
                && self.out.calls.iter().all(|call| call.callee != literal)
            {
                let captures = given.captures.clone();
                let (args, nils) = (Vec::new(), Vec::new());
                self.push_call(CallSite { callee: literal, pos, ctx, args, captures, nils });
            }
        }
    }

    /// Waits for the goroutines of an object, because its owners say so.
    pub(super) fn wait_for_all_of(&mut self, object: &Val, pos: Pos) {
        for path in object.paths() {
            self.wait(JoinKind::All, path, pos);
        }
    }

    fn call_iface(
        &mut self,
        iface: IfaceId,
        method: Sym,
        params: Vec<Val>,
        id: ExprId,
        pos: Pos,
    ) -> Vec<Val> {
        if let Some(model) = self.cx.models.of_iface(iface, method) {
            return self.model(model, &params, id, pos);
        }
        if let Some(target) = self.cx.only_target(iface, method) {
            let params = self.to_receiver(&target, params);
            return self.call_func(target.func, params, Vec::new(), true, false, id, pos);
        }
        self.call_unknown(Some(method), params, true, id, pos)
    }

    /// The arguments of a method that is found in what the receiver embeds.
    pub(super) fn to_receiver(&self, target: &Implementation, mut params: Vec<Val>) -> Vec<Val> {
        if let Some(recv) = params.first_mut() {
            for &hop in &target.hops {
                *recv = self.step(recv, Hop::field(hop));
            }
        }
        params
    }

    /// A call of which no body is known.
    fn call_unknown(
        &mut self,
        name: Option<Sym>,
        params: Vec<Val>,
        has_recv: bool,
        id: ExprId,
        pos: Pos,
    ) -> Vec<Val> {
        let text = name.map_or("", |name| self.cx.program.name(name));
        params.iter().for_each(|val| self.show_all(val, By::Anyone));
        if let Some(model) = self.cx.models.of_name(text) {
            return self.model(model, &params, id, pos);
        }
        let recv = if has_recv { params.first().cloned().unwrap_or_default() } else { Val::Opaque };
        if matches!(
            self.bodies.res(fun_of(&self.bodies.code, id)),
            Res::Missing | Res::Unknown | Res::IfaceMethod(..)
        ) {
            self.state.ctx.maybe_waited |= models::may_wait(text);
        }
        if has_recv && models::serves(text) {
            self.end_what_lasts();
        }
        self.blocked += u32::from(models::accepts(text));
        let has_func =
            params.iter().any(|val| val.each().iter().any(|val| matches!(val, Val::Func(_))));
        if has_recv && params.len() == 1 && models::waits(text) {
            for path in recv.paths() {
                self.wait(JoinKind::Group, path, pos);
            }
        } else if let Some(model) = models::by_name(text)
            && has_recv
            && params.len() == 1
            && !self.has_result(id)
        {
            self.model(model, &params, id, pos);
        } else if has_func && text == models::SUBTEST_NAME && self.is_given_another(&params, id) {
            self.subtest(&params[2], id, pos);
        } else if has_func && models::SPAWNING_NAMES.contains(&text) {
            for val in &params[usize::from(has_recv)..] {
                if matches!(val, Val::Func(_)) {
                    let group = recv.paths().next();
                    self.start(val.clone(), Vec::new(), SpawnKind::Callback, group, None, id, pos);
                }
            }
        } else {
            self.call_function_arguments(&params, id, pos);
        }
        let accessor =
            if has_recv && params.len() == 1 { name.map(|name| (recv, name)) } else { None };
        self.unknown_results(accessor, id)
    }

    /// Whether a call gives a name and a function to which another of the receiver's type is given, as `t.Run` is.
    fn is_given_another(&self, params: &[Val], id: ExprId) -> bool {
        let [_, _, Val::Func(given)] = params else { return false };
        let Expr::Selector(base, _) = self.bodies.code.expr(fun_of(&self.bodies.code, id)) else {
            return false;
        };
        let ty = self.bodies.ty(base);
        let sig = &self.cx.program.funcs[given.func.index()].sig;
        ty != Types::OPAQUE && ty != Types::MISSING && sig.params[..] == [ty]
    }

    /// A function given to unknown code is most likely called by it, here and now.
    pub(super) fn call_function_arguments(&mut self, params: &[Val], id: ExprId, pos: Pos) {
        for val in params {
            for one in val.each() {
                if let Val::Func(func) = one {
                    let n = self.cx.program.funcs[func.func.index()].sig.params.len();
                    self.apply(one, vec![Val::Opaque; n], id, pos);
                }
            }
        }
    }

    /// Results of a call without a known body: what an accessor returns is named by it, the rest by the call.
    pub(super) fn unknown_results(&mut self, accessor: Option<(Val, Sym)>, id: ExprId) -> Vec<Val> {
        let ty = self.bodies.ty(id);
        let hash = self.place_hash(id);
        if let TyKind::Tuple(parts) = self.bodies.types.kind(ty).clone() {
            return parts
                .iter()
                .enumerate()
                .map(|(i, &part)| {
                    if self.is_followed(part) {
                        self.result(mix(hash, i as u64 + 1))
                    } else {
                        Val::Opaque
                    }
                })
                .collect();
        }
        if !self.is_followed(ty) {
            return vec![Val::Opaque];
        }
        if let Some((recv, method)) = accessor
            && recv.paths().next().is_some()
        {
            return vec![self.step(&recv, Hop::accessor(method))];
        }
        vec![self.result(hash)]
    }

    fn result(&mut self, hash: u64) -> Val {
        let root = Root::Result(ObjectId::of(hash));
        self.state.renew(root, &self.out.tables);
        Val::Path(Path::new(root))
    }

    /// A goroutine starts.
    pub(super) fn go(&mut self, call: ExprId) {
        let prepared = self.prepare(call);
        let pos = self.pos(call);
        match prepared.callee {
            Callee::Func(func) => {
                let entry = Self::func_val(func, None, Vec::new());
                self.start(entry, prepared.params, SpawnKind::Go, None, None, call, pos);
            }
            Callee::Value(val) => {
                self.start(val, prepared.params, SpawnKind::Go, None, None, call, pos)
            }
            Callee::Iface(iface, named, method) => match self.cx.only_target(iface, method) {
                Some(target) => {
                    let entry = Self::func_val(target.func, None, Vec::new());
                    let params = self.to_receiver(&target, prepared.params);
                    self.start(entry, params, SpawnKind::Go, None, None, call, pos);
                }
                None => {
                    let method = Some((iface, named, method));
                    self.start_method(
                        Val::Opaque,
                        prepared.params,
                        SpawnKind::Go,
                        None,
                        None,
                        method,
                        call,
                        pos,
                    );
                }
            },
            Callee::Unknown(_) | Callee::Builtin(_) | Callee::Convert => {}
        }
    }

    #[allow(clippy::too_many_arguments)]
    pub(super) fn start(
        &mut self,
        entry: Val,
        args: Vec<Val>,
        kind: SpawnKind,
        group: Option<Path>,
        timer: Option<Path>,
        id: ExprId,
        pos: Pos,
    ) {
        self.start_method(entry, args, kind, group, timer, None, id, pos);
    }

    #[allow(clippy::too_many_arguments)]
    fn start_method(
        &mut self,
        entry: Val,
        args: Vec<Val>,
        kind: SpawnKind,
        group: Option<Path>,
        timer: Option<Path>,
        method: Option<(IfaceId, Option<NamedId>, Sym)>,
        id: ExprId,
        pos: Pos,
    ) {
        let ctx = self.ctx();
        let added = self.state.ctx.added.clone();
        let spawn = Spawn {
            key: self.object_at(id),
            kind,
            entry,
            args,
            releases_at_exit: group,
            added,
            in_loop: self.loop_depth > 0,
            ctx,
            pos,
            via: None,
            lifted: 0,
            timer,
            scoped: false,
            method,
        };
        self.push_spawn(spawn);
    }
}

/// The function part of a call.
fn fun_of(code: &Code, id: ExprId) -> ExprId {
    match code.expr(id) {
        Expr::Call { fun, .. } => fun,
        _ => id,
    }
}
