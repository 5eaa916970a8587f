//! A callee's summary at a call site: its events and effects in the caller's terms.

use super::Extent;
use super::combine::Translated;
use super::demand::MAX_TAIL;
use super::domain::{
    Access, Below, CallSite, Ctx, CtxId, DynCall, FuncVal, ObjectId, Pos, Release, ReleaseEvent,
    Root, Site, Spawn, SpawnKind, Summary, SyncEvent, Val, Via, mix,
};
use super::eval::object_of;
use super::limits;
use super::near::Near;
use super::subst::{Binding, ruled_out};
use super::walk::Walker;
use crate::program::{FieldId, FuncId};

/// How deep function values given to functions given to functions are followed.
const MAX_DYN_DEPTH: u32 = 5;

impl Walker<'_, '_> {
    /// Takes a callee in: events, effects on the state, results.
    pub(super) fn compose(
        &mut self,
        callee: FuncId,
        summary: &std::sync::Arc<Summary>,
        binding: &Binding,
        pos: Pos,
    ) -> Vec<Val> {
        if self.state.ctx.spawned.iter().any(|mark| mark.earlier_round > 0)
            && !self.cx.program.funcs[callee.index()].literal
        {
            // Each call has variables of its own.
            let roots = summary.accesses.iter().map(|access| access.path.root);
            for root in roots.filter(|root| matches!(root, Root::Var(_))) {
                self.state.renew(root, &self.out.tables);
            }
        }
        let base = self.state.ctx.clone();
        let made = made_for_results(summary);
        for &object in &made {
            self.seen_objects.remove(&Root::Fresh(object.mixed(binding.salt)));
        }
        if self.extent >= Extent::Calls {
            self.take_in(callee, summary, binding, &base, pos, &[], 0);
        }
        self.out.lasts |= summary.lasts && self.is_own_method(callee);
        if !summary.exit.returns {
            self.state.alive = false;
            return Vec::new();
        }
        // What a callee made and returns is made anew by each call.
        for object in made {
            self.state.renew(Root::Fresh(object.mixed(binding.salt)), &self.out.tables);
        }
        let exit = &summary.exit.ctx;
        self.take_exit(summary, binding);
        for group in &exit.added {
            for path in self.subst(group, binding).paths() {
                self.state.add(path);
            }
        }
        self.state.ctx.maybe_waited |= exit.maybe_waited;
        self.state.ctx.lasted |= exit.lasted;
        for mark in exit.spawned.iter() {
            let key = mark.key.mixed(binding.salt);
            if self.out.spawns.iter().any(|spawn| spawn.key == key) || !self.emit {
                self.state.spawn(key);
                let since = self.subst_clauses(summary, mark.since, binding);
                if since.is_empty() {
                    continue;
                }
                let spawned = self.state.ctx.spawned.make_mut();
                if let Some(own) = spawned.iter_mut().find(|own| own.key == key) {
                    own.since = since;
                }
            }
        }
        self.outcome = self.outcome_of(summary, binding);
        summary.results.iter().map(|val| self.subst_val(val, binding).variable()).collect()
    }

    /// Whether a callee is a method of the same type (or both are of none), or a literal.
    fn is_own_method(&self, callee: FuncId) -> bool {
        let [own, callee] = [self.func, callee].map(|func| &self.cx.program.funcs[func.index()]);
        let outermost = &self.cx.program.funcs[own.outermost.index()];
        callee.literal || callee.recv.map(|(ty, _)| ty) == outermost.recv.map(|(ty, _)| ty)
    }

    /// Records a callee's events as they look from here, each in the context `base` followed by its own.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn take_in(
        &mut self,
        callee: FuncId,
        summary: &std::sync::Arc<Summary>,
        binding: &Binding,
        base: &Ctx,
        pos: Pos,
        through: &[(FuncId, Pos)],
        depth: u32,
    ) {
        self.take_fields(summary, binding);
        // A call with the same arguments in the same context tells nothing new, but of what it makes.
        let tells_nothing = summary.tells_nothing();
        let is_told = !(tells_nothing && summary.names.is_empty());
        let again = is_told && depth == 0 && self.emit && {
            let ctx = self.ctx_id_of(base);
            !self.scratch.taken.insert((callee, ctx, binding.params.clone()))
        };
        self.take_names(summary, binding, again);
        self.out.partial |= summary.partial;
        if tells_nothing {
            return;
        }
        let mut known = Translated::of(summary);
        let mut site = None;
        // Of a function that nobody calls, only what runs beside its own goroutines is kept.
        let idle = self.is_top && !self.expanding && base.spawned.is_empty();
        // What the arguments do not let happen.
        let ruled_out = ruled_out(summary, binding);
        let never = |ctx: CtxId| summary.ctx(ctx).joined.meets(ruled_out);
        // What a literal does to the variables around it, only the function around it knows.
        let has_accesses = match self.extent {
            Extent::Whole => true,
            Extent::Uses if self.cx.is_user(self.func, callee) => true,
            _ => self.cx.program.funcs[callee.index()].literal,
        };
        if self.emit && !again {
            let step = self.step_to(callee, through);
            for (index, access) in summary.accesses.iter().enumerate() {
                if never(access.ctx) {
                    continue;
                }
                let meets = |near: &Near| near.meets(self.cx.program, &access.path, access.op);
                if has_accesses
                    && !idle
                    && !access.local
                    && match access.path.as_captured() {
                        Some(local) => self.is_in_scope(local),
                        None => self.wanted.has(access.op, access.below.through(step)),
                    }
                    && self.out.accesses.len() < limits::ACCESSES
                    && self.near.is_none_or(meets)
                {
                    self.take_access(
                        callee, summary, index, access, step, binding, base, pos, through,
                        &mut known, &mut site,
                    );
                }
            }
            for event in &summary.syncs {
                if !self.has_room_for_syncs() {
                    break;
                }
                for path in self.subst(&event.path, binding).paths() {
                    self.push_sync(SyncEvent { path, at: pos, ..*event });
                }
            }
            for event in summary.releases.iter().filter(|event| !never(event.ctx)) {
                if !self.has_room_for_kind(event.release.kind) {
                    continue;
                }
                let released = self.subst(&event.release.path, binding);
                let certain = event.certain && released.paths().count() == 1;
                for path in released.paths() {
                    let release = Release { path, ..event.release };
                    if !self.has_room_for(&release) {
                        continue;
                    }
                    let ctx = self.combined(summary, event.ctx, base, binding, &mut known);
                    self.push_release(ReleaseEvent { release, ctx, certain, ..*event });
                }
            }
        }
        for (index, spawn) in summary.spawns.iter().enumerate() {
            if !spawn.is_told() || never(spawn.ctx) || is_started_through(summary, spawn, self.func)
            {
                continue;
            }
            let key = spawn.key.mixed(binding.salt);
            if self.out.spawns.len() >= limits::SPAWNS
                && !self.out.spawns.iter().any(|own| own.key == key)
            {
                self.out.capped += u32::from(self.emit);
                continue;
            }
            if !self.emit {
                if spawn.kind != SpawnKind::SubTest {
                    self.state.spawn(key);
                }
                continue;
            }
            let site = *site.get_or_insert_with(|| self.site(callee, summary, pos, through));
            let ctx = self.combined(summary, spawn.ctx, base, binding, &mut known);
            let mut added = base.added.clone();
            for path in &spawn.added {
                added.make_mut().extend(self.subst(path, binding).paths());
            }
            let lifted = Spawn {
                key,
                kind: spawn.kind,
                entry: self.subst_val(&spawn.entry, binding),
                args: spawn.args.iter().map(|arg| self.subst_val(arg, binding)).collect(),
                releases_at_exit: spawn
                    .releases_at_exit
                    .and_then(|path| self.subst(&path, binding).paths().next()),
                added,
                in_loop: spawn.in_loop || self.loop_depth > 0,
                ctx,
                pos: spawn.pos,
                via: Some(Via::new(site, index)),
                lifted: spawn.lifted + 1,
                timer: spawn.timer.and_then(|path| self.subst(&path, binding).paths().next()),
                scoped: false,
                method: spawn.method,
            };
            // What the goroutine runs may be known only here.
            let learns = learns(&spawn.entry, &lifted.entry)
                || spawn.args.iter().zip(&lifted.args).any(|(old, new)| learns(old, new));
            // What a literal itself starts is the matter of the function around it.
            let is_literal = |func: FuncId| self.cx.program.funcs[func.index()].literal;
            let inner = spawn.via.map(|via| summary.sites[via.site as usize].callee);
            let of_literal = is_literal(callee) && inner.is_none_or(is_literal);
            if learns || of_literal || concerns_callers(&lifted) {
                self.push_spawn(lifted);
            }
        }
        for call in summary.dyn_calls.iter().filter(|call| !never(call.ctx)) {
            let target = self.subst(&call.target, binding);
            if !target.each().iter().any(|target| self.is_told_of(target, depth)) {
                continue;
            }
            let ctx = self.combined(summary, call.ctx, base, binding, &mut known);
            let args: Vec<Val> = call.args.iter().map(|arg| self.subst_val(arg, binding)).collect();
            let mut chain = through.to_vec();
            chain.push((callee, call.pos));
            for target in target.each() {
                self.take_dyn_call(target, &args, ctx, pos, &chain, binding.salt, depth);
            }
        }
    }

    /// Whether a function value that a callee calls is known here, or left to the callers of this function.
    fn is_told_of(&self, target: &Val, depth: u32) -> bool {
        match target {
            Val::Func(_) => depth < MAX_DYN_DEPTH,
            Val::Path(path) => {
                matches!(path.root, Root::Param(_) | Root::Var(_)) && self.has_room_for_dyn_calls()
            }
            _ => false,
        }
    }

    /// Takes such a function in, or leaves it to the callers.
    #[allow(clippy::too_many_arguments)]
    fn take_dyn_call(
        &mut self,
        target: &Val,
        args: &[Val],
        ctx: CtxId,
        pos: Pos,
        through: &[(FuncId, Pos)],
        salt: u64,
        depth: u32,
    ) {
        match target {
            Val::Func(func) if depth < MAX_DYN_DEPTH => {
                let FuncVal { func, recv, captures } = &**func;
                let params: Vec<Val> = recv.iter().chain(args).cloned().collect();
                if self.cx.sited.contains(func.index()) {
                    let (args, captures) = (params.clone(), captures.clone());
                    let nils = Vec::new();
                    self.push_call(CallSite { callee: *func, pos, ctx, args, captures, nils });
                }
                let Some(summary) = self.cx.summary(*func) else { return };
                let binding = Binding {
                    params,
                    variadic: None,
                    captures: captures.clone(),
                    nils: Vec::new(),
                    salt: mix(salt, u64::from(func.0)),
                };
                let base = self.out.ctxs[ctx as usize].clone();
                self.take_in(*func, summary, &binding, &base, pos, through, depth + 1);
                // What the callback unlocks, waits for or releases holds after the call too.
                self.take_exit(summary, &binding);
            }
            Val::Path(path) if matches!(path.root, Root::Param(_) | Root::Var(_)) => {
                self.push_dyn_call(DynCall { target: *path, args: args.to_vec(), ctx, pos });
            }
            _ => {}
        }
    }

    fn take_fields(&mut self, summary: &Summary, binding: &Binding) {
        if summary.fields.is_empty() {
            return;
        }
        let mut objects: Vec<ObjectId> = summary.fields.keys().copied().collect();
        objects.sort_unstable();
        let variables = variables_of(summary);
        for object in objects {
            // A variable is the same for callers, an object is made anew by each call.
            let is_variable = variables.contains(&object);
            let new = if is_variable { object } else { object.mixed(binding.salt) };
            if !self.has_room_for_fields(new) {
                continue;
            }
            let told = |(field, val): &(FieldId, Val)| (*field, self.subst_val(val, binding));
            let given = summary.fields[&object].iter().map(told).collect();
            self.set_fields(new, given);
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn take_access(
        &mut self,
        callee: FuncId,
        summary: &std::sync::Arc<Summary>,
        index: usize,
        access: &Access,
        step: Below,
        binding: &Binding,
        base: &Ctx,
        pos: Pos,
        through: &[(FuncId, Pos)],
        known: &mut Translated,
        site: &mut Option<u32>,
    ) {
        for path in self.subst_access(access, binding, &mut known.object).paths() {
            // Of an object about which nothing is known but its type, one step is not enough to tell it by.
            let told_apart = match path.root {
                Root::Unknown | Root::Result(_) => {
                    path.hops().len() > 1
                        && (self.cx.reach.unknown
                            || path.hops().iter().any(|hop| hop.is_accessor()))
                }
                // A private object concerns nobody before a goroutine has it.
                Root::Fresh(_) => {
                    self.expanding || !base.spawned.is_empty() && access.below.calls < MAX_TAIL
                }
                _ => true,
            };
            if path.copy || !told_apart {
                continue;
            }
            let ctx = self.combined(summary, access.ctx, base, binding, known);
            let site = *site.get_or_insert_with(|| self.site(callee, summary, pos, through));
            let via = Some(Via::new(site, index));
            let below = access.below.through(step);
            let unseen = access.unseen || self.is_unseen(&path);
            let unstored = access.unstored || self.is_unstored(&path);
            self.push_access(Access {
                path,
                ctx,
                via,
                below,
                local: false,
                unseen,
                unstored,
                ..*access
            });
        }
    }

    /// What the call of a function, through others that were given it, adds to the way to what that does.
    fn step_to(&self, callee: FuncId, through: &[(FuncId, Pos)]) -> Below {
        let funcs = through.iter().map(|(func, _)| *func).chain(std::iter::once(callee));
        let mut step = Below { calls: 1, ..Below::default() };
        for func in funcs {
            step.named += u8::from(!self.cx.program.funcs[func.index()].literal);
            step.torn |= self.cx.teardowns.contains(func.index());
        }
        step
    }

    fn site(
        &mut self,
        callee: FuncId,
        summary: &std::sync::Arc<Summary>,
        pos: Pos,
        through: &[(FuncId, Pos)],
    ) -> u32 {
        self.push_site(Site { pos, callee, summary: summary.clone(), through: through.to_vec() })
    }
}

/// Whether one of the calls that lead to a goroutine's start is of this function.
fn is_started_through(summary: &Summary, spawn: &Spawn, func: FuncId) -> bool {
    let (mut summary, mut spawn) = (summary, spawn);
    while let Some(via) = spawn.via {
        let Some(site) = summary.sites.get(via.site as usize) else { break };
        if site.callee == func || site.through.iter().any(|(through, _)| *through == func) {
            return true;
        }
        let Some(inner) = site.summary.spawns.get(via.number()) else { break };
        (summary, spawn) = (&site.summary, inner);
    }
    false
}

/// By what numbers the fields of the variables are known that a function returns or gives to its goroutines.
fn variables_of(summary: &Summary) -> Vec<ObjectId> {
    let args = summary.spawns.iter().flat_map(|spawn| &spawn.args);
    let paths = summary.results.iter().chain(args).flat_map(Val::paths);
    let is_variable = |root: &Root| matches!(root, Root::Var(_));
    paths.map(|path| path.root).filter(is_variable).filter_map(object_of).collect()
}

/// The objects that a function makes and returns, itself or in the fields of others.
fn made_for_results(summary: &Summary) -> Vec<ObjectId> {
    fn add(objects: &mut Vec<ObjectId>, val: &Val) {
        for path in val.paths() {
            if let Root::Fresh(object) = path.root
                && !objects.contains(&object)
            {
                objects.push(object);
            }
        }
    }
    let mut objects = Vec::new();
    summary.results.iter().for_each(|val| add(&mut objects, val));
    let mut next = 0;
    while let Some(object) = objects.get(next) {
        let fields = summary.fields.get(object).map_or(&[][..], Vec::as_slice);
        fields.iter().for_each(|(_, val)| add(&mut objects, val));
        next += 1;
    }
    objects
}

/// Whether a goroutine has an object that callers can reach; otherwise it is no matter to them.
pub(crate) fn concerns_callers(spawn: &Spawn) -> bool {
    fn reaches(val: &Val, depth: u32) -> bool {
        match val {
            Val::Path(path) => matches!(
                path.root,
                Root::Param(_) | Root::Var(_) | Root::Fresh(_) | Root::Result(_)
            ),
            Val::Func(func) => {
                depth < 4
                    && (func.recv.as_ref().is_some_and(|recv| reaches(recv, depth + 1))
                        || func.captures.iter().any(|(_, val)| reaches(val, depth + 1)))
            }
            Val::Many(vals) => vals.iter().any(|val| reaches(val, depth)),
            Val::Opaque | Val::Guard(_) | Val::Bool(_) => false,
        }
    }
    reaches(&spawn.entry, 0) || spawn.args.iter().any(|arg| reaches(arg, 0))
}

/// Whether a caller knows a function that the callee did not.
fn learns(callee: &Val, caller: &Val) -> bool {
    match (callee, caller) {
        (Val::Path(_), _) => caller.each().iter().any(|val| matches!(val, Val::Func(_))),
        (Val::Func(old), Val::Func(new)) => {
            let captured = old.captures.iter().zip(&new.captures);
            old.recv.iter().zip(&new.recv).any(|(old, new)| learns(old, new))
                || captured.into_iter().any(|((_, old), (_, new))| learns(old, new))
        }
        _ => false,
    }
}
