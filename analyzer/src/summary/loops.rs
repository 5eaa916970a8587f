//! The structured walk: loops, and where `break` and `continue` lead.

use super::domain::{Hop, Join, JoinKind, ReleaseKind, SpawnKey, SpawnMark, SyncWhat, Val};
use super::shared::Shared;
use super::state::State;
use super::tables::ClauseSet;
use super::walk::Walker;
use crate::conflict::model::Operation;
use crate::program::types::TyKind;
use crate::program::{Builtin, Res};
use crate::syntax::facts::{AssignOp, BinaryOp, Code, Expr, ExprId, StmtId, Sym};

/// Where `break` and `continue` lead.
pub(super) struct Frame {
    pub(super) label: Option<Sym>,
    pub(super) is_loop: bool,
    pub(super) breaks: State,
    pub(super) continues: State,
}

/// What a loop counts in its body: it goes on until a number, or how many elements a map has, is at its bound.
pub(super) struct Counter {
    goal: Goal,
    /// What has been waited for wherever the body counts.
    joined: Option<ClauseSet>,
}

#[derive(Clone, Copy)]
struct Goal {
    /// The number, or the map.
    place: ExprId,
    /// Whether the bound is reached by steps up.
    up: bool,
}

impl Walker<'_, '_> {
    pub(super) fn jump(&mut self, label: Option<Sym>, is_break: bool) {
        let state = std::mem::replace(&mut self.state, State::dead());
        let target = self.frames.iter_mut().rev().find(|frame| match label {
            Some(label) => frame.label == Some(label),
            None => is_break || frame.is_loop,
        });
        if let Some(frame) = target {
            let slot = if is_break { &mut frame.breaks } else { &mut frame.continues };
            slot.meet(state, &mut self.out.tables);
        }
    }

    pub(super) fn push_frame(&mut self, label: Option<Sym>, is_loop: bool) {
        self.frames.push(Frame { label, is_loop, breaks: State::dead(), continues: State::dead() });
    }

    pub(super) fn pop_frame(&mut self) -> (State, State) {
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
        let spawned_before: Vec<(SpawnKey, u8)> =
            entry.ctx.spawned.iter().map(|mark| (mark.key, mark.earlier_round)).collect();

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
        let mut started: Vec<SpawnKey> = Vec::new();
        if emit {
            let mut around = back.clone();
            // Started in this loop: in it alone, or once more after an earlier round of a loop around it.
            let started_here = |mark: &SpawnMark| {
                mark.earlier_round == 0
                    && !spawned_before.iter().any(|&(key, round)| key == mark.key && round == 0)
            };
            started.extend(
                around.ctx.spawned.iter().filter(|mark| started_here(mark)).map(|mark| mark.key),
            );
            if !started.is_empty() {
                for mark in around.ctx.spawned.make_mut() {
                    if started.contains(&mark.key) {
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
        if after.ctx.spawned.iter().any(|mark| started.contains(&mark.key)) {
            for mark in after.ctx.spawned.make_mut() {
                if started.contains(&mark.key) {
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
    pub(super) fn fill(&mut self, bound: Option<ExprId>) -> usize {
        let outside = self.filling.len();
        let code = &self.bodies.code;
        let capacity = bound.and_then(|bound| match code.expr(bound) {
            Expr::Binary(BinaryOp::Lt, _, right) => Some(right),
            Expr::Call { .. } => Some(bound),
            _ => None,
        });
        if let Some(Expr::Call { fun, args, .. }) = capacity.map(|capacity| code.expr(capacity))
            && self.bodies.res(fun) == Res::Builtin(Builtin::Cap)
            && let [channel] = code.exprs_of(args)
        {
            let channel = self.quietly(|walker| walker.eval(*channel));
            self.filling.extend(channel.paths());
        }
        outside
    }

    pub(super) fn for_loop(
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
        let outside = self.counters.len();
        let blocked = self.blocked;
        let goals =
            cond.filter(|_| post.is_none()).map(|cond| self.goals(cond)).unwrap_or_default();
        self.run_loop(label, cond.is_some() && post.is_some(), |walker| {
            let counters = goals.iter().flatten().map(|&goal| Counter { goal, joined: None });
            walker.counters.extend(counters);
            header.iter().for_each(|&var| walker.renew_captured(var));
            let (yes, mut no) = match cond {
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
            // However often the body counts, it has before the loop ends here.
            for counter in walker.counters.drain(outside..) {
                counter.joined.into_iter().for_each(|joined| no.join(joined));
            }
            no
        });
        if cond.is_none() && self.blocked > blocked {
            self.end_what_lasts();
        }
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

    /// Something comes to its end that goes on until somebody ends it.
    pub(super) fn end_what_lasts(&mut self) {
        self.out.lasts = true;
        self.state.ctx.lasted = true;
    }

    /// What may bring a loop to its end, by its condition: `n > 0`, `i < n`, `len(m) != 0`.
    fn goals(&self, cond: ExprId) -> [Option<Goal>; 2] {
        let code = &self.bodies.code;
        let Expr::Binary(op, left, right) = code.expr(cond) else { return [None; 2] };
        let (left_up, right_up) = match op {
            BinaryOp::Lt | BinaryOp::Le => (true, false),
            BinaryOp::Gt | BinaryOp::Ge => (false, true),
            BinaryOp::Ne => (false, false),
            _ => return [None; 2],
        };
        [(left, left_up), (right, right_up)].map(|(side, up)| match code.expr(side) {
            Expr::Call { fun, args, .. } if self.bodies.res(fun) == Res::Builtin(Builtin::Len) => {
                let map = code.exprs_of(args).first();
                map.map(|&place| Goal { place, up })
            }
            Expr::Local(_) | Expr::Ident(_) | Expr::Selector(..) => Some(Goal { place: side, up }),
            _ => None,
        })
    }

    /// A number makes a step up or down, or a map loses an element.
    pub(super) fn count(&mut self, place: ExprId, up: bool) {
        let code = &self.bodies.code;
        let now = self.state.ctx.joined;
        for counter in &mut self.counters {
            if counter.goal.up == up && is_same_place(code, counter.goal.place, place) {
                counter.joined = Some(counter.joined.map_or(now, |joined| joined.and(now)));
            }
        }
    }

    pub(super) fn range(
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
                    walker.access(path, op, None, false, pos);
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
}

/// Whether two expressions are one variable, or one field of it.
fn is_same_place(code: &Code, one: ExprId, other: ExprId) -> bool {
    match (code.expr(one), code.expr(other)) {
        (Expr::Local(one), Expr::Local(other)) => one == other,
        (Expr::Ident(one), Expr::Ident(other)) => one == other,
        (Expr::Selector(one, field), Expr::Selector(other, other_field)) => {
            field == other_field && is_same_place(code, one, other)
        }
        _ => false,
    }
}
