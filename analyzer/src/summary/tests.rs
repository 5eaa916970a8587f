//! Where a mistake would hide: how states meet, and what holds where.

mod walks;

use super::domain::{Join, JoinKind, Lock, Path, Release, ReleaseKind, Root};
use super::state::{State, intersect_locks, merge_clauses};

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
    let waited = vec![vec![join(JoinKind::Group, 0)]];
    assert!(merge_clauses(&waited, &[]).is_empty());
    assert_eq!(merge_clauses(&waited, &waited), waited);
}

#[test]
fn a_wait_under_a_nil_check_is_a_wait_or_the_check() {
    let waited = vec![vec![join(JoinKind::Receive, 0)]];
    let is_nil = vec![vec![join(JoinKind::IsNil, 0)]];
    let merged = merge_clauses(&waited, &is_nil);
    assert_eq!(merged.len(), 1);
    assert!(merged[0].contains(&waited[0][0]) && merged[0].contains(&is_nil[0][0]));
}

#[test]
fn what_may_have_been_released_is_united() {
    let (mut left, mut right) = (State::entry(), State::entry());
    left.release(Release { kind: ReleaseKind::Done, path: path(0) });
    right.release(Release { kind: ReleaseKind::Close, path: path(1) });
    assert_eq!(left.merge(right).ctx.released.len(), 2);
}

#[test]
fn a_path_that_returned_says_nothing() {
    let mut waited = State::entry();
    waited.join_one(join(JoinKind::Group, 0));
    assert_eq!(waited.clone().merge(State::dead()), waited);
    assert_eq!(State::dead().merge(waited.clone()), waited);
}

#[test]
fn a_goroutine_started_again_is_not_joined_by_an_earlier_wait() {
    let mut state = State::entry();
    state.spawn(7);
    state.join_one(join(JoinKind::Group, 0));
    assert_eq!(state.ctx.spawned[0].since.len(), 1);
    state.spawn(7);
    assert!(state.ctx.spawned[0].since.is_empty());
    assert_eq!(state.ctx.joined.len(), 1);
}

#[test]
fn an_unlock_of_what_is_not_held_concerns_the_caller() {
    let mut state = State::entry();
    state.lock(lock(0, false));
    state.unlock(&path(0));
    state.unlock(&path(1));
    assert!(state.ctx.locks.is_empty());
    assert_eq!(state.ctx.unlocked, [path(1)]);
}
