//! The spawner's tail: what a function does after it has started a goroutine, itself or through a call.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::align::{Alignment, Certainty, Key, keys};
use super::effects::{Touched, field_of, touched_by};
use super::identity::is_returned;
use super::index::{cell_paths, may_be_same_content, written_key};
use super::model::{Operation, OriginKind, RootKind};
use super::order::{Point, Same, is_gated, only_one_happens, ordered};
use super::teardown::{NEAR_READ, is_counted, is_made_to_be_shared, protocol};
use super::{Asked, Candidate, Judge, accesses_conflict, callers, distance, report};
use crate::Claims;
use crate::program::{FieldId, FuncId, Program};
use crate::summary::demand::MAX_TAIL;
use crate::summary::domain::{
    Access, Ctx, Hop, Join, JoinKind, Lock, Path, ReleaseEvent, Root, Spawn, SpawnKind, SpawnMark,
    Summary,
};
use crate::summary::joins::{Goroutine, SamePath as _};
use crate::summary::near::Near;
use crate::summary::{Context, also_known_as, expand_near, judged_at};
use crate::threads::{entry_of, is_initialisation, start_of, teardown_kind};

/// All pairs of a write after a goroutine's start and an access of that goroutine that nothing orders.
pub(super) fn candidates(judge: &Judge<'_, '_>) -> Vec<Candidate> {
    judge.in_each_function(|func| {
        let found = candidates_of(judge, func);
        judge.meter.advance(1);
        found
    })
}

fn candidates_of(judge: &Judge<'_, '_>, func: FuncId) -> Vec<Candidate> {
    let mut found = Vec::new();
    let Some(summary) = judge.cx.summary(func) else { return found };
    let asked = judge.asked();
    let writes = Writes::of(asked, func, summary);
    let mut near = None;
    for spawn in &summary.spawns {
        let writes = writes.beside(spawn);
        if writes.is_empty() {
            continue;
        }
        let Some(entry) = entry_of(judge.cx, spawn) else { continue };
        let near = near.get_or_insert_with(|| near_of(judge, summary));
        let body = Arc::new(expand_near(judge.cx, func, summary, spawn, Some(near)));
        let tail = Tail {
            judge,
            func,
            summary,
            spawn,
            entry,
            cells: cells_of(judge, &body),
            set_before: &judge.set_before(&start_of(func, summary, spawn), None),
            body: &body,
        };
        for access in writes {
            tail.pairs(access, &mut found);
        }
    }
    found
}

/// Whether something that the function does after the start of a goroutine may race with it, as far as the function
/// alone tells.
pub(super) fn may_race(asked: Asked<'_, '_>, func: FuncId, summary: &Summary) -> bool {
    let writes = Writes::of(asked, func, summary);
    summary.spawns.iter().any(|spawn| !writes.beside(spawn).is_empty())
}

/// Whether something that a function does itself may race with a goroutine that it starts through a call, as far as is known
/// without looking at it.
pub(super) fn may_tell_own(asked: Asked<'_, '_>, func: FuncId) -> bool {
    let is_tail = teardown_kind(asked.cx, func).is_none();
    asked.is_wanted(starter_weak(asked.cx, func) + u32::from(is_tail))
}

/// The weak links of a function that goes on after it has started a goroutine.
pub(super) fn starter_weak(cx: &Context<'_>, func: FuncId) -> u32 {
    u32::from(cx.audience(func).for_tests)
}

/// What a function does that may be reported if a goroutine runs beside it.
struct Writes<'w, 'c, 'p> {
    asked: Asked<'c, 'p>,
    summary: &'w Summary,
    /// Each with the weak links that it has by itself.
    writes: Vec<(&'w Access, u32)>,
    /// The weak links of the function.
    weak: u32,
}

impl<'w, 'c, 'p> Writes<'w, 'c, 'p> {
    fn of(asked: Asked<'c, 'p>, func: FuncId, summary: &'w Summary) -> Self {
        let weak = starter_weak(asked.cx, func) + u32::from(summary.partial);
        let mut writes = Vec::new();
        if !summary.spawns.is_empty() {
            let may_be_asked = |access: &&Access| {
                access.below.calls <= MAX_TAIL
                    && is_wanted(asked.claims, access)
                    && !summary.ctx(access.ctx).spawned.is_empty()
            };
            for access in summary.accesses.iter().filter(may_be_asked) {
                let mut own = own_weak(asked.cx.program, summary, access);
                // The names on the way are only looked at if it depends on them.
                if asked.is_wanted(weak + own) && !asked.is_wanted(weak + own + MAX_IN_TAIL) {
                    let kind = root_kind(asked.cx, func, summary, access);
                    own += weak_in_tail(asked.cx.program, kind, (summary, access), 0);
                }
                if asked.is_wanted(weak + own) {
                    writes.push((access, own));
                }
            }
        }
        Self { asked, summary, writes, weak }
    }

    /// Those that one of the function's goroutines may touch as well.
    fn beside(&self, spawn: &Spawn) -> Vec<&'w Access> {
        let Self { asked, summary, .. } = *self;
        let weak = self.weak + spawn_weak(spawn);
        if self.writes.is_empty() || !asked.is_wanted(weak) {
            return Vec::new();
        }
        let judged_below = judged_at(asked.cx, summary, spawn);
        let round_in = |ctx: &Ctx| ctx.mark_of(spawn).map(|mark| mark.earlier_round);
        let rounds: Vec<Option<u8>> = summary.ctxs.iter().map(round_in).collect();
        let is_beside = |access: &Access| {
            let below = judged_below.is_some() && access.via.map(|via| via.site) == judged_below;
            rounds[access.ctx as usize].is_some_and(|round| !(below && round == 0))
        };
        let mut writes: Vec<&Access> = (self.writes.iter())
            .filter(|(access, own)| is_beside(access) && asked.is_wanted(weak + own))
            .map(|(access, _)| *access)
            .collect();
        if !writes.is_empty() && !may_touch(asked.cx, spawn, &writes) {
            writes.clear();
        }
        writes
    }
}

/// The weak links that an access has whatever it is compared with.
fn own_weak(program: &Program, summary: &Summary, access: &Access) -> u32 {
    own_weak_from(program, summary, access, 0)
}

/// The same for a caller so many calls above.
pub(super) fn own_weak_from(
    program: &Program,
    summary: &Summary,
    access: &Access,
    above: usize,
) -> u32 {
    let steps = || report::depth_by(summary, access, |func| distance::step(program, func)) + above;
    distance::of_write_from(summary, access, above)
        + 2 * u32::from(access.op.is_read() && steps() > NEAR_READ)
}

/// The weak links that an access has because it is no part of a teardown, for a caller so many calls above: what a starter
/// still does to an object after the start, the goroutine is often made to wait for, in ways that are hard to see.
pub(super) fn weak_in_tail(
    program: &Program,
    kind: RootKind,
    write: (&Summary, &Access),
    above: usize,
) -> u32 {
    match kind {
        RootKind::SpawnersTail => 1 + distance::of_doubt(program, 1, write, above),
        _ => 0,
    }
}

/// So many at most.
const MAX_IN_TAIL: u32 = 2;

/// And those that a goroutine has.
fn spawn_weak(spawn: &Spawn) -> u32 {
    u32::from(spawn.kind != SpawnKind::Go) + u32::from(spawn.method.is_some())
}

/// What the function touches. What it sets under a lock may be the flag that keeps a goroutine away.
fn near_of(judge: &Judge<'_, '_>, summary: &Summary) -> Near {
    let mut near = Near::default();
    for access in &summary.accesses {
        if !access.op.is_read() || is_wanted(judge.claims, access) {
            for path in cell_paths(&summary.names, access, &access.path) {
                near.add(judge.cx.program, access, &path);
            }
        }
    }
    near
}

/// Whether a goroutine may touch what one of the writes is to, judged by the last steps of its own accesses.
fn may_touch(cx: &Context<'_>, spawn: &Spawn, writes: &[&Access]) -> bool {
    match touched_by(cx, spawn) {
        Touched::Anything => true,
        Touched::Fields(fields) => {
            writes.iter().any(|write| field_of(write).is_none_or(|field| fields.contains(&field)))
        }
    }
}

/// A goroutine that uses the object of a constructor further than this many functions below its start mostly has to be
/// given something to do first, which only who has the object can give it.
const NEAR_CONSTRUCTOR: usize = 2;

/// Whether the goroutine most likely takes a lock before its access under which it is started and the other access is made
/// afterwards: then it has waited for that. It has, if what it does under that lock comes first on all ways.
fn passes_lock_of_start(
    starter: &Ctx,
    start_locks: &[Lock],
    body: &Summary,
    other: &Access,
    same: &Same<'_>,
) -> bool {
    let is_before = |own: &&Access| !(own.pos == other.pos && own.op == other.op);
    (start_locks.iter()).filter(|lock| !lock.shared && starter.locks.contains(lock)).any(|lock| {
        body.accesses.iter().take_while(is_before).any(|own| {
            body.ctx(own.ctx).locks.iter().any(|taken| same.same(&lock.path, &taken.path))
        })
    })
}

/// A goroutine's access to a cell, or to something inside it.
#[derive(Clone, Copy)]
struct Touch {
    access: u32,
    /// The path of the cell.
    cell: Path,
    inside: bool,
}

/// A goroutine's accesses by the cells that they touch.
fn cells_of(judge: &Judge<'_, '_>, body: &Summary) -> FxHashMap<Key, Vec<Touch>> {
    let mut cells: FxHashMap<Key, Vec<Touch>> = FxHashMap::default();
    for (number, access) in body.accesses.iter().enumerate().filter(|(_, own)| !own.unseen) {
        for path in cell_paths(&body.names, access, &access.path) {
            for (key, cell) in keys(judge.cx.program, &path) {
                // The cell is one of this name of the access; another name may be longer.
                let inside = cell.hops().len() < path.hops().len();
                let touch = Touch { access: number as u32, cell, inside };
                cells.entry(key).or_default().push(touch);
            }
        }
    }
    cells
}

/// Whether some rule asks for what follows a goroutine's start.
pub(super) fn is_wanted(claims: Claims, access: &Access) -> bool {
    !access.on_goroutine
        && match access.op {
            Operation::Write
            | Operation::Overwrite
            | Operation::MapWrite
            | Operation::AtomicWrite
            | Operation::WaitGroupWait => true,
            Operation::ElemWrite => access.zeroing,
            Operation::Close => claims.closes,
            op => op.is_read() && claims.teardown_reads,
        }
}

/// A function that goes on after it has started a goroutine.
struct Tail<'t, 'c, 'p> {
    judge: &'t Judge<'c, 'p>,
    func: FuncId,
    summary: &'t Arc<Summary>,
    spawn: &'t Spawn,
    entry: FuncId,
    body: &'t Arc<Summary>,
    /// What is set on the way to the start.
    set_before: &'t FxHashSet<FieldId>,
    cells: FxHashMap<Key, Vec<Touch>>,
}

impl Tail<'_, '_, '_> {
    /// What one write of the function races with.
    fn pairs(&self, access: &Access, found: &mut Vec<Candidate>) {
        let Tail { judge, func, summary, spawn, entry, body, set_before, .. } = *self;
        let ctx = summary.ctx(access.ctx);
        let Some(mark) = ctx.mark_of(spawn) else { return };
        if mark.earlier_round > 0 && mark.is_renewed(&access.path.root) {
            // The object is new, whatever other names its like of an earlier round has.
            return;
        }
        let mut claimed_kind = None;
        for own in cell_paths(&summary.names, access, &access.path) {
            for (other, path, cell) in self.common_cells(access, &own) {
                // Whatever closes a channel in one statement on two threads has a way to do it once.
                let once = access.op == Operation::Close && access.pos == other.pos;
                if once
                    || !is_same_object(&path, &cell, mark)
                    || access.op == Operation::WaitGroupWait
                        && is_counted(spawn, body, other, |group| {
                            also_known_as(&body.names, group).contains(&cell)
                        })
                {
                    continue;
                }
                let kind =
                    *claimed_kind.get_or_insert_with(|| root_kind(judge.cx, func, summary, access));
                let claimed = match (kind, access.op) {
                    (_, Operation::WaitGroupWait) => judge.claims.late_adds,
                    (_, Operation::Close) => judge.claims.closes,
                    (_, op) if op.is_read() => judge.claims.teardown_reads,
                    (RootKind::SpawnersTail | RootKind::Restart, _) => judge.claims.tail_writes,
                    _ => judge.claims.teardown_writes,
                };
                if !claimed {
                    return;
                }
                let by_accessor = path.hops().iter().any(|hop| hop.is_accessor());
                let weak = protocol(access, other)
                    + weak_in_tail(judge.cx.program, kind, (summary, access), 0)
                    + own_weak(judge.cx.program, summary, access)
                    + spawn_weak(spawn)
                    + distance::of_goroutine(&path, (body, other))
                    + u32::from(by_accessor && !is_made_to_be_shared(judge, &path))
                    + u32::from(
                        report::depth(body, other) > NEAR_CONSTRUCTOR
                            && is_returned(summary, path.root)
                            && !self.is_given_work(access, other),
                    )
                    + u32::from(
                        matches!(path.root, Root::Result(_)) && report::depth(summary, access) > 2,
                    )
                    + starter_weak(judge.cx, func)
                    + u32::from(summary.partial);
                if !judge.is_wanted(weak) {
                    continue;
                }
                let alignment = Alignment::same_frame();
                let same =
                    Same { alignment: &alignment, names: &body.names, own_names: &summary.names };
                let goroutine =
                    Goroutine { set_before, ..Goroutine::in_frame(spawn, body, summary) };
                let point = Point { ctx, joined: mark.since, tables: &summary.tables, summary };
                let Err(attempts) = ordered(point, goroutine, other, &same, &judge.releases) else {
                    continue;
                };
                let start_locks = &summary.ctx(spawn.ctx).locks;
                if only_one_happens(judge.cx.program, ctx, start_locks, &same)
                    || is_gated(summary, access, body, other, &same)
                {
                    continue;
                }
                if access.initial && self.is_set_at_start(access) {
                    continue;
                }
                let weak = weak + u32::from(attempts.in_part && kind != RootKind::SpawnersTail);
                // What the goroutine waits for first may come after the write.
                let weak = weak
                    + match self.comes_first(access, other) {
                        Some(Knowledge::Certain) => continue,
                        Some(Knowledge::Likely) => 1,
                        None => {
                            u32::from(passes_lock_of_start(ctx, start_locks, body, other, &same))
                        }
                    };
                if !judge.is_wanted(weak) {
                    continue;
                }
                // "The lock should be held": by whoever calls, that is.
                let locks = &body.ctx(other.ctx).locks;
                if locks.iter().any(|lock| {
                    !ctx.unlocked.contains(&lock.path) && callers::all_hold(judge, func, &lock.path)
                }) {
                    continue;
                }
                found.push(Candidate {
                    kind,
                    teardown_func: func,
                    teardown_access: *access,
                    teardown_body: None,
                    teardown_calls: Vec::new(),
                    teardown_ctx: ctx.clone(),
                    // The field that is read, also if a struct around it is written.
                    cell: if access.op.is_read() { own } else { path },
                    home: func,
                    start: start_of(func, summary, spawn),
                    entry,
                    handles: spawn.handles(),
                    goroutine: body.clone(),
                    goroutine_access: *other,
                    certainty: Certainty::SameObject,
                    weak,
                    attempts,
                    origin: OriginKind::Own,
                    stopped_by: None,
                });
            }
        }
    }
}

/// How sure something is.
enum Knowledge {
    Certain,
    Likely,
}

impl Tail<'_, '_, '_> {
    /// Whether the goroutine's access comes only after it has been sent something, and the write before anything is sent:
    /// certain as long as nobody else has what it is sent through.
    fn comes_first(&self, access: &Access, other: &Access) -> Option<Knowledge> {
        let Tail { judge, func, summary, spawn, body, .. } = *self;
        let ctx = summary.ctx(access.ctx);
        // The goroutines beside it may send as well.
        let beside: Vec<Arc<Summary>> = (summary.spawns.iter())
            .filter(|own| ctx.mark_of(own).is_some() && own.key != spawn.key)
            .map(|own| judge.expand(func, summary, own))
            .collect();
        let is_unsent =
            |join: &Join| {
                matches!(join.kind, JoinKind::Receive | JoinKind::Drain)
                    && !matches!(join.path.root, Root::Result(_) | Root::Unknown | Root::Global(_))
                    && summary.releases.iter().filter(|event| self.ends(join, event)).all(|event| {
                        !ctx.released.meets(summary.tables.find_release(&event.release))
                    })
                    && !body.releases.iter().any(|event| self.ends(join, event))
                    && !beside
                        .iter()
                        .flat_map(|body| &body.releases)
                        .any(|event| self.ends(join, event))
            };
        let there = body.ctx(other.ctx);
        let clause =
            body.tables.clauses(there.joined).find(|clause| clause.iter().all(is_unsent))?;
        let root = access.path.root;
        let all = |holds: &dyn Fn(Root) -> bool| clause.iter().all(|join| holds(join.path.root));
        let is_part = |own: Root| self.is_inside(own, root, 0);
        // What nobody is seen to send to may be someone's whose code is not seen: a timer, a signal.
        if access.unstored && all(&is_part) {
            Some(Knowledge::Certain)
        } else if all(&|own| matches!(own, Root::Param(_)) || is_part(own)) {
            Some(Knowledge::Likely)
        } else {
            None
        }
    }

    /// Whether a wait of the goroutine's may end because of a release.
    fn ends(&self, join: &Join, event: &ReleaseEvent) -> bool {
        join.kind.waits_for(event.release.kind)
            && also_known_as(&self.body.names, &event.release.path)
                .iter()
                .any(|path| also_known_as(&self.summary.names, &join.path).contains(path))
    }

    /// Whether the goroutine waits before its access for something that its starter has sent before the write.
    fn is_given_work(&self, access: &Access, other: &Access) -> bool {
        let Tail { summary, body, .. } = *self;
        let released = summary.ctx(access.ctx).released;
        body.tables.clauses(body.ctx(other.ctx).joined).flatten().any(|join| {
            summary.releases.iter().any(|event| {
                self.ends(join, event)
                    && released.meets(summary.tables.find_release(&event.release))
            })
        })
    }

    /// Whether what starts the goroutine has given the field its value by then, in the same statement.
    fn is_set_at_start(&self, access: &Access) -> bool {
        let mut at = (&**self.summary, self.spawn);
        loop {
            let (summary, spawn) = at;
            let is_before = |own: &Access| {
                own.pos == access.pos && summary.ctx(own.ctx).mark_of(spawn).is_none()
            };
            if summary.accesses.iter().any(is_before) {
                return true;
            }
            let inner = spawn.via.and_then(|via| {
                let inner = &*summary.sites.get(via.site as usize)?.summary;
                Some((inner, inner.spawns.get(via.number())?))
            });
            match inner {
                Some(inner) => at = inner,
                None => return false,
            }
        }
    }

    /// Whether an object is a part of another one alone.
    fn is_inside(&self, object: Root, around: Root, depth: u32) -> bool {
        object == around
            || depth < MAX_NESTING && matches!(object, Root::Fresh(_)) && {
                let names = &self.summary.names;
                let mut places = names.iter().filter(|(own, _)| *own == object).peekable();
                places.peek().is_some()
                    && places.all(|(_, place)| self.is_inside(place.root, around, depth + 1))
            }
    }
}

/// Objects in objects are followed so deep.
const MAX_NESTING: u32 = 4;

impl<'t> Tail<'t, '_, '_> {
    /// The goroutine's accesses that conflict with one of the frame by their nature, with the paths of the cell in both
    /// sides' words.
    fn common_cells(&self, access: &Access, path: &Path) -> Vec<(&'t Access, Path, Path)> {
        let program = self.judge.cx.program;
        let mut common = Vec::new();
        let mut add = |key: Key, own: &Path| {
            for touch in self.cells.get(&key).map_or(&[][..], Vec::as_slice) {
                let Touch { access: number, cell, inside } = *touch;
                let other: &'t Access = &self.body.accesses[number as usize];
                // A read conflicts with a write of its cell or around it, a write also with what is inside.
                let nested = if access.op.is_read() { own != path } else { inside };
                if !(access.op.is_read() && inside)
                    && accesses_conflict(access.op, other.op, nested)
                    && may_be_same_content(access, other)
                {
                    common.push((other, *own, cell));
                }
            }
        };
        if access.op.is_read() {
            for (key, cell) in keys(program, path) {
                add(key, &cell);
            }
        } else if let Some(key) = written_key(self.judge, access, path) {
            add(key, path);
        }
        common
    }
}

/// In one function, objects are the same if their paths are.
fn is_same_object(own: &Path, other: &Path, mark: &SpawnMark) -> bool {
    let equal = own.root == other.root && Hop::all_match(own.hops(), other.hops());
    if !equal || own.root == Root::Unknown {
        return false;
    }
    // A goroutine of an earlier round of the loop has that round's objects.
    mark.earlier_round == 0
        || !(mark.is_renewed(&own.root) || own.hops().iter().any(|hop| hop.is_elem()))
}

/// Whether a path of the frame is one that the goroutine touches with such an operation.
pub(super) fn is_same_frame_object(
    judge: &Judge<'_, '_>,
    func: FuncId,
    summary: &Summary,
    spawn: &Spawn,
    path: &Path,
    op: Operation,
) -> bool {
    let body = judge.expand(func, summary, spawn);
    let own: Vec<Path> = also_known_as(&summary.names, path);
    body.accesses.iter().filter(|other| other.op == op).any(|other| {
        cell_paths(&body.names, other, &other.path)
            .iter()
            .flat_map(|path| keys(judge.cx.program, path))
            .any(|(_, cell)| {
                own.iter().any(|own| own.root == cell.root && own.hops() == cell.hops())
            })
    })
}

/// A write inside a teardown function that is called here is that function's.
pub(super) fn root_kind(
    cx: &Context<'_>,
    func: FuncId,
    summary: &Summary,
    access: &Access,
) -> RootKind {
    let program = cx.program;
    report::trace(cx, func, Some(summary), access)
        .iter()
        .skip(1)
        .find_map(|(func, _)| {
            let info = &program.funcs[func.index()];
            let name = program.name(info.name);
            if info.literal || is_initialisation(name) { None } else { teardown_kind(cx, *func) }
        })
        .or_else(|| {
            // Unless this function is itself where teardown starts.
            let info = &program.funcs[func.index()];
            let name = program.name(info.name);
            teardown_kind(cx, func).filter(|_| !info.literal && !is_initialisation(name))
        })
        .unwrap_or(RootKind::SpawnersTail)
}
