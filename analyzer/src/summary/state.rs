//! The state of the walk at one point of a body, and how two states meet.

use std::sync::Arc;

use super::domain::{Ctx, Lock, Path, Root, SpawnKey, SpawnMark};
use super::limits;
use super::nilness::{Nilness, StartedWhere, started_on_either};
use super::outcome::{Known, Outcome};
use super::shared::Shared;
use super::tables::{ClauseSet, ReleaseSet, Tables};
use crate::syntax::facts::VarId;

/// What holds at a point. [`Ctx`] is the part of it that summaries keep.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct State {
    /// Whether the point can be reached.
    pub(crate) alive: bool,
    pub(crate) ctx: Ctx,
    /// Deferred calls, oldest first, by their number in the walk; `true` for one that may not have been deferred.
    pub(crate) defers: Vec<(u32, bool)>,
    /// Variables of which it is known whether they are nil.
    pub(super) nils: Vec<Nilness>,
    /// What was known of them where goroutines were started.
    pub(super) started: Vec<StartedWhere>,
    /// Variables that hold the results of calls, which tell something about those.
    pub(super) outcomes: Vec<Known>,
}

impl State {
    pub(crate) fn entry() -> Self {
        State {
            alive: true,
            ctx: Ctx::default(),
            defers: Vec::new(),
            nils: Vec::new(),
            started: Vec::new(),
            outcomes: Vec::new(),
        }
    }
    pub(crate) fn dead() -> Self {
        State { alive: false, ..Self::entry() }
    }

    pub(crate) fn lock(&mut self, lock: Lock) {
        if self.ctx.locks.len() < limits::LOCKS {
            self.ctx.locks.make_mut().push(lock);
        }
    }

    pub(crate) fn unlock(&mut self, path: &Path) {
        unlock(&mut self.ctx, path, false);
    }

    /// Records a wait, for all that follows and for each goroutine started before.
    pub(crate) fn join(&mut self, clauses: ClauseSet) {
        self.ctx.joined.add(clauses);
        join_spawned(&mut self.ctx.spawned, clauses);
    }

    /// The variable holds something else now.
    pub(super) fn forget_results(&mut self, var: VarId) {
        self.forget_nilness(var);
        self.outcomes.retain(|(own, ..)| *own != var);
    }

    /// The call of which a variable holds a result, and the place of that.
    pub(super) fn known_of(&self, var: VarId) -> Option<(u8, Arc<Outcome>)> {
        let known = self.outcomes.iter().find(|(own, ..)| *own == var);
        known.map(|(_, place, outcome)| (*place, outcome.clone()))
    }

    pub(crate) fn release(&mut self, releases: ReleaseSet) {
        self.ctx.released.add(releases);
    }

    pub(crate) fn add(&mut self, group: Path) {
        if !self.ctx.added.contains(&group) && self.ctx.added.len() < limits::RELEASED {
            self.ctx.added.make_mut().push(group);
        }
    }

    /// Records a goroutine; one of the same place started before is then the one of an earlier round.
    pub(crate) fn spawn(&mut self, key: SpawnKey) {
        self.start_here(key);
        let spawned = self.ctx.spawned.make_mut();
        spawned.retain(|mark| mark.key != key);
        if spawned.len() < limits::SPAWNS {
            spawned.push(SpawnMark {
                key,
                since: ClauseSet::default(),
                renewed: Shared::default(),
                earlier_round: 0,
            });
        }
    }

    /// The object is made anew: goroutines of earlier rounds have another, and what was released was of another.
    pub(crate) fn renew(&mut self, root: Root, tables: &Tables) {
        self.ctx.released = tables.without_root(self.ctx.released, root);
        if self.ctx.spawned.iter().all(|mark| mark.earlier_round == 0) {
            return;
        }
        for mark in self.ctx.spawned.make_mut() {
            if mark.earlier_round > 0
                && !mark.is_renewed(&root)
                && mark.renewed.len() < limits::FRESH
            {
                mark.renewed.make_mut().push(root);
            }
        }
    }

    /// Another path comes to where this state holds.
    pub(crate) fn meet(&mut self, other: State, tables: &mut Tables) {
        *self = std::mem::replace(self, State::dead()).merge(other, tables);
    }

    /// What holds where two paths meet.
    pub(crate) fn merge(self, other: State, tables: &mut Tables) -> State {
        if !self.alive {
            return other;
        }
        if !other.alive || self == other {
            return self;
        }
        let started = started_on_either(&self, &other);
        State {
            alive: true,
            ctx: merge_ctx(self.ctx, other.ctx, tables),
            defers: merge_defers(self.defers, other.defers),
            nils: in_both(self.nils, &other.nils),
            started,
            outcomes: in_both(self.outcomes, &other.outcomes),
        }
    }

    /// The same where a parameter decides between the two: `self` is what holds if it says so. A lock that is then taken,
    /// or released, is otherwise held by the caller all along.
    pub(crate) fn merge_optional(self, other: State, tables: &mut Tables) -> State {
        if !self.alive || !other.alive {
            return self.merge(other, tables);
        }
        let (locks, defers) = (self.ctx.locks.clone(), self.defers.clone());
        let mut merged = self.merge(other, tables);
        merged.ctx.locks = locks;
        merged.defers = defers;
        merged
    }
}

fn in_both<T: PartialEq>(mut own: Vec<T>, other: &[T]) -> Vec<T> {
    own.retain(|one| other.contains(one));
    own
}

/// Releases a lock. One that was not taken here was taken by a caller, or, on a goroutine, by whoever started that.
pub(crate) fn unlock(ctx: &mut Ctx, path: &Path, on_goroutine: bool) {
    match ctx.locks.iter().rposition(|lock| lock.path == *path) {
        Some(index) => {
            ctx.locks.make_mut().remove(index);
        }
        None if on_goroutine => push_unlocked(&mut ctx.unlocked, path),
        None => add_unlocked(&mut ctx.unlocked, path),
    }
}

/// Records that a lock that the function did not take may have been released, if it is one that a caller can have taken.
fn add_unlocked(unlocked: &mut Shared<Path>, path: &Path) {
    if matches!(path.root, Root::Param(_) | Root::Global(_) | Root::Var(_)) {
        push_unlocked(unlocked, path);
    }
}

/// The same for a lock of whatever object: one that whoever started a goroutine can have taken.
fn push_unlocked(unlocked: &mut Shared<Path>, path: &Path) {
    if unlocked.len() < limits::LOCKS && !unlocked.contains(path) {
        unlocked.make_mut().push(*path);
    }
}

/// Records a wait for each goroutine that was started before it.
pub(crate) fn join_spawned(spawned: &mut Shared<SpawnMark>, clauses: ClauseSet) {
    if spawned.iter().any(|mark| mark.since.and(clauses) != clauses) {
        for mark in spawned.make_mut() {
            mark.since.add(clauses);
        }
    }
}

/// Must-facts are intersected, may-facts united.
pub(crate) fn merge_ctx(mut a: Ctx, mut b: Ctx, tables: &mut Tables) -> Ctx {
    forget_relocked(&mut a, &b);
    forget_relocked(&mut b, &a);
    if a.locks != b.locks {
        a.locks = intersect_locks(&a.locks, &b.locks).into();
    }
    for path in &b.unlocked {
        push_unlocked(&mut a.unlocked, path);
    }
    a.joined = tables.merge(a.joined, b.joined);
    a.released.add(b.released);
    if a.spawned != b.spawned {
        let spawned = a.spawned.make_mut();
        for mark in b.spawned.iter() {
            if let Some(own) = spawned.iter_mut().find(|own| own.key == mark.key) {
                own.since = tables.merge(own.since, mark.since);
                own.renewed.retain(|root| mark.is_renewed(root));
                own.earlier_round = own.earlier_round.min(mark.earlier_round);
            } else if spawned.len() < limits::SPAWNS {
                // On the other path the goroutine does not run, which orders it as well as any join.
                spawned.push(mark.clone());
            }
        }
    }
    for group in &b.added {
        if !a.added.contains(group) {
            a.added.make_mut().push(*group);
        }
    }
    a.maybe_waited |= b.maybe_waited;
    a.lasted |= b.lasted;
    a
}

/// A lock of the caller's that one side has released and taken again is held as before on both, if the other side has not
/// touched it.
fn forget_relocked(own: &mut Ctx, other: &Ctx) {
    let untouched = |path: &Path| {
        !other.unlocked.contains(path) && other.locks.iter().all(|lock| lock.path != *path)
    };
    let Ctx { locks, unlocked, .. } = own;
    unlocked.retain(|path| {
        let taken = locks.iter().position(|lock| lock.path == *path);
        match taken.filter(|_| untouched(path)) {
            Some(index) => {
                locks.make_mut().remove(index);
                false
            }
            None => true,
        }
    });
}

/// A lock is held after a merge if both sides hold it, and only for reading if either does. A lock taken twice on
/// both sides stays twice.
pub(crate) fn intersect_locks(a: &[Lock], b: &[Lock]) -> Vec<Lock> {
    let mut rest = b.to_vec();
    let mut both = Vec::new();
    for lock in a {
        if let Some(index) = rest.iter().position(|other| other.path == lock.path) {
            let other = rest.remove(index);
            both.push(Lock { path: lock.path, shared: lock.shared || other.shared });
        }
    }
    both
}

/// Calls deferred on both paths come first; what only one has may not have been deferred.
fn merge_defers(a: Vec<(u32, bool)>, b: Vec<(u32, bool)>) -> Vec<(u32, bool)> {
    let mut merged: Vec<(u32, bool)> = Vec::with_capacity(a.len().max(b.len()));
    for &(id, maybe) in &a {
        let other = b.iter().find(|(other, _)| *other == id);
        merged.push((id, maybe || other.is_none_or(|(_, maybe)| *maybe)));
    }
    for &(id, _) in &b {
        if !merged.iter().any(|(own, _)| *own == id) {
            merged.push((id, true));
        }
    }
    // Deferred calls are numbered in the order of their statements.
    merged.sort_unstable_by_key(|(id, _)| *id);
    merged
}
