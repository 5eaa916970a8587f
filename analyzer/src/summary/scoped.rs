//! What a goroutine does as seen from the function that starts it, and goroutines that a function waits for itself.

use rustc_hash::FxHashMap;

use super::Context;
use super::demand::Wanted;
use super::domain::{Access, Ctx, Lock, Path, Root, Spawn, Summary, Val, Via};
use super::joins::{Goroutine, covers};
use super::near::Near;
use super::shared::Shared;
use super::state::State;
use super::tables::ReleaseSet;
use super::walk::Walker;
use crate::program::FuncId;

/// The summary of a goroutine in the terms of the function that starts it (or of a caller of that, for a goroutine
/// seen through calls).
pub(crate) fn expand(cx: &Context<'_>, frame: FuncId, spawner: &Summary, spawn: &Spawn) -> Summary {
    expand_near(cx, frame, spawner, spawn, None)
}

/// The same, but of the accesses those that may meet one of the other side's.
pub(crate) fn expand_near(
    cx: &Context<'_>,
    frame: FuncId,
    spawner: &Summary,
    spawn: &Spawn,
    near: Option<&Near>,
) -> Summary {
    let run = |locks: Vec<Lock>| {
        let mut walker = Walker::bare(cx, frame);
        walker.out.fields = spawner.fields.clone();
        walker.out.names = spawner.names.clone();
        walker.expanding = true;
        walker.wanted = Wanted::ALL;
        walker.near = near;
        walker.start_goroutine(spawn, locks);
        walker
    };
    let mut walker = run(Vec::new());
    // A lock that the goroutine releases and has not taken is one that its starter has handed over to it.
    let held = spawner.ctxs.get(spawn.ctx as usize).map_or(&[][..], |ctx| &ctx.locks);
    let handed: Vec<Lock> = (held.iter())
        .filter(|lock| {
            let ctxs = walker.out.ctxs.iter().chain(std::iter::once(&walker.state.ctx));
            ctxs.flat_map(|ctx| &ctx.unlocked).any(|path| *path == lock.path)
        })
        .copied()
        .collect();
    if !handed.is_empty() {
        walker = run(handed);
    }
    walker.out.exit.ctx = std::mem::take(&mut walker.state.ctx);
    walker.out.exit.returns = walker.state.alive;
    if near.is_none() {
        // It is kept.
        walker.compact();
    }
    walker.out
}

/// Calls between the start of a goroutine and the function that may wait for it on each return.
const MAX_SCOPED_LIFT: u8 = 2;

/// The paths under which an object is known in a function.
pub(crate) fn also_known_as(names: &[(Root, Path)], path: &Path) -> Vec<Path> {
    let mut all = vec![*path];
    if names.is_empty() {
        return all;
    }
    let mut next = 0;
    while next < all.len() && all.len() < 8 {
        let one = all[next];
        for (root, name) in names {
            if *root == one.root {
                let renamed = name.extend(one.hops());
                if !all.contains(&renamed) {
                    all.push(renamed);
                }
            }
        }
        next += 1;
    }
    all
}

/// The call through which a goroutine was started of which the callee already knew what it runs: there it was judged
/// against whatever that call does.
pub(crate) fn judged_at(cx: &Context<'_>, summary: &Summary, spawn: &Spawn) -> Option<u32> {
    let via = spawn.via?;
    let inner = summary.sites[via.site as usize].summary.spawns.get(via.number())?;
    let is_known = |val: &Val| match val {
        Val::Func(func) => cx.summary(func.func).is_some_and(|summary| {
            summary.dyn_calls.iter().all(|call| !call.target.hops().is_empty())
        }),
        _ => false,
    };
    let known = inner.method.is_some() || inner.entry.each().iter().all(is_known);
    known.then_some(via.site)
}

impl Walker<'_, '_> {
    /// Finds the goroutines for which every return waits, and takes what they do in as this function's own.
    pub(super) fn close_over_scoped_spawns(&mut self) {
        let marks = self.out.exit.ctx.spawned.clone();
        let mut scoped_keys = Vec::new();
        for index in 0..self.out.spawns.len() {
            let spawn = self.out.spawns[index].clone();
            let Some(mark) = marks.iter().find(|mark| mark.key == spawn.key) else {
                // It was started on no path that returns.
                continue;
            };
            // Far from where it starts, a goroutine is hardly waited for by the handle that it releases.
            if mark.since.is_empty() || spawn.lifted > MAX_SCOPED_LIFT {
                continue;
            }
            let body = expand(self.cx, self.func, &self.out, &spawn);
            let names = self.out.names.clone();
            let same = |a: &Path, b: &Path| {
                let (a, b) = (also_known_as(&names, a), also_known_as(&names, b));
                a.iter().any(|a| b.contains(a))
            };
            let goroutine = Goroutine::in_frame(&spawn, &body, &self.out);
            let join = self.out.tables.clauses(mark.since).find_map(|clause| match &clause[..] {
                [join] if covers(join, goroutine, None, &same).is_ok() => Some(*join),
                _ => None,
            });
            let Some(join) = join else { continue };
            if body.spawns.iter().any(|inner| !inner.scoped) {
                // It leaves goroutines of its own behind.
                continue;
            }
            let released = self.released_before.get(&join).copied().unwrap_or_default();
            self.out.spawns[index].scoped = true;
            scoped_keys.push(spawn.key);
            self.take_scoped(&spawn, &body, released);
        }
        if !scoped_keys.is_empty() {
            for ctx in self.out.exit.ctxs_mut() {
                ctx.spawned.retain(|mark| !scoped_keys.contains(&mark.key));
            }
        }
    }

    fn take_scoped(&mut self, spawn: &Spawn, body: &Summary, released: ReleaseSet) {
        let start = self.out.ctxs[spawn.ctx as usize].clone();
        let site = self.push_site(super::domain::Site {
            pos: spawn.pos,
            callee: self.func,
            summary: std::sync::Arc::new(body.clone()),
            through: Vec::new(),
        });
        let mut ctxs: FxHashMap<u32, u32> = FxHashMap::default();
        for (index, access) in body.accesses.iter().enumerate() {
            if matches!(access.path.root, Root::Fresh(_) | Root::Result(_))
                || !self.wanted.has(access.op, access.below)
                || self.out.accesses.len() >= super::limits::ACCESSES
            {
                continue;
            }
            let ctx = match ctxs.get(&access.ctx) {
                Some(&ctx) => ctx,
                None => {
                    let own = body.ctx(access.ctx);
                    let mut joined = start.joined;
                    for clause in body.tables.clauses(own.joined) {
                        joined.add(self.out.tables.clause(clause));
                    }
                    let ctx = self.ctx_id(Ctx {
                        locks: own.locks.clone(),
                        unlocked: Shared::default(),
                        joined,
                        released,
                        spawned: start.spawned.clone(),
                        added: start.added.clone(),
                        maybe_waited: start.maybe_waited,
                        lasted: start.lasted,
                    });
                    ctxs.insert(access.ctx, ctx);
                    ctx
                }
            };
            self.out.accesses.push(Access {
                ctx,
                via: Some(Via::new(site, index)),
                on_goroutine: true,
                ..*access
            });
        }
    }

    /// Performs the call that a `go` statement starts, from an empty state.
    fn start_goroutine(&mut self, spawn: &Spawn, locks: Vec<Lock>) {
        let entry = State { ctx: Ctx { locks: locks.into(), ..Ctx::default() }, ..State::entry() };
        self.state = entry.clone();
        for entry in spawn.entry.each() {
            if let Val::Func(func) = entry {
                let mut params: Vec<Val> = func.recv.iter().cloned().collect();
                params.extend(spawn.args.iter().cloned());
                self.run_goroutine(func.func, params, func.captures.clone(), spawn);
            }
        }
        if let (Some((iface, _, method)), true) = (spawn.method, spawn.entry == Val::Opaque) {
            // The receiver decides which method runs; that of each implementation is a candidate.
            for target in self.cx.targets(iface, method).iter().take(super::limits::IMPLEMENTATIONS)
            {
                self.state = entry.clone();
                let params = self.to_receiver(target, spawn.args.clone());
                self.run_goroutine(target.func, params, Vec::new(), spawn);
            }
        }
    }

    fn run_goroutine(
        &mut self,
        func: FuncId,
        params: Vec<Val>,
        captures: Vec<(crate::program::LocalId, Val)>,
        spawn: &Spawn,
    ) {
        let Some(summary) = self.cx.summary(func) else { return };
        let info = &self.cx.program.funcs[func.index()];
        let variadic =
            info.sig.variadic.then(|| info.sig.params.len() - 1 + usize::from(info.recv.is_some()));
        let binding = super::subst::Binding {
            params,
            variadic,
            captures,
            nils: Vec::new(),
            salt: super::domain::mix(spawn.key.get(), u64::from(func.0)),
        };
        self.compose(func, summary, &binding, spawn.pos);
    }
}
