//! The central question: does a wait cover what a goroutine does?

use rustc_hash::FxHashSet;

use crate::program::FieldId;

use super::domain::{Access, Clause, Join, JoinKind, Path, Release, ReleaseKind, Spawn, Summary};

/// A goroutine as the function that judges sees it: how it was started and what it does, in that function's terms.
#[derive(Clone, Copy)]
pub(crate) struct Goroutine<'a> {
    pub(crate) spawn: &'a Spawn,
    /// What it does, as [`super::expand`] gives it.
    pub(crate) body: &'a Summary,
    /// What the spawning function writes, to tie nil checks to the goroutine.
    pub(crate) spawner: &'a Summary,
    /// Fields that are set by what leads to the spawning function.
    pub(crate) set_before: &'a FxHashSet<FieldId>,
}

/// No fields at all.
static NO_FIELDS: FxHashSet<FieldId> = FxHashSet::with_hasher(rustc_hash::FxBuildHasher);

impl<'a> Goroutine<'a> {
    /// A goroutine that is judged in the function that starts it: what was set before is told by that function alone.
    pub(crate) fn in_frame(spawn: &'a Spawn, body: &'a Summary, spawner: &'a Summary) -> Self {
        Self { spawn, body, spawner, set_before: &NO_FIELDS }
    }
}

/// Whether two paths, the first of the waiting side and the second of the goroutine's, denote one object.
pub(crate) trait SamePath {
    fn same(&self, waiting: &Path, goroutine: &Path) -> bool;
}

impl<F: Fn(&Path, &Path) -> bool> SamePath for F {
    fn same(&self, waiting: &Path, goroutine: &Path) -> bool {
        self(waiting, goroutine)
    }
}

/// Why a wait does not cover an access.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum NotCovered {
    /// The goroutine never releases what is waited for.
    Other,
    /// It releases it before the access.
    ReleasedBefore,
    /// Nothing was added to the group before the goroutine was started.
    NotAdded,
}

/// Whether `join` returns only after the access (or, without one, after all that the goroutine does).
pub(crate) fn covers(
    join: &Join,
    goroutine: Goroutine<'_>,
    access: Option<&Access>,
    same: &dyn SamePath,
) -> Result<(), NotCovered> {
    let Goroutine { spawn, body, spawner, .. } = goroutine;
    match join.kind {
        JoinKind::Stopped => {
            return if spawn.timer.is_some_and(|timer| same.same(&join.path, &timer)) {
                Ok(())
            } else {
                Err(NotCovered::Other)
            };
        }
        JoinKind::IsBool(_) if join.flag_parameter().is_some() => return Err(NotCovered::Other),
        JoinKind::IsNil | JoinKind::IsBool(_) => {
            // The goroutine exists only after the spawning function has set the cell to something else.
            let set = spawner.accesses.iter().any(|access| {
                is_write(access) && !access.zeroing && same.same(&join.path, &access.path)
            });
            // It has an object of its own there, or something in that object.
            let released = body.releases.iter().any(|event| {
                std::iter::successors(Some(event.release.path), |path| path.parent())
                    .any(|path| same.same(&join.path, &path))
            });
            return if set || (join.kind == JoinKind::IsNil && released) {
                Ok(())
            } else {
                Err(NotCovered::Other)
            };
        }
        JoinKind::All => {
            let is_group =
                spawn.releases_at_exit.is_some_and(|group| same.same(&join.path, &group));
            let uses = |access: &Access| {
                std::iter::successors(Some(access.path), |path| path.parent())
                    .any(|path| same.same(&join.path, &path))
            };
            return if is_group || access.is_some_and(uses) {
                Ok(())
            } else {
                Err(NotCovered::Other)
            };
        }
        _ => {}
    }
    if let Some(group) = spawn.releases_at_exit
        && join.kind == JoinKind::Group
        && same.same(&join.path, &group)
    {
        return Ok(());
    }
    let mut why = NotCovered::Other;
    let mut covered = false;
    for event in &body.releases {
        let release = event.release;
        let kind_fits = join.kind.waits_for(release.kind)
            || join.kind == JoinKind::LastReference && release.kind == ReleaseKind::Flag;
        if !kind_fits || !same.same(&join.path, &release.path) {
            continue;
        }
        if join.kind == JoinKind::Group && !is_added(spawn, body, &release.path) {
            why = NotCovered::NotAdded;
            continue;
        }
        if join.kind == JoinKind::Filled && !has_taken_place(goroutine, access, &release.path) {
            why = NotCovered::NotAdded;
            continue;
        }
        let number = body.tables.find_release(&release);
        let released_before = |access: &Access| body.ctx(access.ctx).released.meets(number);
        let before = match access {
            Some(access) => released_before(access),
            None => (body.accesses.iter())
                .filter(|access| access.path.as_captured().is_none())
                .any(released_before),
        };
        match (before, join.kind) {
            (false, _) => covered = true,
            // One value is as good as another: the earlier one ends the wait too soon.
            (true, JoinKind::Receive) => return Err(NotCovered::ReleasedBefore),
            (true, _) => why = NotCovered::ReleasedBefore,
        }
    }
    if covered { Ok(()) } else { Err(why) }
}

pub(crate) fn is_write(access: &Access) -> bool {
    use crate::conflict::model::Operation;
    matches!(access.op, Operation::Write | Operation::Overwrite | Operation::AtomicWrite)
}

/// Whether something was added to the group before the goroutine was started; if it is never seen to be added to,
/// some code that is not seen does that.
fn is_added(spawn: &Spawn, body: &Summary, group: &Path) -> bool {
    if group.copy {
        return false;
    }
    if spawn.added.iter().any(|added| added == group) {
        return true;
    }
    let added_inside = body.accesses.iter().any(|access| {
        access.op == crate::conflict::model::Operation::WaitGroupAdd && access.path == *group
    });
    !added_inside
}

/// Whether a place in the channel's buffer was taken for the goroutine: by whoever started it, or by itself before the
/// access.
fn has_taken_place(goroutine: Goroutine<'_>, access: Option<&Access>, channel: &Path) -> bool {
    let Goroutine { spawn, body, spawner, .. } = goroutine;
    let send = Release { kind: ReleaseKind::Send, path: *channel };
    let had = |summary: &Summary, ctx: u32| {
        let number = summary.tables.find_release(&send);
        summary.ctxs.get(ctx as usize).is_some_and(|ctx| ctx.released.meets(number))
    };
    had(spawner, spawn.ctx) || access.is_some_and(|access| had(body, access.ctx))
}

/// Whether what is known to be false or nil has been set where the goroutine is started: then it does not run.
fn is_set_before(join: &Join, goroutine: Goroutine<'_>) -> bool {
    matches!(join.kind, JoinKind::IsNil | JoinKind::IsBool(false))
        && (join.path.last_field()).is_some_and(|field| goroutine.set_before.contains(&field))
}

/// Whether one of the clauses has a wait that ends only after the access, beside others.
pub(crate) fn ordered_in_part<'c>(
    clauses: impl IntoIterator<Item = &'c Clause>,
    goroutine: Goroutine<'_>,
    access: Option<&Access>,
    same: &dyn SamePath,
    implied: &dyn Fn(&Join) -> std::sync::Arc<[Join]>,
) -> bool {
    let covered = |join: &Join| covers(join, goroutine, access, same).is_ok();
    clauses
        .into_iter()
        .flatten()
        .any(|join| !join.kind.is_guard() && (covered(join) || implied(join).iter().any(covered)))
}

/// Whether one of the clauses holds only after the access.
pub(crate) fn ordered_by<'c>(
    clauses: impl IntoIterator<Item = &'c Clause>,
    goroutine: Goroutine<'_>,
    access: Option<&Access>,
    same: &dyn SamePath,
    implied: &dyn Fn(&Join) -> std::sync::Arc<[Join]>,
) -> Option<&'c Clause> {
    clauses.into_iter().find(|clause| {
        let waits = clause.iter().any(|join| !join.kind.is_guard());
        clause.iter().all(|join| {
            covers(join, goroutine, access, same).is_ok()
                || waits && is_set_before(join, goroutine)
                || implied(join).iter().any(|join| covers(join, goroutine, access, same).is_ok())
        })
    })
}
