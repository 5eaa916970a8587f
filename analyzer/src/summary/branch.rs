//! The structured walk: statements of several cases.

use super::cells::ChannelLock;
use super::domain::{
    Hop, Join, JoinKind, Lock, Path, Pos, Release, ReleaseKind, Root, Spawn, SyncWhat, Val,
};
use super::eval::copy_of;
use super::scoped::{also_known_as, expand};
use super::state::State;
use super::walk::Walker;
use crate::conflict::model::{Operation, SignalKind};
use crate::syntax::facts::{Expr, ExprId, List, LocalKind, Stmt, StmtId, Sym};

impl Walker<'_, '_> {
    /// Whether a condition is a boolean parameter, or that it is false.
    pub(super) fn is_flag_parameter(&self, cond: ExprId) -> bool {
        match self.bodies.code.expr(cond) {
            Expr::Local(var) => self.file.facts.locals[var.index()].kind == LocalKind::Param,
            Expr::Not(inner) => self.is_flag_parameter(inner),
            _ => false,
        }
    }

    pub(super) fn switch(
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
        let code = &self.bodies.code;
        let mut rest = self.state.clone();
        let mut after = State::dead();
        let mut fallen = State::dead();
        let mut default = None;
        for case in &code.cases[cases.range()] {
            if case.default {
                default = Some(case);
                continue;
            }
            let mut entered = State::dead();
            self.state = rest;
            for &expr in code.exprs_of(case.exprs) {
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
            let falls = code
                .stmts_of(case.body)
                .last()
                .is_some_and(|&last| matches!(code.stmt(last), Stmt::Fallthrough));
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

    pub(super) fn type_switch(
        &mut self,
        label: Option<Sym>,
        init: Option<StmtId>,
        x: ExprId,
        cases: List,
    ) {
        if let Some(init) = init {
            self.stmt(init);
        }
        let val = self.eval(x);
        self.push_frame(label, false);
        let code = &self.bodies.code;
        let entry = self.state.clone();
        let mut after = State::dead();
        let mut has_default = false;
        for case in &code.cases[cases.range()] {
            has_default |= case.default;
            if let Some(bind) = case.bind {
                self.renew_captured(bind);
                let is_value = self.is_value_type(self.bodies.local_ty[bind.index()]);
                self.scratch.env.insert(bind, if is_value { copy_of(&val) } else { val.clone() });
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

    pub(super) fn select(&mut self, label: Option<Sym>, cases: List) {
        self.push_frame(label, false);
        let code = &self.bodies.code;
        // Channels and values are evaluated for every case before one is chosen.
        let cases = &code.cases[cases.range()];
        self.blocked += u32::from(cases.iter().all(|case| case.comm.is_some()));
        let entry = self.state.clone();
        let mut after = State::dead();
        for case in cases {
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

    pub(super) fn send(&mut self, channel: ExprId, value: ExprId) {
        let channel_val = self.eval(channel);
        let val = self.eval(value);
        let pos = self.pos(channel);
        for path in channel_val.paths() {
            self.access(path, Operation::Send, None, false, pos);
            self.name(&val, &path.push(Hop::ELEM));
            self.sync(SyncWhat::Signal(SignalKind::Send), path, pos);
        }
        self.release(ReleaseKind::Send, &channel_val, pos);
        for path in channel_val.paths() {
            match self.channel_lock(&path) {
                Some(ChannelLock::Put) => self.lock(Lock { path, shared: false }),
                Some(ChannelLock::Take) => self.state.unlock(&path),
                None => {}
            }
        }
        // A send on a channel without a buffer returns when it was received. Whoever sends as often as the buffer has places
        // has received, in the end, from all that had taken one.
        if let [path] = channel_val.paths().collect::<Vec<_>>()[..] {
            if self.filling.contains(&path) || self.has_one_place(&path) {
                self.join(&vec![Join { kind: JoinKind::Filled, path }]);
            } else if self.is_unbuffered(&path) {
                self.join(&vec![Join { kind: JoinKind::Send, path }]);
            }
        }
    }

    pub(super) fn receive(&mut self, channel: &Val, pos: Pos) {
        self.blocked += 1;
        let paths: Vec<Path> = channel.paths().collect();
        for &path in &paths {
            self.sync(SyncWhat::Wait(JoinKind::Receive), path, pos);
        }
        for path in &paths {
            match self.channel_lock(path) {
                Some(ChannelLock::Put) => self.state.unlock(path),
                Some(ChannelLock::Take) => self.lock(Lock { path: *path, shared: false }),
                None => {}
            }
        }
        let is_one_of_many = paths.iter().any(|path| self.is_one_of_many(path));
        self.release(ReleaseKind::Receive, channel, pos);
        if !is_one_of_many && !paths.is_empty() && paths.len() == channel.each().len() {
            let clause =
                paths.into_iter().map(|path| Join { kind: JoinKind::Receive, path }).collect();
            self.join(&clause);
        }
    }

    /// Whether several goroutines of this frame send on the channel and this receives the first value only: whose it is,
    /// nobody knows, unless only the last of them sends. Who receives another one is taken to receive all.
    fn is_one_of_many(&self, channel: &Path) -> bool {
        let ctx = &self.state.ctx;
        let received =
            self.out.tables.find_release(&Release { kind: ReleaseKind::Receive, path: *channel });
        if self.loop_depth > 0 || ctx.spawned.is_empty() || ctx.released.meets(received) {
            return false;
        }
        let started: Vec<&Spawn> =
            self.out.spawns.iter().filter(|spawn| ctx.mark_of(spawn).is_some()).collect();
        let many = |spawns: &[&Spawn]| spawns.len() > 1 || spawns.iter().any(|spawn| spawn.in_loop);
        if !many(&started) {
            return false;
        }
        let sends = |spawn: &&&Spawn| {
            let body = expand(self.cx, self.func, &self.out, spawn);
            body.releases.iter().any(|event| {
                let is_last = || {
                    let clauses = body.tables.clauses(body.ctx(event.ctx).joined);
                    clauses.flatten().any(|join| join.kind == JoinKind::LastReference)
                };
                event.release.kind == ReleaseKind::Send
                    && also_known_as(&body.names, &event.release.path).contains(channel)
                    && !is_last()
            })
        };
        let senders: Vec<&Spawn> = started.iter().filter(sends).copied().collect();
        many(&senders)
    }

    /// What was received: of a struct, a copy.
    pub(super) fn received(&self, channel: &Val, id: ExprId) -> Val {
        let val = self.step(channel, Hop::ELEM);
        if self.is_value_type(self.bodies.ty(id)) { copy_of(&val) } else { val }
    }

    fn channel_lock(&self, channel: &Path) -> Option<ChannelLock> {
        self.cx.cells.as_lock(channel.last_field()?)
    }

    /// Whether the channel has room for one value.
    fn has_one_place(&self, channel: &Path) -> bool {
        match (channel.last_field(), channel.root) {
            (Some(field), _) => self.cx.cells.has_one_place(field),
            (None, Root::Fresh(object)) => self.single.contains(&object),
            _ => false,
        }
    }

    /// Whether no `make` that is seen gives the channel a buffer.
    fn is_unbuffered(&self, channel: &Path) -> bool {
        match (channel.last_field(), channel.root) {
            (Some(field), _) => !self.cx.cells.buffered.contains(&field),
            (None, Root::Fresh(object)) => !self.buffered.contains(&object),
            _ => true,
        }
    }
}
