//! Where a mistake would hide: how states meet, and what holds where.

mod forgotten;
mod walks;

use super::domain::{Join, JoinKind, Lock, Path, Release, ReleaseKind, Root, SpawnKey};
use super::limits;
use super::state::{State, intersect_locks};
use super::tables::{ClauseSet, ReleaseSet, Tables};

fn path(index: u16) -> Path {
    Path::new(Root::Param(index))
}

fn lock(index: u16, shared: bool) -> Lock {
    Lock { path: path(index), shared }
}

fn join(kind: JoinKind, index: u16) -> Join {
    Join { kind, path: path(index) }
}

#[test]
fn a_lock_is_held_after_a_merge_only_if_both_sides_hold_it() {
    let left = [lock(0, false), lock(1, false)];
    assert_eq!(intersect_locks(&left, &[lock(1, false), lock(2, false)]), [lock(1, false)]);
    assert_eq!(intersect_locks(&left, &[]), []);
    // One match must not let the others through.
    assert_eq!(intersect_locks(&left, &[lock(0, false)]), [lock(0, false)]);
}

#[test]
fn a_lock_held_for_reading_on_one_side_is_held_for_reading() {
    assert_eq!(intersect_locks(&[lock(0, false)], &[lock(0, true)]), [lock(0, true)]);
}

#[test]
fn a_lock_taken_twice_on_one_side_only_counts_once() {
    assert_eq!(
        intersect_locks(&[lock(0, false), lock(0, false)], &[lock(0, false)]),
        [lock(0, false)]
    );
}

#[test]
fn a_wait_on_one_path_only_is_no_wait() {
    let mut tables = Tables::default();
    let waited = tables.join(join(JoinKind::Group, 0));
    assert!(tables.merge(waited, ClauseSet::default()).is_empty());
    assert_eq!(tables.merge(waited, waited), waited);
}

#[test]
fn a_wait_under_a_nil_check_is_a_wait_or_the_check() {
    let mut tables = Tables::default();
    let (wait, check) = (join(JoinKind::Receive, 0), join(JoinKind::IsNil, 0));
    let (waited, is_nil) = (tables.join(wait), tables.join(check));
    let merged = tables.merge(waited, is_nil);
    let clauses: Vec<_> = tables.clauses(merged).collect();
    assert_eq!(clauses.len(), 1);
    assert!(clauses[0].contains(&wait) && clauses[0].contains(&check));
}

#[test]
fn what_may_have_been_released_is_united() {
    let mut tables = Tables::default();
    let (mut left, mut right) = (State::entry(), State::entry());
    left.release(tables.release(&Release { kind: ReleaseKind::Done, path: path(0) }));
    right.release(tables.release(&Release { kind: ReleaseKind::Close, path: path(1) }));
    assert_eq!(left.merge(right, &mut tables).ctx.released.len(), 2);
}

#[test]
fn a_path_that_returned_says_nothing() {
    let mut tables = Tables::default();
    let mut waited = State::entry();
    waited.join(tables.join(join(JoinKind::Group, 0)));
    assert_eq!(waited.clone().merge(State::dead(), &mut tables), waited);
    assert_eq!(State::dead().merge(waited.clone(), &mut tables), waited);
}

#[test]
fn a_goroutine_started_again_is_not_joined_by_an_earlier_wait() {
    let mut tables = Tables::default();
    let mut state = State::entry();
    let key = SpawnKey::of(7 << 32);
    state.spawn(key);
    state.join(tables.join(join(JoinKind::Group, 0)));
    assert_eq!(state.ctx.spawned[0].since.len(), 1);
    state.spawn(key);
    assert!(state.ctx.spawned[0].since.is_empty());
    assert_eq!(state.ctx.joined.len(), 1);
}

#[test]
fn what_is_not_referred_to_is_dropped_and_the_rest_renumbered() {
    let mut tables = Tables::default();
    tables.join(join(JoinKind::Group, 0));
    let second = tables.join(join(JoinKind::Group, 1));
    let renumbered = tables.compact(second, ReleaseSet::default()).clauses(second);
    let clauses: Vec<_> = tables.clauses(renumbered).collect();
    assert_eq!(clauses, [&vec![join(JoinKind::Group, 1)]]);
}

#[test]
fn a_wait_without_a_number_is_forgotten() {
    let mut tables = Tables::default();
    for index in 0..limits::NUMBERED {
        assert_eq!(tables.join(join(JoinKind::Group, index as u16)).len(), 1);
    }
    assert!(tables.join(join(JoinKind::Drain, 0)).is_empty());
}

#[test]
fn an_unlock_of_what_is_not_held_concerns_the_caller() {
    let mut state = State::entry();
    state.lock(lock(0, false));
    state.unlock(&path(0));
    state.unlock(&path(1));
    assert!(state.ctx.locks.is_empty());
    assert_eq!(*state.ctx.unlocked, [path(1)]);
}
