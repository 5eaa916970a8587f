//! One write of a teardown function against one goroutine: which of the goroutine's accesses nothing orders, and how
//! certain that is.

use std::cell::Cell;

use super::align::{Alignment, Certainty, align};
use super::best::{Best, Rank};
use super::callers::{MAX_CALLS, MAX_CALLS_IF_LOW, Pair, Verdict};
use super::index::Entry;
use super::model::{Confidence, Operation, OriginKind, RootKind};
use super::order::{Attempts, Point, Same, home_waits, is_gated, only_one_happens, ordered};
use super::teardown::{
    NEAR_READ, Telling, Written, is_counted, is_far, origin_kind, protocol, receiver_of,
    starts_later,
};
use super::{Candidate, Home, Judge, api, confidence, distance, identity, report};
use crate::program::FuncId;
use crate::summary::also_known_as;
use crate::summary::domain::{Access, Path, Root, SpawnKind};
use crate::summary::joins::{Goroutine, SamePath};
use crate::threads::{Origin, is_never_called, is_open};

/// Where an accessor (`ctx.Vars()`) gives the object, a write further than this many calls below a teardown function is
/// hardly what that function is for.
const NEAR_ACCESSOR: usize = 2;

/// A write of a teardown function and a goroutine that touches the same cell.
pub(super) struct Meeting<'m, 'w, 'c, 'p> {
    write: &'m Written<'w, 'c, 'p>,
    /// What all pairs of the write have in common.
    telling: &'m Telling,
    /// The accessed cell, in the teardown function's words.
    path: &'m Path,
    /// That cell, or a struct around it which the goroutine writes.
    cell: &'m Path,
    origin: &'m Origin,
    home: Home,
    point: Point<'m>,
    /// Weak links that all pairs of the two have.
    weak: u32,
    /// Whether the teardown function and the goroutine's start are of one package.
    near: bool,
    /// Whether the goroutine belongs to another part of the program.
    far: bool,
    kind: OriginKind,
    /// The goroutine's names for the object whose method it runs, if the teardown function is of that type.
    receivers: Vec<Path>,
}

/// An access of the goroutine that conflicts with the write.
struct Met<'m> {
    alignment: Alignment,
    entry: &'m Entry,
    other: &'m Access,
    /// Weak links of what makes the two one object.
    weak: u32,
    /// Whether the method tells another thread something, as [`api::is_signalled`] has it.
    signalled: bool,
    /// Or is there to meet the teardown without a lock.
    meant: Option<api::Meant>,
}

/// What came of one pair.
enum Judged {
    Unordered(Box<Candidate>),
    Ordered,
    /// No pair of the two is shown: only the goroutine itself tears down, or nobody calls the method, or the story is
    /// told better already.
    Never,
}

/// The weak links that a goroutine's part in any pair has at least.
pub(super) fn least_weak(judge: &Judge<'_, '_>, origin: &Origin) -> u32 {
    of_start(origin)
        + u32::from(is_never_called(judge.cx, origin.home))
        + u32::from(judge.cx.audience(origin.home).for_tests)
        + u32::from(origin.body.partial)
}

/// Those of how it is started.
fn of_start(origin: &Origin) -> u32 {
    u32::from(origin.spawn.kind != SpawnKind::Go)
        + u32::from(origin.spawn.method.is_some())
        // Whoever starts the goroutine waits for it: the two meet if he and the teardown are called at once.
        + 2 * u32::from(origin.spawn.scoped && !origin.is_caller)
}

impl<'m, 'w, 'c, 'p> Meeting<'m, 'w, 'c, 'p> {
    /// What is common to all pairs of the write with the goroutine's accesses. `None` if no pair is wanted, or the function
    /// that starts the goroutine has no summary.
    pub(super) fn of(
        write: &'m Written<'w, 'c, 'p>,
        telling: &'m Telling,
        path: &'m Path,
        cell: &'m Path,
        origin: &'m Origin,
    ) -> Option<Self> {
        let Written { judge, teardown, summary, access, .. } = *write;
        let program = judge.cx.program;
        let ctx = summary.ctx(access.ctx);
        let for_tests = |func: FuncId| judge.cx.audience(func).for_tests;
        let far = is_far(judge, path, origin);
        let kind = origin_kind(judge, teardown.func, path, origin);
        let foreign = kind == OriginKind::Foreign;
        let weak = telling.weak
            + of_start(origin)
            + u32::from(summary.partial || origin.body.partial)
            + u32::from(is_never_called(judge.cx, origin.home))
            // What supports tests mostly has callers that know the order.
            + u32::from(for_tests(teardown.func) || for_tests(origin.home))
            // Everything reads; what the teardown itself reads of what its own goroutine writes is about the two.
            + 2 * u32::from(access.op.is_read() && (foreign || telling.n_steps > NEAR_READ || far));
        if !judge.is_wanted(weak) {
            return None;
        }
        let receivers = receiver_of(judge, teardown.func, origin)
            .iter()
            .flat_map(|receiver| also_known_as(&origin.body.names, receiver))
            .collect();
        Some(Self {
            write,
            telling,
            path,
            cell,
            origin,
            home: judge.home(origin)?,
            point: Point { ctx, joined: ctx.joined, tables: &summary.tables, summary },
            weak,
            near: program.package_of(teardown.func) == program.package_of(origin.home),
            far,
            kind,
            receivers,
        })
    }

    /// The first of the goroutine's accesses that nothing orders: the surest identity first, then plain reads, then the
    /// order in the goroutine. `None` too if the story is told better already than any of them could.
    pub(super) fn first_unordered(
        &self,
        entries: &'m [Entry],
        best: &Best<'_, '_, '_>,
    ) -> Option<Candidate> {
        let mut pairs: Vec<Met<'m>> =
            entries.iter().filter_map(|entry| self.meets(entry)).collect();
        pairs.sort_by_key(|met| {
            let certainty = std::cmp::Reverse(met.alignment.certainty);
            (certainty, met.other.op != Operation::Read, met.entry.access)
        });
        let story = self.telling.story.with(self.origin.entry);
        let is_beaten = |met: &Met<'m>, weak: u32| best.is_beaten(&story, self.rank(met, weak));
        for (number, met) in pairs.iter().enumerate() {
            if pairs[number..].iter().all(|met| is_beaten(met, self.weak + met.weak)) {
                return None;
            }
            match self.judge(met, &|weak| is_beaten(met, weak)) {
                Judged::Unordered(candidate) => return Some(*candidate),
                Judged::Ordered => {}
                Judged::Never => return None,
            }
        }
        None
    }

    /// The best rank that a candidate with so many weak links beside its identity can have.
    fn rank(&self, met: &Met<'m>, weak: u32) -> Rank {
        let Written { teardown, access, .. } = *self.write;
        let length = self.telling.n_steps + report::depth(&self.origin.body, met.other);
        let weak = weak + self.surest(met).weak_links();
        Rank::new(weak, teardown.kind, access, self.path, met.other, length)
    }

    /// The most certain that the identity of the object can be after the callers were asked.
    fn surest(&self, met: &Met<'m>) -> Certainty {
        if self.origin.is_caller { Certainty::SameObject } else { met.alignment.certainty }
    }

    /// An access that conflicts with the write and may be to the same object.
    fn meets(&self, entry: &'m Entry) -> Option<Met<'m>> {
        let Written { judge, teardown, access, threads, reuses, .. } = *self.write;
        let origin = self.origin;
        if !self.write.conflicts(self.path, self.cell, origin, entry) {
            return None;
        }
        let other = &origin.body.accesses[entry.access as usize];
        if !judge.is_wanted(self.weak + protocol(access, other)) {
            return None;
        }
        let mut alignment =
            align(judge.cx.program, self.cell, &entry.path)?.runs_on(&self.receivers);
        let signalled = api::is_signalled(teardown.kind, origin, access, other);
        if signalled && alignment.certainty == Certainty::SameContainer {
            // Whoever owns the object, it is a receiver of its methods.
            alignment.certainty = Certainty::SameObject;
        }
        let reused = reuses && alignment.by_accessor;
        let Telling { n_steps, shared, .. } = *self.telling;
        let mut weak = u32::from(!shared && !reused && (self.far || alignment.by_accessor))
            // What an accessor returns is an object of many uses: only the teardown's own writes are about it.
            + u32::from(alignment.by_accessor && n_steps > NEAR_ACCESSOR)
            + protocol(access, other);
        let deficit = alignment.certainty.weak_links();
        // What costs more to find out is asked only if it can still matter.
        if !judge.is_wanted(self.weak + weak + deficit) {
            return None;
        }
        weak += distance::of_goroutine(self.path, (&origin.body, other));
        if !signalled && !reused {
            // A part that some other package has is most likely not one of this object's.
            weak += u32::from(alignment.second_is_part && !self.near)
                + identity::weak_links(
                    judge,
                    teardown.func,
                    self.path,
                    origin,
                    &entry.path,
                    &alignment,
                    threads,
                );
        }
        let is_wanted = judge.is_wanted(self.weak + weak + deficit);
        let meant = || api::meant(self.write, self.path, origin, other);
        is_wanted.then(|| Met { alignment, entry, other, weak, signalled, meant: meant() })
    }

    /// Judges one pair. `is_beaten` says whether the story is told better already than with so many weak links.
    fn judge(&self, met: &Met<'m>, is_beaten: &dyn Fn(u32) -> bool) -> Judged {
        let Written { judge, teardown, summary, access, threads, ways, .. } = *self.write;
        let Met { ref alignment, entry, other, .. } = *met;
        let origin = self.origin;
        let same = Same { alignment, names: &origin.body.names, own_names: &summary.names };
        let goroutine = self.home.goroutine(origin);
        let Some(attempts) = self.unordered(met, &same, goroutine) else { return Judged::Ordered };
        let mut weak = self.weak
            + met.weak
            // What is waited for on some paths is mostly what matters on them.
            + u32::from(attempts.in_part)
            // A field that gets its first value is not torn down.
            + 2 * u32::from(access.initial)
            // A statement that two threads come to has mostly been written with that in mind.
            + u32::from(access.pos == other.pos && !access.op.is_read())
            + u32::from(self.is_added_under_a_common_lock(met, &same));
        if origin.is_caller {
            let of_method = (other, &entry.path);
            let called =
                api::weak(self.write, self.path, origin, of_method, met.signalled, met.meant);
            let Some(called) = called else { return Judged::Never };
            weak += called
                + self.one_side_locks(met)
                // What sets an object up for its next use mostly knows that nobody uses it now.
                + u32::from(teardown.kind == RootKind::ReInitialisation && !met.signalled);
            if !judge.is_wanted(weak)
                || api::callers_order(judge, self.point, self.path, origin, other)
            {
                return Judged::Ordered;
            }
        }
        if judge.min_confidence == Confidence::Low && is_beaten(weak) {
            // Whatever the callers say, this is the pair that would be shown.
            return Judged::Never;
        }
        let func = teardown.func;
        // Of what is known to be of low confidence, they can only say how it comes about.
        let is_low = confidence(weak + self.surest(met).weak_links()) == Confidence::Low;
        let budget = Cell::new(if is_low { MAX_CALLS_IF_LOW } else { MAX_CALLS });
        let home = &self.home;
        let verdict =
            Pair { judge, func, ways, origin, home, other, entry, threads, budget }.callers();
        let Some(told) = self.told(alignment, verdict) else { return Judged::Never };
        let mut weak = weak + told.weak + distance::of_callers(judge.cx.program, &told.calls);
        let deficit = told.certainty.weak_links();
        if origin.is_caller && weak + deficit == 0 {
            // A call by anyone is a weak link of its own.
            weak = 1;
        }
        weak += distance::of_doubt(judge.cx.program, weak + deficit, (summary, access), 0);
        if !judge.is_wanted(weak + deficit) {
            return Judged::Ordered;
        }
        Judged::Unordered(Box::new(Candidate {
            kind: teardown.kind,
            teardown_func: teardown.func,
            teardown_access: ways.access,
            teardown_body: None,
            teardown_calls: told.calls,
            teardown_ctx: self.point.ctx.clone(),
            cell: *self.path,
            home: origin.home,
            start: origin.start.clone(),
            entry: origin.entry,
            handles: origin.spawn.handles(),
            goroutine: origin.body.clone(),
            goroutine_access: *other,
            certainty: told.certainty,
            weak,
            attempts,
            origin: self.kind,
            stopped_by: None,
        }))
    }

    /// What was found on the way to nothing that orders the two, as far as the teardown function itself tells; `None` if
    /// something does.
    fn unordered(
        &self,
        met: &Met<'m>,
        same: &Same<'_>,
        goroutine: Goroutine<'_>,
    ) -> Option<Attempts> {
        let Written { judge, summary, access, threads, .. } = *self.write;
        let (origin, other) = (self.origin, met.other);
        let is_group = |group: &Path| same.same(self.path, group);
        if access.op == Operation::WaitGroupWait
            && is_counted(&origin.spawn, &origin.body, other, is_group)
        {
            return None;
        }
        let attempts = ordered(self.point, goroutine, other, same, &judge.releases).err()?;
        let in_home = Alignment::same_frame();
        let at_home = Same {
            alignment: &in_home,
            names: &origin.body.names,
            own_names: &goroutine.spawner.names,
        };
        let is_ordered =
            only_one_happens(judge.cx.program, self.point.ctx, &origin.start_locks, same)
                || home_waits(goroutine, other, &at_home, &judge.releases)
                || starts_later(judge, threads, origin, other)
                || is_gated(summary, access, &origin.body, other, same);
        (!is_ordered).then_some(attempts)
    }

    /// Where one side alone takes a lock, the other has forgotten it. Where none does, callers mostly know what they may
    /// call when; where both do, they hold what is one lock in truth.
    fn one_side_locks(&self, met: &Met<'m>) -> u32 {
        let Written { access, threads, .. } = *self.write;
        let locks = &self.origin.body.ctx(met.other.ctx).locks;
        let orders = match access.op {
            Operation::Close => true,
            // What a goroutine waits for at its end, nobody can know to be over.
            Operation::WaitGroupWait => threads.only(|_| true),
            _ => false,
        };
        let alike = self.point.ctx.locks.is_empty() == locks.is_empty();
        let is_meant = met.signalled || met.meant.is_some();
        u32::from(!orders && !is_meant && alike)
    }

    /// Whether the goroutine adds to the group under a lock that the teardown takes as well, before it waits: mostly to
    /// keep those out that would add later.
    fn is_added_under_a_common_lock(&self, met: &Met<'m>, same: &Same<'_>) -> bool {
        let Written { summary, access, .. } = *self.write;
        let held = &self.origin.body.ctx(met.other.ctx).locks;
        access.op == Operation::WaitGroupWait
            && summary.locked.iter().any(|own| held.iter().any(|lock| same.same(own, &lock.path)))
    }

    /// What the callers' verdict means for the pair; `None` if the goroutine itself is the only one that calls.
    fn told(&self, alignment: &Alignment, verdict: Verdict) -> Option<Told> {
        let Written { judge, teardown, reuses, .. } = *self.write;
        let is_caller = self.origin.is_caller;
        let alone = |weak: u32| Told { calls: Vec::new(), certainty: alignment.certainty, weak };
        let of_part = alignment.first_is_part && !reuses;
        Some(match verdict {
            // Nothing calls it: what it does is done by nobody.
            Verdict::NoCallers
                if !is_open(judge.cx, teardown.func)
                    && !judge.cx.graph.started.contains(teardown.func.index()) =>
            {
                alone(2)
            }
            // Who would call it for an object that another owns is not known.
            Verdict::NoCallers => {
                let info = &judge.cx.program.funcs[teardown.func.index()];
                // A function that belongs to no object is mostly called when a program starts, or by tests.
                let is_loose = info.recv.is_none() && matches!(self.path.root, Root::Global(_));
                alone(u32::from(of_part) + u32::from(is_loose) + u32::from(is_loose && !self.near))
            }
            // The callers may know what the teardown alone does not: which object it is.
            Verdict::Unordered(call) if is_caller => Told {
                certainty: alignment.certainty.max(call.certainty),
                calls: call.chain,
                weak: 0,
            },
            Verdict::Unordered(call) => {
                let of_part = u32::from(of_part && call.certainty < Certainty::SameObject);
                if is_open(judge.cx, teardown.func) {
                    // Callers that only happen to use the type speak against it, a little.
                    // (They know the part by its own name alone.)
                    let other = !reuses
                        && call.certainty == Certainty::SameType
                        && alignment.certainty > Certainty::SameType;
                    Told { calls: call.chain, ..alone(of_part + u32::from(other)) }
                } else {
                    let program = judge.cx.program;
                    let is_main =
                        call.chain.first().is_some_and(|(func, _)| program.is_main(*func));
                    // What it is called with is for its callers to say. What a program sets up anew it does before it starts
                    // anything.
                    Told {
                        certainty: alignment.certainty.min(call.certainty),
                        calls: call.chain,
                        weak: of_part
                            + call.weak
                            + 2 * u32::from(is_main && teardown.kind == RootKind::ReInitialisation),
                    }
                }
            }
            Verdict::SameGoroutine => return None,
            Verdict::AllOrdered => alone(2),
        })
    }
}

/// What the callers of a teardown function add to a pair.
struct Told {
    /// The calls that lead to the teardown function.
    calls: Vec<(FuncId, crate::summary::domain::Pos)>,
    certainty: Certainty,
    weak: u32,
}
