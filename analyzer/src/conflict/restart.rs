//! A second start against the goroutine of the first: what a `Start` writes before it starts its goroutine, the goroutine of
//! an earlier start may still use, if what stops it does not wait for it.

use rustc_hash::FxHashMap;

use super::align::{Alignment, Certainty, align, keys};
use super::index::written_key;
use super::model::{Operation, OriginKind, RootKind, SignalKind};
use super::order::{Attempts, Point, Same, is_once, ordered};
use super::{Candidate, Judge, accesses_conflict, distance};
use crate::program::{FuncId, NamedId};
use crate::summary::domain::{
    Access, JoinKind, Path, ReleaseKind, Root, SpawnKind, Summary, SyncWhat,
};
use crate::summary::joins::Goroutine;
use crate::summary::{lift_through, models};
use crate::threads::{Origin, Teardown};

/// All pairs of a write before the start of a goroutine and an access of that goroutine, started earlier, that nothing
/// orders.
pub(super) fn candidates(judge: &Judge<'_, '_>, teardowns: &[Teardown]) -> Vec<Candidate> {
    use rayon::prelude::*;
    let mut stops: FxHashMap<NamedId, Vec<FuncId>> = FxHashMap::default();
    for teardown in teardowns {
        if let Some((named, _)) = judge.cx.program.funcs[teardown.func.index()].recv
            && teardown.kind == RootKind::EndOfLife
        {
            stops.entry(named).or_default().push(teardown.func);
        }
    }
    let found: Vec<Vec<Candidate>> =
        judge.origins.par_iter().map(|origin| of_origin(judge, &stops, origin)).collect();
    found.into_iter().flatten().collect()
}

fn of_origin(
    judge: &Judge<'_, '_>,
    stops: &FxHashMap<NamedId, Vec<FuncId>>,
    origin: &Origin,
) -> Vec<Candidate> {
    let program = judge.cx.program;
    let info = &program.funcs[origin.home.index()];
    let stops = info.recv.and_then(|(named, _)| stops.get(&named));
    let (Some(stops), Some(summary)) = (stops, judge.cx.summary(origin.home)) else {
        return Vec::new();
    };
    if !models::is_start(program.name(info.name))
        || judge.threads.of(origin.home).only(|entry| entry == origin.entry)
    {
        return Vec::new();
    }
    let stops = stops.iter().filter_map(|&func| Some((func, judge.cx.summary(func)?)));
    let restart = Restart { judge, origin, summary };
    let stops: Vec<(FuncId, &std::sync::Arc<Summary>)> =
        stops.filter(|(_, stop)| restart.ends(stop)).collect();
    if stops.is_empty() {
        return Vec::new();
    }
    (summary.accesses.iter())
        .filter(|access| restart.is_before_start(access))
        .flat_map(|access| restart.against_earlier(access, &stops))
        .collect()
}

/// A function that starts a goroutine, called again.
struct Restart<'r, 'c, 'p> {
    judge: &'r Judge<'c, 'p>,
    origin: &'r Origin,
    summary: &'r std::sync::Arc<Summary>,
}

impl Restart<'_, '_, '_> {
    /// Whether a teardown asks the goroutine to end.
    fn ends(&self, stop: &Summary) -> bool {
        let body = &self.origin.body;
        let receives = |path: &Path| {
            body.releases.iter().any(|event| {
                event.release.kind == ReleaseKind::Receive && event.release.path == *path
            })
        };
        stop.syncs.iter().any(|event| match event.what {
            SyncWhat::Signal(SignalKind::Close | SignalKind::Send) => receives(&event.path),
            SyncWhat::Signal(SignalKind::Cancel) => true,
            SyncWhat::Signal(SignalKind::Flag) => {
                body.accesses.iter().any(|access| access.path == event.path)
            }
            SyncWhat::Signal(SignalKind::TimerStop) | SyncWhat::Wait(_) => false,
        })
    }

    /// Whether it is a write to the object that comes before the goroutine's start; what comes after is the tail's.
    fn is_before_start(&self, access: &Access) -> bool {
        let ctx = self.summary.ctx(access.ctx);
        matches!(access.op, Operation::Write | Operation::Overwrite | Operation::MapWrite)
            && access.path.root == Root::Param(0)
            && !access.local
            && !access.on_goroutine
            && ctx.mark_of(&self.origin.spawn).is_none()
            // What is done once is not done again.
            && !ctx.locks.iter().any(|lock| is_once(self.judge.cx.program, &lock.path))
    }

    /// The accesses of the earlier goroutine that a write meets: the first that nothing orders.
    fn against_earlier(
        &self,
        access: &Access,
        stops: &[(FuncId, &std::sync::Arc<Summary>)],
    ) -> Option<Candidate> {
        let Restart { judge, origin, summary } = *self;
        let program = judge.cx.program;
        let key = written_key(judge, access, &access.path)?;
        let weak = distance::weak_links((summary, access), &access.path, (&origin.body, access))
            + u32::from(origin.spawn.kind != SpawnKind::Go)
            + u32::from(summary.partial || origin.body.partial)
            + u32::from(summary.ctx(access.ctx).maybe_waited)
            + u32::from(judge.cx.audience(origin.home).for_tests);
        for other in &origin.body.accesses {
            let cells = keys(program, &other.path);
            let Some((_, cell)) = cells.iter().find(|(own, _)| *own == key) else { continue };
            if *cell != access.path
                || !accesses_conflict(access.op, other.op, *cell != other.path)
                || access.pos == other.pos
            {
                continue;
            }
            let ctx = summary.ctx(access.ctx);
            let waits = summary
                .tables
                .retain(ctx.joined, |clause| clause.iter().any(|join| !join.kind.is_guard()));
            let point = Point { ctx, joined: waits, tables: &summary.tables, summary };
            let Err(attempts) = self.unordered(point, other) else { continue };
            // What stops the goroutine and does not wait for it.
            let mut unjoined = stops.iter().filter(|(_, stop)| {
                let exit = &stop.exit.ctx;
                let point =
                    Point { ctx: exit, joined: exit.joined, tables: &stop.tables, summary: stop };
                self.unordered(point, other).is_err()
            });
            let Some((stop, stop_summary)) = unjoined.next() else { continue };
            let waited_for = stops.len() > 1 + unjoined.count();
            let Some(doubt) = self.doubt(access, other, *stop, stop_summary) else { continue };
            let weak = weak + doubt + u32::from(waited_for);
            if !judge.is_wanted(weak) {
                continue;
            }
            return Some(Candidate {
                kind: RootKind::Restart,
                teardown_func: origin.home,
                teardown_access: *access,
                teardown_body: None,
                teardown_calls: Vec::new(),
                teardown_ctx: ctx.clone(),
                cell: access.path,
                home: origin.home,
                start: origin.start.clone(),
                entry: origin.entry,
                handles: origin.spawn.handles(),
                goroutine: origin.body.clone(),
                goroutine_access: *other,
                certainty: Certainty::SameObject,
                weak,
                attempts,
                origin: OriginKind::Own,
                stopped_by: Some(*stop),
            });
        }
        None
    }

    /// Whether nothing orders what holds at a point of a method and an access of the goroutine.
    fn unordered(&self, point: Point<'_>, other: &Access) -> Result<(), Attempts> {
        let Restart { judge, origin, summary } = *self;
        let alignment = Alignment::same_frame();
        let same = Same {
            alignment: &alignment,
            names: &origin.body.names,
            own_names: &point.summary.names,
        };
        let goroutine = Goroutine::in_frame(&origin.spawn, &origin.body, summary);
        ordered(point, goroutine, other, &same, &judge.releases)
    }

    /// How doubtful it is that the object is started again; `None` if it is not.
    fn doubt(
        &self,
        access: &Access,
        other: &Access,
        stop: FuncId,
        stop_summary: &Summary,
    ) -> Option<u32> {
        // A flag that says that it runs already keeps a second start out, unless the stop sets it back.
        let tables = &self.summary.tables;
        let mut is_set_back = false;
        for clause in tables.clauses(self.summary.ctx(access.ctx).joined) {
            let [guard] = &clause[..] else { continue };
            if !matches!(guard.kind, JoinKind::IsNil | JoinKind::IsBool(false)) {
                continue;
            }
            let sets = |summary: &Summary, zeroing: bool| {
                summary.accesses.iter().any(|own| {
                    own.path == guard.path
                        && match own.op {
                            Operation::Write => own.zeroing == zeroing,
                            // What it is set to is not known.
                            Operation::AtomicWrite => true,
                            _ => false,
                        }
                })
            };
            let (started, reset) = (sets(self.summary, false), sets(stop_summary, true));
            if started && !reset || !started && sets(stop_summary, false) {
                // It says that it was started, or that it was stopped, once and for all.
                return None;
            }
            // What the stop does to the very cell is the stop's own matter.
            is_set_back |= started && reset && guard.path != access.path;
        }
        if is_set_back || self.is_stopped_and_started(access, other, stop) {
            return Some(0);
        }
        // What the stop closes, the start makes anew: that is so of many objects that are started once.
        let remade = stop_summary.syncs.iter().any(|event| {
            matches!(event.what, SyncWhat::Signal(SignalKind::Close | SignalKind::Cancel))
                && (self.summary.accesses.iter())
                    .any(|own| own.op == Operation::Write && own.path == event.path)
        });
        remade.then_some(2)
    }

    /// Whether some function stops an object and starts it again, and does not wait in between.
    fn is_stopped_and_started(&self, access: &Access, other: &Access, stop: FuncId) -> bool {
        let Restart { judge, origin, summary } = *self;
        let callers = &judge.cx.graph.callers[origin.home.index()];
        callers.iter().take(MAX_CALLERS).map(|&caller| FuncId(caller)).any(|caller| {
            let Some(above) = judge.cx.summary(caller) else { return false };
            above.calls.iter().filter(|call| call.callee == origin.home).any(|start| {
                let stopped = above.calls.iter().any(|call| {
                    call.callee == stop
                        && call.pos.start < start.pos.start
                        && call.args.first() == start.args.first()
                });
                if !stopped {
                    return false;
                }
                let lifted = lift_through(judge.cx, caller, above, start, summary, access);
                lifted.paths.iter().any(|path| {
                    let Some(alignment) = align(judge.cx.program, path, &other.path) else {
                        return false;
                    };
                    let same = Same {
                        alignment: &alignment,
                        names: &origin.body.names,
                        own_names: &above.names,
                    };
                    let goroutine = Goroutine::in_frame(&origin.spawn, &origin.body, summary);
                    let point = Point {
                        ctx: &lifted.ctx,
                        joined: lifted.ctx.joined,
                        tables: &lifted.tables,
                        summary: above,
                    };
                    ordered(point, goroutine, other, &same, &judge.releases).is_err()
                })
            })
        })
    }
}

/// At most this many callers are looked at.
const MAX_CALLERS: usize = 8;
