//! What a walk finds, put into the summary: accesses, contexts, waits, releases, goroutines, calls.

use std::hash::BuildHasher;

use hashbrown::hash_table::Entry;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::domain::{
    Access, Below, CallSite, Clause, Ctx, CtxId, DynCall, Join, JoinKind, Lock, Path, Pos, Release,
    ReleaseEvent, ReleaseKind, Root, Site, Spawn, SpawnKind, SyncEvent, SyncWhat, Val,
};
use super::escape::By;
use super::limits;
use super::walk::Walker;
use crate::conflict::model::Operation;
use crate::program::StructId;

impl Walker<'_, '_> {
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
        let hash = FxBuildHasher.hash_one(&ctx);
        let entry = self.scratch.ctx_ids.entry(
            hash,
            |&(other, id)| other == hash && ctxs[id as usize] == ctx,
            |&(hash, _)| hash,
        );
        match entry {
            Entry::Occupied(known) => known.get().1,
            Entry::Vacant(free) => {
                let id = ctxs.len() as CtxId;
                free.insert((hash, id));
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
        let hash = FxBuildHasher.hash_one(own);
        let entry = self.scratch.seen.entry(
            hash,
            |&(other, number)| other == hash && key(&accesses[number as usize]) == own,
            |&(hash, _)| hash,
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
                free.insert((hash, accesses.len() as u32));
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
            || !self.wanted.has(op, Below::default())
                && !path.is_variable()
                && path.as_captured().is_none()
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
            below: Below::default(),
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

    pub(super) fn sync(&mut self, what: SyncWhat, path: Path, pos: Pos) {
        if self.emit {
            self.push_sync(SyncEvent { what, path, at: pos });
        }
    }

    /// Keeps a wait or signal, unless it is known or there are too many.
    pub(super) fn push_sync(&mut self, event: SyncEvent) {
        if self.has_room_for_syncs() && !self.out.syncs.contains(&event) {
            self.out.syncs.push(event);
        }
    }

    /// Where no write can be a part of a conflict, nothing need be said of what does not order it.
    pub(super) fn has_room_for_syncs(&self) -> bool {
        self.wanted.has_writes() && self.out.syncs.len() < limits::SYNCS
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
        self.remember_lock(lock.path);
        self.state.lock(lock);
    }

    /// Releases a lock. One that is not known to be held has been held all the same since it was last taken or released here:
    /// a caller has taken it, or another goroutine, from which this one has it.
    pub(super) fn unlock(&mut self, lock: Lock) {
        let is_held = self.state.ctx.locks.iter().any(|own| own.path == lock.path);
        if !is_held && self.emit {
            let since = self.locks_since.iter().find(|(path, ..)| *path == lock.path).copied();
            match since {
                // At the end, ways meet on which it was held and others.
                Some(_) if self.leaving => {}
                since => {
                    self.hold_since(lock, since.map_or((0, 0), |(_, access, call)| (access, call)))
                }
            }
        }
        self.state.unlock(&lock.path);
        self.remember_lock(lock.path);
    }

    /// Remembers how much was recorded when a lock was taken or released.
    fn remember_lock(&mut self, path: Path) {
        if self.emit {
            self.locks_since.retain(|(own, ..)| *own != path);
            let now = (path, self.out.accesses.len() as u32, self.out.calls.len() as u32);
            self.locks_since.push(now);
        }
    }

    /// What was recorded since then happened under a lock.
    fn hold_since(&mut self, lock: Lock, (access, call): (u32, u32)) {
        let n = self.out.accesses.len();
        let (accesses, calls) = (access as usize..n, call as usize..self.out.calls.len());
        let mut held: FxHashMap<CtxId, CtxId> = FxHashMap::default();
        let ctxs = accesses.clone().map(|index| self.out.accesses[index].ctx);
        let ctxs: Vec<CtxId> =
            ctxs.chain(calls.clone().map(|index| self.out.calls[index].ctx)).collect();
        for id in ctxs {
            if held.contains_key(&id) {
                continue;
            }
            let mut ctx = self.out.ctxs[id as usize].clone();
            if ctx.locks.iter().all(|own| own.path != lock.path) && ctx.locks.len() < limits::LOCKS
            {
                ctx.locks.make_mut().push(lock);
            }
            held.insert(id, self.ctx_id(ctx));
        }
        for access in &mut self.out.accesses[accesses] {
            access.ctx = held[&access.ctx];
        }
        for call in &mut self.out.calls[calls] {
            call.ctx = held[&call.ctx];
        }
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
            if self.released_before.len() < limits::RELEASED {
                self.released_before.entry(*join).or_insert(self.state.ctx.released);
            }
        }
        let clause = self.out.tables.clause(clause);
        self.state.join(clause);
    }

    pub(super) fn push_spawn(&mut self, spawn: Spawn) {
        self.show_all(&spawn.entry, By::Goroutines);
        spawn.args.iter().for_each(|arg| self.show_all(arg, By::Goroutines));
        if spawn.kind != SpawnKind::SubTest {
            self.state.spawn(spawn.key);
        }
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

    /// Whether the release of something would be kept: what is waited for at the end of a goroutine is rarely one of many
    /// sends and receives, so the others make room for it.
    pub(super) fn has_room_for(&self, release: &Release) -> bool {
        let of_nothing = release.path.hops().is_empty()
            && matches!(release.path.root, Root::Unknown | Root::Result(_));
        !of_nothing && self.has_room_for_kind(release.kind)
    }

    /// The same whatever is released.
    pub(super) fn has_room_for_kind(&self, kind: ReleaseKind) -> bool {
        let releases = &self.out.releases;
        releases.len() < self.most_releases()
            || kind.is_final() && releases.iter().any(|own| !own.release.kind.is_final())
    }

    /// A goroutine is waited for by what it releases, which may be the last of all that it does.
    fn most_releases(&self) -> usize {
        if self.expanding { limits::RELEASES_OF_GOROUTINE } else { limits::RELEASES }
    }

    pub(super) fn push_release(&mut self, event: ReleaseEvent) {
        if !self.has_room_for(&event.release) {
            return;
        }
        let limit = self.most_releases();
        let releases = &mut self.out.releases;
        if releases.iter().any(|own| own.release == event.release && own.ctx == event.ctx) {
            return;
        }
        if releases.len() < limit {
            releases.push(event);
        } else if let Some(slot) =
            releases.iter_mut().rev().find(|own| !own.release.kind.is_final())
        {
            *slot = event;
        }
    }

    pub(super) fn push_dyn_call(&mut self, call: DynCall) {
        if self.has_room_for_dyn_calls() {
            self.out.dyn_calls.push(call);
        }
    }

    pub(super) fn has_room_for_dyn_calls(&self) -> bool {
        self.emit && self.out.dyn_calls.len() < limits::DYN_CALLS
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
}
