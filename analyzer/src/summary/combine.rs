//! The contexts of a callee in the caller's terms: each followed by what holds at the call.

use super::Extent;
use super::domain::{Ctx, CtxId, Join, Lock, Path, SpawnMark, Summary};
use super::limits;
use super::nilness::is_contradicted;
use super::shared::Shared;
use super::state::{join_spawned, unlock};
use super::subst::{Binding, LastObject};
use super::tables::{ClauseSet, ReleaseSet};
use super::walk::Walker;

/// What of a callee was said in the caller's terms already, at one call.
pub(super) struct Translated {
    pub(super) ctxs: Vec<Option<CtxId>>,
    pub(super) clauses: [Option<ClauseSet>; limits::NUMBERED],
    pub(super) releases: [Option<ReleaseSet>; limits::NUMBERED],
    pub(super) object: LastObject,
    /// By a context of the callee that has them: locks held, and locks of the caller that may have been released.
    pub(super) locks: Vec<(CtxId, Shared<Lock>, Shared<Path>)>,
    /// By a context of the callee that knows of them: goroutines that may run.
    pub(super) spawned: Vec<(CtxId, Shared<SpawnMark>)>,
}

impl Translated {
    pub(super) fn of(summary: &Summary) -> Self {
        Self {
            ctxs: vec![None; summary.ctxs.len()],
            clauses: [None; limits::NUMBERED],
            releases: [None; limits::NUMBERED],
            object: LastObject::default(),
            locks: Vec::new(),
            spawned: Vec::new(),
        }
    }
}

impl Walker<'_, '_> {
    /// A callee's context as seen from a caller that makes the call in the context `base`.
    pub(super) fn context_through(
        &mut self,
        summary: &Summary,
        ctx: CtxId,
        base: &Ctx,
        binding: &Binding,
    ) -> Ctx {
        let mut known = Translated::of(summary);
        let id = self.combined(summary, ctx, base, binding, &mut known);
        self.out.ctxs[id as usize].clone()
    }

    /// A callee's context as seen from here.
    pub(super) fn combined(
        &mut self,
        summary: &Summary,
        ctx: CtxId,
        base: &Ctx,
        binding: &Binding,
        known: &mut Translated,
    ) -> CtxId {
        if let Some(id) = known.ctxs[ctx as usize] {
            return id;
        }
        let inner = summary.ctx(ctx);
        if inner.is_entry() {
            let id = self.ctx_id_of(base);
            known.ctxs[ctx as usize] = Some(id);
            return id;
        }
        let mut out = base.clone();
        // Most contexts of a callee have the same locks and goroutines as one before.
        let like = known.locks.iter().find(|(like, ..)| {
            let like = summary.ctx(*like);
            like.locks.is(&inner.locks) && like.unlocked.is(&inner.unlocked)
        });
        match like {
            Some((_, locks, unlocked)) => {
                out.locks = locks.clone();
                out.unlocked = unlocked.clone();
            }
            None => {
                self.combine_locks(&mut out, inner, binding);
                known.locks.push((ctx, out.locks.clone(), out.unlocked.clone()));
            }
        }
        let mut joined = ClauseSet::default();
        for number in inner.joined.numbers() {
            // What a callee knows about values is for itself, but for what its caller gives it.
            let clause = summary.tables.clause_at(number);
            if clause.iter().any(|join| !join.kind.is_guard() || join.flag_parameter().is_some()) {
                joined.add(self.known_clause(summary, number, binding, known));
            }
        }
        out.joined.add(joined);
        join_spawned(&mut out.spawned, joined);
        for number in inner.released.numbers() {
            let released = match known.releases[number] {
                Some(released) => released,
                None => {
                    let released = self.subst_releases(summary.tables.release_at(number), binding);
                    *known.releases[number].insert(released)
                }
            };
            out.released.add(released);
        }
        let like = known.spawned.iter().find(|(like, _)| {
            let like = summary.ctx(*like);
            like.spawned.is(&inner.spawned) && like.joined == inner.joined
        });
        match like {
            Some((_, spawned)) => out.spawned = spawned.clone(),
            None => {
                self.combine_spawned(&mut out, summary, inner, binding, known);
                known.spawned.push((ctx, out.spawned.clone()));
            }
        }
        for group in &inner.added {
            for path in self.subst(group, binding).paths() {
                if !out.added.contains(&path) && out.added.len() < limits::RELEASED {
                    out.added.make_mut().push(path);
                }
            }
        }
        out.maybe_waited |= inner.maybe_waited;
        out.lasted |= inner.lasted;
        let id = self.ctx_id(out);
        known.ctxs[ctx as usize] = Some(id);
        id
    }

    /// The locks of a context, with those of a callee's that follows it.
    fn combine_locks(&self, out: &mut Ctx, inner: &Ctx, binding: &Binding) {
        for path in &inner.unlocked {
            for path in self.subst(path, binding).paths() {
                unlock(out, &path, self.expanding);
            }
        }
        for lock in &inner.locks {
            for path in self.subst(&lock.path, binding).paths() {
                let lock = Lock { path, ..*lock };
                if out.locks.len() < limits::LOCKS {
                    out.locks.make_mut().push(lock);
                }
            }
        }
    }

    /// The goroutines of a context, with those of a callee's that follows it.
    fn combine_spawned(
        &mut self,
        out: &mut Ctx,
        summary: &Summary,
        inner: &Ctx,
        binding: &Binding,
        known: &mut Translated,
    ) {
        if !self.state.started.is_empty() {
            // What a literal does only where a variable is so, it does only beside goroutines that were started there.
            let found: Vec<&Join> = summary.tables.clauses(inner.joined).flatten().collect();
            let is_excluded = |there| found.iter().any(|join| is_contradicted(join, &[there]));
            out.spawned.retain(|mark| {
                let mut started = self.state.started.iter().filter(|(key, _)| *key == mark.key);
                !started.any(|&(_, there)| is_excluded(self.known_as(there)))
            });
        }
        for mark in inner.spawned.iter() {
            let key = mark.key.mixed(binding.salt);
            // A goroutine that is not told of here cannot be asked about either.
            if self.out.spawns.len() >= limits::SPAWNS
                && !self.out.spawns.iter().any(|spawn| spawn.key == key)
            {
                continue;
            }
            let mut since = ClauseSet::default();
            for number in mark.since.numbers() {
                since.add(self.known_clause(summary, number, binding, known));
            }
            let mark = SpawnMark {
                key,
                since,
                renewed: Shared::default(),
                earlier_round: mark.earlier_round,
            };
            let spawned = out.spawned.make_mut();
            spawned.retain(|own| own.key != key);
            if spawned.len() < limits::SPAWNS {
                spawned.push(mark);
            }
        }
    }

    /// What a callee has unlocked, holds, has waited for and may have released when it returns.
    pub(super) fn take_exit(&mut self, summary: &Summary, binding: &Binding) {
        let exit = &summary.exit.ctx;
        for path in &exit.unlocked {
            for path in self.subst(path, binding).paths() {
                unlock(&mut self.state.ctx, &path, self.expanding);
            }
        }
        for lock in &exit.locks {
            // Of several locks that it may be, each is taken for held: a missed race is better than a wrong report.
            for path in self.subst(&lock.path, binding).paths() {
                let lock = Lock { path, ..*lock };
                // What a callee holds on return once (a Once) it holds once.
                if !(lock.shared && self.state.ctx.locks.contains(&lock)) {
                    self.lock(lock);
                }
            }
        }
        for clause in summary.tables.clauses(exit.joined) {
            if let Some(clause) = self.subst_clause(clause, binding) {
                self.join(&clause);
            }
        }
        if self.extent == Extent::Own {
            return;
        }
        for release in summary.tables.releases(exit.released) {
            let releases = self.subst_releases(release, binding);
            self.state.release(releases);
        }
    }

    fn known_clause(
        &mut self,
        summary: &Summary,
        number: usize,
        binding: &Binding,
        known: &mut Translated,
    ) -> ClauseSet {
        if let Some(set) = known.clauses[number] {
            return set;
        }
        let clause = self.subst_clause(summary.tables.clause_at(number), binding);
        let set = clause.map(|clause| self.out.tables.clause(&clause)).unwrap_or_default();
        *known.clauses[number].insert(set)
    }
}
