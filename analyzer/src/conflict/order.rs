//! Does anything order two accesses? Locks first, then waits in both directions.

use std::sync::Arc;

use super::align::Alignment;
use super::model::Operation;
use super::releases::Releases;
use crate::program::Program;
use crate::summary::domain::{
    Access, Ctx, Hop, Join, JoinKind, Lock, Path, Pos, ReleaseKind, Root, Summary,
};
use crate::summary::joins::{Goroutine, NotCovered, SamePath, covers, ordered_by, ordered_in_part};
use crate::summary::tables::{ClauseSet, Tables};
use crate::summary::{also_known_as, models};

/// Tells whether paths of the two sides are one object, with all names that the goroutine's side has for its own.
pub(crate) struct Same<'a> {
    pub(crate) alignment: &'a Alignment,
    pub(crate) names: &'a [(Root, Path)],
    pub(crate) own_names: &'a [(Root, Path)],
}

impl SamePath for Same<'_> {
    fn same(&self, waiting: &Path, goroutine: &Path) -> bool {
        // Other names of an object change the beginning of a path, never its last step.
        if let (Some(a), Some(b)) = (waiting.last(), goroutine.last())
            && !a.matches(b)
        {
            return false;
        }
        // Mostly neither has another name.
        let has_names =
            |names: &[(Root, Path)], path: &Path| names.iter().any(|(root, _)| *root == path.root);
        if !has_names(self.names, goroutine) && !has_names(self.own_names, waiting) {
            return self.alignment.may_be_same(waiting, goroutine);
        }
        let (own, others) = (names_of(self.own_names, waiting), names_of(self.names, goroutine));
        own.iter()
            .any(|waiting| others.iter().any(|other| self.alignment.may_be_same(waiting, other)))
    }
}

/// All names of what is at a path. A parameter that is kept in a field is that field's: as itself it might be anything.
fn names_of(names: &[(Root, Path)], path: &Path) -> Vec<Path> {
    let mut all = also_known_as(names, path);
    let is_bare = matches!(path.root, Root::Param(_)) && path.hops().is_empty();
    if is_bare && all.iter().any(|name| name.last_field().is_some()) {
        all.remove(0);
    }
    all
}

/// What was found on the way to "nothing orders the two".
#[derive(Clone, Debug, Default)]
pub(crate) struct Attempts {
    pub(crate) read_lock_only: Option<Path>,
    /// Waits that were done before the access and do not cover the goroutine's.
    pub(crate) waits: Vec<(Join, NotCovered)>,
    /// Whether one of them does, on some paths or beside others.
    pub(crate) in_part: bool,
}

/// One side's view: an access with what holds at it.
#[derive(Clone, Copy)]
pub(crate) struct Point<'a> {
    pub(crate) ctx: &'a Ctx,
    /// What was waited for: before it, or since the goroutine was started.
    pub(crate) joined: ClauseSet,
    pub(crate) tables: &'a Tables,
    /// All releases of the function in which the point lies.
    pub(crate) summary: &'a Summary,
}

/// Whether the teardown's access and the goroutine's are ordered, or else what was found on the way.
pub(crate) fn ordered(
    teardown: Point<'_>,
    goroutine: Goroutine<'_>,
    access: &Access,
    same: &Same<'_>,
    releases: &Releases<'_, '_>,
) -> Result<(), Attempts> {
    if is_ordered(teardown, goroutine, access, same, releases) {
        return Ok(());
    }
    let shared = common_locks(teardown, goroutine.body.ctx(access.ctx), same, releases);
    let joined = || teardown.tables.clauses(teardown.joined);
    let implied = |join: &Join| implied(join, same, releases);
    let mut waits = Vec::new();
    for join in joined().flatten().filter(|join| !join.kind.is_claim()) {
        if let Err(why) = covers(join, goroutine, Some(access), same) {
            waits.push((*join, why));
        }
    }
    Err(Attempts {
        read_lock_only: shared.last().map(|(own, _)| own.path),
        waits,
        in_part: ordered_in_part(joined(), goroutine, Some(access), same, &implied),
    })
}

/// Whether the teardown's access and the goroutine's are ordered.
pub(crate) fn is_ordered(
    teardown: Point<'_>,
    goroutine: Goroutine<'_>,
    access: &Access,
    same: &Same<'_>,
    releases: &Releases<'_, '_>,
) -> bool {
    let there = goroutine.body.ctx(access.ctx);
    let joined = teardown.tables.clauses(teardown.joined);
    let implied = |join: &Join| implied(join, same, releases);
    common_locks(teardown, there, same, releases).any(|(own, other)| !(own.shared && other.shared))
        || ordered_by(joined, goroutine, Some(access), same, &implied).is_some()
        || is_won_once(teardown, there, goroutine.body, same)
        || is_taken_out(teardown, access, goroutine.body, same)
        || released_after(teardown, access, goroutine, same, releases)
}

/// The locks of both sides that are or may be one.
fn common_locks<'l>(
    teardown: Point<'l>,
    there: &'l Ctx,
    same: &'l Same<'_>,
    releases: &'l Releases<'l, 'l>,
) -> impl Iterator<Item = (&'l Lock, &'l Lock)> {
    let pairs =
        teardown.ctx.locks.iter().flat_map(|own| there.locks.iter().map(move |other| (own, other)));
    pairs.filter(|(own, other)| {
        same.same(&own.path, &other.path) || releases.may_be_one_lock(own, other)
    })
}

/// What must have been waited for when a wait returns. Elsewhere the object is known by where it is stored.
fn implied(join: &Join, same: &Same<'_>, releases: &Releases<'_, '_>) -> Arc<[Join]> {
    let paths = also_known_as(same.own_names, &join.path);
    match &paths[..] {
        [_] => releases.implied(join),
        paths => paths
            .iter()
            .flat_map(|path| releases.implied(&Join { path: *path, ..*join }).to_vec())
            .collect(),
    }
}

/// Whether both sides do what they do only if they are the first at one and the same compare-and-swap: one of them is not.
fn is_won_once(teardown: Point<'_>, there: &Ctx, body: &Summary, same: &Same<'_>) -> bool {
    let won = |tables: &Tables, joined: ClauseSet| -> Vec<Join> {
        let joins = tables.clauses(joined).filter_map(|clause| match &clause[..] {
            [join] if matches!(join.kind, JoinKind::Won(_)) => Some(*join),
            _ => None,
        });
        joins.collect()
    };
    let other = won(&body.tables, there.joined);
    !other.is_empty()
        && won(teardown.tables, teardown.ctx.joined).iter().any(|own| {
            (other.iter()).any(|other| own.kind == other.kind && same.same(&own.path, &other.path))
        })
}

/// Whether the goroutine has taken the object out of a map before, in which the teardown finds its own under a lock: that is
/// another one, or what the teardown does to it came first.
fn is_taken_out(teardown: Point<'_>, access: &Access, body: &Summary, same: &Same<'_>) -> bool {
    let is_locked = |ctx: &Ctx| ctx.locks.iter().any(|lock| !lock.shared);
    if !is_locked(teardown.ctx) {
        return false;
    }
    let finds_in = |map: &Path| {
        teardown.summary.accesses.iter().any(|own| {
            matches!(own.op, Operation::MapRead | Operation::MapWrite)
                && is_locked(teardown.summary.ctx(own.ctx))
                && same.same(&own.path, map)
        })
    };
    body.tables.clauses(body.ctx(access.ctx).joined).any(|clause| match &clause[..] {
        [Join { kind: JoinKind::Taken, path }] => {
            access.path.within(&path.push(Hop::ELEM)).is_some() && finds_in(path)
        }
        _ => false,
    })
}

/// Whether a lock is in truth a `sync.Once`, which orders but cannot be taken.
pub(super) fn is_once(program: &Program, path: &Path) -> bool {
    let ty = match (path.last(), path.root) {
        (Some(hop), _) => hop.as_field().map(|field| program.fields[field.index()].ty),
        (None, Root::Global(global)) => Some(program.globals[global.index()].ty),
        (None, _) => None,
    };
    let named = ty.and_then(|ty| program.types.named(ty));
    named.is_some_and(|named| models::is_once_type(program, named))
}

/// Whether a flag lets the goroutine through only before the teardown has begun: the teardown sets it under a lock, before
/// its access, under which the goroutine looks at it and makes its own.
pub(crate) fn is_gated(
    teardown: &Summary,
    access: &Access,
    body: &Summary,
    other: &Access,
    same: &Same<'_>,
) -> bool {
    let held = &body.ctx(other.ctx).locks;
    if held.is_empty() {
        return false;
    }
    let before = |list: &[Access], one: &Access| {
        list.iter().position(|own| own.pos == one.pos && own.op == one.op && own.path == one.path)
    };
    let (Some(at), Some(there)) =
        (before(&teardown.accesses, access), before(&body.accesses, other))
    else {
        return false;
    };
    // A lock of the goroutine's at its access that the teardown holds for writing in such a context.
    let common = |locks: &[Lock]| {
        let own =
            |lock: &&Lock| locks.iter().any(|own| !own.shared && same.same(&own.path, &lock.path));
        held.iter().find(own).copied()
    };
    let is_flag = |flag: &&Access| matches!(flag.op, Operation::Write | Operation::Close);
    let by_flag = teardown.accesses[..at].iter().filter(is_flag).any(|flag| {
        let Some(lock) = common(&teardown.ctx(flag.ctx).locks) else { return false };
        match flag.op {
            Operation::Write => body.accesses[..there].iter().any(|read| {
                read.op == Operation::Read
                    && body.ctx(read.ctx).locks.contains(&lock)
                    && same.same(&flag.path, &read.path)
            }),
            Operation::Close => received_under(body, &lock, |path| same.same(&flag.path, path)),
            _ => false,
        }
    });
    // The flag may be a context or channel that some other function closes, of which the teardown waits to hear.
    by_flag
        || teardown.releases.iter().any(|event| {
            let lock = common(&teardown.ctx(event.ctx).locks);
            lock.is_some_and(|lock| {
                let joined = teardown.tables.clauses(teardown.ctx(access.ctx).joined);
                joined.flatten().any(|join| {
                    join.kind == JoinKind::Receive
                        && received_under(body, &lock, |path| same.same(&join.path, path))
                })
            })
        })
}

/// Whether a function receives from such a channel while it holds the lock.
fn received_under(body: &Summary, lock: &Lock, is_channel: impl Fn(&Path) -> bool) -> bool {
    body.releases.iter().any(|event| {
        event.release.kind == ReleaseKind::Receive
            && body.ctx(event.ctx).locks.contains(lock)
            && is_channel(&event.release.path)
    })
}

/// Whether the goroutine is started under the same `Once` under which the access is made, so that at most one of the two
/// ever happens, or after that `Once` is done, so that the access was made before.
pub(crate) fn only_one_happens(
    program: &Program,
    teardown: &Ctx,
    start_locks: &[Lock],
    same: &Same<'_>,
) -> bool {
    teardown
        .locks
        .iter()
        .filter(|own| !own.shared && is_once(program, &own.path))
        .any(|own| start_locks.iter().any(|other| same.same(&own.path, &other.path)))
}

/// Whether the function that starts the goroutine returns only after the access: whoever has the object from it then
/// comes later.
pub(crate) fn home_waits(
    goroutine: Goroutine<'_>,
    access: &Access,
    same: &Same<'_>,
    releases: &Releases<'_, '_>,
) -> bool {
    let home = goroutine.spawner;
    let implied = |join: &Join| releases.implied(join);
    home.exit.returns
        && home.exit.ctx.spawned.iter().filter(|mark| mark.key == goroutine.spawn.key).any(|mark| {
            let since = home.tables.clauses(mark.since);
            ordered_by(since, goroutine, Some(access), same, &implied).is_some()
        })
}

/// The other direction: the goroutine accesses only after it has received what the teardown releases after its own
/// access, and nothing else releases that.
fn released_after(
    teardown: Point<'_>,
    access: &Access,
    goroutine: Goroutine<'_>,
    same: &Same<'_>,
    releases: &Releases<'_, '_>,
) -> bool {
    let there = goroutine.body.ctx(access.ctx);
    goroutine.body.tables.clauses(there.joined).any(|clause| {
        clause.iter().all(|join| {
            // Whoever gives back the last reference comes after all that have given back theirs.
            let last = join.kind == JoinKind::LastReference;
            let waits = last
                || matches!(
                    join.kind,
                    JoinKind::Receive | JoinKind::Drain | JoinKind::Group | JoinKind::Flag
                );
            let own: Vec<Pos> = teardown
                .summary
                .releases
                .iter()
                .filter(|event| {
                    (join.kind.waits_for(event.release.kind)
                        || last && event.release.kind == ReleaseKind::Flag)
                        && same.same(&event.release.path, &join.path)
                        && !teardown
                            .ctx
                            .released
                            .meets(teardown.tables.find_release(&event.release))
                })
                .map(|event| event.pos)
                .collect();
            // What happens under a `Once` besides has not happened, if the access has.
            let is_ours = |once: &Path| {
                (teardown.ctx.locks.iter()).any(|lock| !lock.shared && same.same(&lock.path, once))
            };
            waits && !own.is_empty() && (last || !releases.released_elsewhere(join, &own, is_ours))
        })
    })
}
