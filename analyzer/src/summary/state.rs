//! The state of the walk at one point of a body, and how two states meet.

use std::sync::Arc;

use super::domain::{Clause, Ctx, Join, Lock, Path, Release, Root, Shared, SpawnMark, limits};

/// What holds at a point. [`Ctx`] is the part of it that summaries keep.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct State {
    /// Whether the point can be reached.
    pub(crate) alive: bool,
    pub(crate) ctx: Ctx,
    /// Deferred calls, oldest first, by their number in the walk; `true` for one that may not have been deferred.
    pub(crate) defers: Vec<(u32, bool)>,
}

impl State {
    pub(crate) fn entry() -> Self {
        State { alive: true, ctx: Ctx::default(), defers: Vec::new() }
    }
    pub(crate) fn dead() -> Self {
        State { alive: false, ..Self::entry() }
    }

    pub(crate) fn lock(&mut self, lock: Lock) {
        if self.ctx.locks.len() < limits::LOCKS {
            self.ctx.locks.push(lock);
        }
    }

    pub(crate) fn unlock(&mut self, path: &Path) {
        match self.ctx.locks.iter().rposition(|lock| lock.path == *path) {
            Some(index) => {
                self.ctx.locks.remove(index);
            }
            None => add_unlocked(&mut self.ctx.unlocked, path),
        }
    }

    /// Records a wait, for all that follows and for each goroutine started before.
    pub(crate) fn join(&mut self, clause: &Clause) {
        add_clause(&mut self.ctx.joined, clause);
        join_spawned(&mut self.ctx.spawned, clause);
    }

    pub(crate) fn join_one(&mut self, join: Join) {
        self.join(&vec![join]);
    }

    pub(crate) fn release(&mut self, release: Release) {
        add_release(&mut self.ctx.released, release);
    }

    pub(crate) fn add(&mut self, group: Path) {
        if !self.ctx.added.contains(&group) && self.ctx.added.len() < limits::RELEASED {
            self.ctx.added.push(group);
        }
    }

    /// Records a goroutine; one of the same place started before is then the one of an earlier round.
    pub(crate) fn spawn(&mut self, key: u64) {
        let spawned = Arc::make_mut(&mut self.ctx.spawned);
        spawned.retain(|mark| mark.key != key);
        if spawned.len() < limits::SPAWNS {
            spawned.push(SpawnMark {
                key,
                since: Shared::default(),
                renewed: Vec::new(),
                earlier_round: 0,
            });
        }
    }

    /// The object is made anew: goroutines of earlier rounds have another.
    pub(crate) fn renew(&mut self, root: Root) {
        if self.ctx.spawned.iter().all(|mark| mark.earlier_round == 0) {
            return;
        }
        for mark in Arc::make_mut(&mut self.ctx.spawned) {
            if mark.earlier_round > 0
                && !mark.renewed.contains(&root)
                && mark.renewed.len() < limits::FRESH
            {
                mark.renewed.push(root);
            }
        }
    }

    /// What holds where two paths meet.
    pub(crate) fn merge(self, other: State) -> State {
        if !self.alive {
            return other;
        }
        if !other.alive || self == other {
            return self;
        }
        State {
            alive: true,
            ctx: merge_ctx(self.ctx, other.ctx),
            defers: merge_defers(self.defers, other.defers),
        }
    }
}

pub(crate) fn add_clause(clauses: &mut Shared<Clause>, clause: &Clause) {
    if clauses.len() < limits::CLAUSES && !clauses.contains(clause) {
        Arc::make_mut(clauses).push(clause.clone());
    }
}

/// Records that a lock that the function did not take may have been released: one that a caller can have taken.
pub(crate) fn add_unlocked(unlocked: &mut Vec<Path>, path: &Path) {
    let of_caller = matches!(path.root, Root::Param(_) | Root::Global(_) | Root::Var(_));
    if of_caller && unlocked.len() < limits::LOCKS && !unlocked.contains(path) {
        unlocked.push(*path);
    }
}

/// Records a wait for each goroutine that was started before it.
pub(crate) fn join_spawned(spawned: &mut Shared<SpawnMark>, clause: &Clause) {
    if spawned.iter().any(|mark| mark.since.len() < limits::CLAUSES && !mark.since.contains(clause))
    {
        for mark in Arc::make_mut(spawned) {
            add_clause(&mut mark.since, clause);
        }
    }
}

pub(crate) fn add_release(released: &mut Shared<Release>, release: Release) {
    if !released.contains(&release) && released.len() < limits::RELEASED {
        Arc::make_mut(released).push(release);
    }
}

/// Must-facts are intersected, may-facts united.
pub(crate) fn merge_ctx(mut a: Ctx, mut b: Ctx) -> Ctx {
    forget_relocked(&mut a, &b);
    forget_relocked(&mut b, &a);
    a.locks = intersect_locks(&a.locks, &b.locks);
    for path in &b.unlocked {
        add_unlocked(&mut a.unlocked, path);
    }
    if a.joined != b.joined {
        a.joined = merge_clauses(&a.joined, &b.joined).into();
    }
    if a.released != b.released {
        for release in b.released.iter() {
            add_release(&mut a.released, *release);
        }
    }
    if a.spawned != b.spawned {
        let spawned = Arc::make_mut(&mut a.spawned);
        for mark in b.spawned.iter() {
            if let Some(own) = spawned.iter_mut().find(|own| own.key == mark.key) {
                if own.since != mark.since {
                    own.since = merge_clauses(&own.since, &mark.since).into();
                }
                own.renewed.retain(|root| mark.renewed.contains(root));
                own.earlier_round = own.earlier_round.min(mark.earlier_round);
            } else if spawned.len() < limits::SPAWNS {
                // On the other path the goroutine does not run, which orders it as well as any join.
                spawned.push(mark.clone());
            }
        }
    }
    for group in b.added {
        if !a.added.contains(&group) {
            a.added.push(group);
        }
    }
    a.maybe_waited |= b.maybe_waited;
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
                locks.remove(index);
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

/// Clauses that both sides have stay; each of the others is paired with each of the other side's, as a disjunction.
pub(crate) fn merge_clauses(a: &[Clause], b: &[Clause]) -> Vec<Clause> {
    let mut merged: Vec<Clause> = a.iter().filter(|clause| b.contains(clause)).cloned().collect();
    let only_a = a.iter().filter(|clause| !merged.contains(clause)).collect::<Vec<_>>();
    let only_b = b.iter().filter(|clause| !merged.contains(clause)).collect::<Vec<_>>();
    let mut pairs = Vec::new();
    for left in &only_a {
        for right in &only_b {
            let mut clause = (*left).clone();
            for join in *right {
                if !clause.contains(join) {
                    clause.push(*join);
                }
            }
            // A disjunction of nothing but guards says next to nothing.
            if clause.len() <= limits::CLAUSE && clause.iter().any(|join| !join.kind.is_guard()) {
                clause.sort_unstable();
                pairs.push(clause);
            }
        }
    }
    for clause in &pairs {
        if merged.len() < limits::CLAUSES && !merged.contains(clause) {
            merged.push(clause.clone());
        }
    }
    merged
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
