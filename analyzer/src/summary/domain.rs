//! The abstract domain: what a summary says, each part with its meaning. No code of the walk is here.

use std::num::NonZeroU32;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::limits;
pub(crate) use super::path::{Hop, ObjectId, Path, Root};
use super::shared::Shared;
use super::tables::{ClauseSet, ReleaseSet, Tables};
use crate::conflict::model::{Operation, SignalKind};
use crate::program::{FieldId, FuncId, GlobalId, IfaceId, LocalId, NamedId, StructId};
use crate::syntax::facts::Sym;

/// A place in the sources: file and bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub(crate) struct Pos {
    pub(crate) file: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// The value of an expression, as far as it matters.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub(crate) enum Val {
    /// Nothing that the analysis follows.
    #[default]
    Opaque,
    /// The object at a path, or a pointer to it.
    Path(Path),
    /// A function with what it is bound to.
    Func(Arc<FuncVal>),
    /// One of a few.
    Many(Arc<[Val]>),
    /// A boolean whose truth says something about locks or joins.
    Guard(Arc<Guard>),
    /// `true` or `false` as it stands in the argument of a call. No other value is one.
    Bool(bool),
}

/// How many alternatives a value keeps.
pub(crate) const MAX_ALTERNATIVES: usize = 3;

impl Val {
    pub(crate) fn each(&self) -> &[Val] {
        match self {
            Val::Many(vals) => vals,
            one => std::slice::from_ref(one),
        }
    }
    /// The paths among the alternatives.
    pub(crate) fn paths(&self) -> impl Iterator<Item = Path> + '_ {
        self.each().iter().filter_map(|val| match val {
            Val::Path(path) => Some(*path),
            _ => None,
        })
    }
    /// The value, as something that may have another one elsewhere.
    pub(crate) fn variable(self) -> Val {
        if matches!(self, Val::Bool(_)) { Val::Opaque } else { self }
    }
    /// What its paths lead to, by `to`.
    pub(crate) fn map_paths(&self, to: impl Fn(Path) -> Val) -> Val {
        if let Val::Path(path) = self {
            return to(*path);
        }
        self.paths().fold(Val::Opaque, |all, path| all.or(to(path)))
    }
    /// Either of two values.
    pub(crate) fn or(self, other: Val) -> Val {
        // Mostly one of them says nothing, which costs no comparison.
        if matches!(self, Val::Opaque) {
            return other;
        }
        if matches!(other, Val::Opaque) || self == other {
            return self;
        }
        let mut vals: Vec<Val> = self.each().to_vec();
        for val in other.each() {
            if !vals.contains(val) && vals.len() < MAX_ALTERNATIVES {
                vals.push(val.clone());
            }
        }
        if vals.len() == 1 { vals.swap_remove(0) } else { Val::Many(vals.into()) }
    }
}

/// A function value: a function, the receiver of a method value, the variables that a literal captures.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct FuncVal {
    pub(crate) func: FuncId,
    pub(crate) recv: Option<Val>,
    pub(crate) captures: Vec<(LocalId, Val)>,
}

/// What holds if a boolean is true and if it is false.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub(crate) struct Guard {
    pub(crate) if_true: Vec<Fact>,
    pub(crate) if_false: Vec<Fact>,
}

/// A consequence of a condition.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Fact {
    Held(Lock),
    Joined(Join),
}

/// A lock that is held.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Lock {
    pub(crate) path: Path,
    /// Whether it is held for reading.
    pub(crate) shared: bool,
}

/// A kind of wait, or of knowledge that there is nothing to wait for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum JoinKind {
    /// `WaitGroup.Wait`.
    Group,
    /// One receive from a channel.
    Receive,
    /// Receiving until the channel is closed.
    Drain,
    /// A send on an unbuffered channel: returns when it was received.
    Send,
    /// As many sends on a channel as its buffer has places: whoever had taken one has given it back.
    Filled,
    /// The timer was stopped before it fired: its function never runs.
    Stopped,
    /// The pointer, channel or function at the path is nil.
    IsNil,
    /// The variable at the path, of a function around the literal that looked at it, is not nil.
    NotNil,
    /// The boolean at the path is false (or true).
    IsBool(bool),
    /// The counter at the path was brought to zero by this very thread.
    LastReference,
    /// The condition at the path, which another thread sets under the same lock or atomically, was seen to hold.
    Flag,
    /// This very thread has swapped the value at the path, by a swap of this hash: nobody else who comes to such a one does.
    Won(u32),
    /// This very thread has taken something out of the map at the path, under a lock: nobody else finds it there.
    Taken,
    /// All goroutines of the object at the path have ended: those that it is the group of, and those that use it.
    All,
}

/// A wait for (or knowledge about) what is at a path.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Join {
    pub(crate) kind: JoinKind,
    pub(crate) path: Path,
}

impl Join {
    /// The parameter, and what it says there, of a join that is knowledge about a boolean parameter.
    pub(crate) fn flag_parameter(&self) -> Option<(u16, bool)> {
        match (self.kind, self.path.root, self.path.hops()) {
            (JoinKind::IsBool(value), Root::Param(index), []) => Some((index, value)),
            _ => None,
        }
    }
}

/// A disjunction: at least one of these has been waited for.
pub(crate) type Clause = Vec<Join>;

/// A kind of release, for which a join can wait.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum ReleaseKind {
    /// `WaitGroup.Done`.
    Done,
    /// `close(ch)`.
    Close,
    /// `ch <- v`.
    Send,
    /// A receive, for which a sender on an unbuffered channel waits.
    Receive,
    /// A write to a flag or counter.
    Flag,
}

/// A release of what is at a path.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Release {
    pub(crate) kind: ReleaseKind,
    pub(crate) path: Path,
}

impl ReleaseKind {
    /// Whether it mostly happens once, at the end of what is waited for.
    pub(crate) fn is_final(self) -> bool {
        matches!(self, ReleaseKind::Done | ReleaseKind::Close)
    }
}

impl JoinKind {
    /// Whether it says that this thread alone has something, which is no wait.
    pub(crate) fn is_claim(self) -> bool {
        matches!(self, JoinKind::Won(_) | JoinKind::Taken)
    }
    /// Whether it is knowledge about a value rather than a wait.
    pub(crate) fn is_guard(self) -> bool {
        matches!(self, JoinKind::IsNil | JoinKind::NotNil | JoinKind::IsBool(_))
    }
    /// Whether this wait can end because of that release.
    pub(crate) fn waits_for(self, release: ReleaseKind) -> bool {
        matches!(
            (self, release),
            (JoinKind::Group, ReleaseKind::Done)
                | (JoinKind::Receive, ReleaseKind::Close | ReleaseKind::Send)
                | (JoinKind::Drain, ReleaseKind::Close)
                | (JoinKind::Send | JoinKind::Filled, ReleaseKind::Receive)
                | (JoinKind::Flag, ReleaseKind::Flag)
        )
    }
}

/// What tells a goroutine of a frame from its others: a hash of the place and of the calls that lead to it.
pub(crate) type SpawnKey = ObjectId;

/// A goroutine that may be running, seen from the function that started it or a caller of it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct SpawnMark {
    /// [`Spawn::key`].
    pub(crate) key: SpawnKey,
    /// What was joined since it was started.
    pub(crate) since: ClauseSet,
    /// Inside the loop that started it, from the second round on: the objects made anew in each round.
    pub(crate) renewed: Shared<Root>,
    /// Whether it was started by an earlier round of a loop that is still running, so that elements reached now are
    /// most likely others.
    pub(crate) earlier_round: u8,
}

impl SpawnMark {
    /// Whether the object is one of those made anew in each round.
    pub(crate) fn is_renewed(&self, root: &Root) -> bool {
        self.renewed.contains(root)
    }
}

/// What holds at a point of a function, relative to its entry.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Ctx {
    /// Locks acquired since entry and held on every path.
    pub(crate) locks: Shared<Lock>,
    /// Locks of the caller that may have been released.
    pub(crate) unlocked: Shared<Path>,
    /// What was waited for on every path: a conjunction.
    pub(crate) joined: ClauseSet,
    /// What may have been released.
    pub(crate) released: ReleaseSet,
    /// Goroutines that may have been started.
    pub(crate) spawned: Shared<SpawnMark>,
    /// Groups to which something was added.
    pub(crate) added: Shared<Path>,
    /// Whether something was called of which the body is not known and whose name speaks of waiting.
    pub(crate) maybe_waited: bool,
    /// Whether something may have come to its end that goes on until somebody ends it, as [`Summary::lasts`] has it.
    pub(crate) lasted: bool,
}

/// The number of a [`Ctx`] in its summary.
pub(crate) type CtxId = u32;

/// The call through which something is told.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Via {
    /// The number of the call in the summary.
    pub(crate) site: u32,
    /// Its number in the callee's summary, and one more: so an [`Option`] of it takes no more room.
    next: NonZeroU32,
}

impl Via {
    pub(crate) fn new(site: u32, number: usize) -> Self {
        let next =
            u32::try_from(number).ok().and_then(|number| NonZeroU32::MIN.checked_add(number));
        Self { site, next: next.unwrap_or(NonZeroU32::MAX) }
    }
    /// What is told, by its number in the callee's summary.
    pub(crate) fn number(self) -> usize {
        self.next.get() as usize - 1
    }
}

/// The calls between a function and the one in which an access stands.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Below {
    pub(crate) calls: u8,
    /// How many declared functions are called on it; those that were given a function and call it count as well.
    pub(crate) named: u8,
    /// Whether some of them are of teardown functions.
    pub(crate) torn: bool,
}

impl Below {
    /// For a caller that calls the function by this way.
    pub(crate) fn through(self, call: Below) -> Self {
        Self {
            calls: self.calls + call.calls,
            named: self.named.saturating_add(call.named),
            torn: self.torn || call.torn,
        }
    }
}

/// An access to a cell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Access {
    /// The field, variable or (for an overwrite) struct; for the content of a map, slice or channel, where that is held.
    pub(crate) path: Path,
    pub(crate) op: Operation,
    /// The struct that an overwrite assigns.
    pub(crate) overwritten: Option<StructId>,
    /// Whether what is written is nil, zero or empty.
    pub(crate) zeroing: bool,
    pub(crate) ctx: CtxId,
    /// Where the access itself stands, in whatever function.
    pub(crate) pos: Pos,
    /// The call that leads to it.
    pub(crate) via: Option<Via>,
    /// The way to it.
    pub(crate) below: Below,
    /// Whether it concerns only objects of this frame, which callers cannot reach.
    pub(crate) local: bool,
    /// Whether it happens on a goroutine that the function waits for.
    pub(crate) on_goroutine: bool,
    /// Whether it is to an object that was made just before and that nothing else leads to yet.
    pub(crate) unseen: bool,
    /// Whether at most goroutines that this frame has started lead to that object besides.
    pub(crate) unstored: bool,
    /// Whether it gives a field its value for the first time: the field was nil just before.
    pub(crate) initial: bool,
}

impl Access {
    /// The cell among others of its kind: where the field or variable is. What is held by an element of a container is
    /// told by the field that holds the container.
    pub(crate) fn cell(&self) -> Path {
        self.op.cell_of(&self.path)
    }
    /// The field of the cell, if it is one.
    pub(crate) fn field(&self) -> Option<FieldId> {
        self.cell().last_field()
    }
}

impl Operation {
    /// The cell of an operation on what a path denotes.
    pub(crate) fn cell_of(self, path: &Path) -> Path {
        if self.is_of_content() { path.without_elems() } else { *path }
    }
}

/// How a goroutine is started.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum SpawnKind {
    /// A `go` statement, or a function known to start one.
    Go,
    /// A timer; the path is that of the timer, once it is stored.
    Timer,
    /// A callback that some library runs on a goroutine of its own.
    Callback,
    /// A parallel part of a test: it runs beside the other such parts, but not before its starter has returned.
    SubTest,
}

/// A goroutine that the function starts, itself or through a call.
#[derive(Clone, Debug)]
pub(crate) struct Spawn {
    pub(crate) key: SpawnKey,
    pub(crate) kind: SpawnKind,
    /// The function that runs.
    pub(crate) entry: Val,
    pub(crate) args: Vec<Val>,
    /// What is released when the function has returned (`WaitGroup.Go`, `errgroup`).
    pub(crate) releases_at_exit: Option<Path>,
    /// Groups to which was added before.
    pub(crate) added: Shared<Path>,
    pub(crate) in_loop: bool,
    pub(crate) ctx: CtxId,
    pub(crate) pos: Pos,
    pub(crate) via: Option<Via>,
    /// The number of calls between this function and the one that starts it.
    pub(crate) lifted: u8,
    /// The timer that runs it.
    pub(crate) timer: Option<Path>,
    /// Whether every return of the spawning function waits for it, so that callers need not know.
    pub(crate) scoped: bool,
    /// The interface method that runs, if the function is not known; its receiver is the first argument.
    pub(crate) method: Option<(IfaceId, Option<NamedId>, Sym)>,
}

/// A call of a function value that only a caller knows.
#[derive(Clone, Debug)]
pub(crate) struct DynCall {
    pub(crate) target: Path,
    pub(crate) args: Vec<Val>,
    pub(crate) ctx: CtxId,
    pub(crate) pos: Pos,
}

/// A wait or a signal as it stands in the function or in a callee, to explain what does not order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct SyncEvent {
    pub(crate) what: SyncWhat,
    pub(crate) path: Path,
    /// Where it stands in this function, or the call through which it happens.
    pub(crate) at: Pos,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum SyncWhat {
    Wait(JoinKind),
    Signal(SignalKind),
}

/// A release with what held when it happened.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReleaseEvent {
    pub(crate) release: Release,
    pub(crate) ctx: CtxId,
    pub(crate) pos: Pos,
    /// Whether it is known to be this, and not one of several things.
    pub(crate) certain: bool,
}

/// A call whose callee's summary was taken in.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    pub(crate) pos: Pos,
    pub(crate) callee: FuncId,
    pub(crate) summary: Arc<Summary>,
    /// Between this function and the callee: functions that were given the callee, and where they call it.
    pub(crate) through: Vec<(FuncId, Pos)>,
}

/// A call of a function in which the callers of teardown functions are looked up.
#[derive(Clone, Debug)]
pub(crate) struct CallSite {
    pub(crate) callee: FuncId,
    pub(crate) pos: Pos,
    pub(crate) ctx: CtxId,
    pub(crate) args: Vec<Val>,
    /// The variables that a literal captures, and what they are where it is called or given away.
    pub(crate) captures: Vec<(LocalId, Val)>,
    /// Those of them of which it is known where it is called whether they are nil.
    pub(crate) nils: Vec<(LocalId, bool)>,
}

/// The state at the end of a function, relative to its entry: what a caller takes over.
#[derive(Clone, Debug, Default)]
pub(crate) struct Exit {
    pub(crate) ctx: Ctx,
    /// Whether the function can return at all.
    pub(crate) returns: bool,
    /// The same for what a caller can see by the results, where that makes a difference.
    pub(crate) said: Vec<(Says, Ctx)>,
}

/// What a result says to a caller who looks at it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Says {
    /// The error is nil.
    Succeeds,
    /// The error is not nil.
    Fails,
    /// The error is not this one of package level.
    IsNot(GlobalId),
    /// The boolean at that place is so.
    Bool(u8, bool),
}

/// All that callers need to know of a function.
#[derive(Clone, Debug, Default)]
pub(crate) struct Summary {
    pub(crate) ctxs: Vec<Ctx>,
    pub(crate) accesses: Vec<Access>,
    pub(crate) spawns: Vec<Spawn>,
    pub(crate) dyn_calls: Vec<DynCall>,
    pub(crate) sites: Vec<Site>,
    pub(crate) releases: Vec<ReleaseEvent>,
    pub(crate) syncs: Vec<SyncEvent>,
    pub(crate) calls: Vec<CallSite>,
    /// Locks that a teardown function, or one that leads to it, takes itself.
    pub(crate) locked: Vec<Path>,
    pub(crate) exit: Exit,
    /// The results.
    pub(crate) results: Vec<Val>,
    /// What the fields of objects made here were given.
    pub(crate) fields: Arc<FxHashMap<ObjectId, Vec<(FieldId, Val)>>>,
    /// Objects stored under a path: `s.conn = c`, `s.ws = append(s.ws, w)`, `s.ch <- b`.
    pub(crate) names: Vec<(Root, Path)>,
    /// Of a teardown function: parts of an object that are stored elsewhere by their address, and where:
    /// `s.current = &s.slots[i]`.
    pub(crate) aliases: Vec<(Path, Path)>,
    /// What the numbers in its contexts stand for.
    pub(crate) tables: Tables,
    /// Events lost to a limit.
    pub(crate) capped: u32,
    /// Whether a part of the function could not be read.
    pub(crate) partial: bool,
    /// Whether it stops a panic if it is deferred.
    pub(crate) recovers: bool,
    /// Whether it goes on until somebody ends it: it serves, or has an endless loop in which it waits.
    pub(crate) lasts: bool,
    /// Whether it does something itself to what goroutines may have, other than reading it.
    pub(crate) acts: bool,
}

impl std::hash::Hash for Ctx {
    /// By what tells contexts apart most; equal contexts have equal hashes.
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.locks.hash(state);
        self.unlocked.len().hash(state);
        self.joined.hash(state);
        self.released.hash(state);
        self.spawned.len().hash(state);
        for mark in self.spawned.iter() {
            mark.key.hash(state);
            mark.since.hash(state);
        }
        self.added.len().hash(state);
    }
}

impl Ctx {
    /// Whether nothing has happened since entry.
    pub(crate) fn is_entry(&self) -> bool {
        self.locks.is_empty()
            && self.unlocked.is_empty()
            && self.joined.is_empty()
            && self.released.is_empty()
            && self.spawned.is_empty()
            && self.added.is_empty()
            && !self.maybe_waited
            && !self.lasted
    }

    /// What is known of a goroutine that may have been started by then.
    pub(crate) fn mark_of(&self, spawn: &Spawn) -> Option<&SpawnMark> {
        self.spawned.iter().find(|mark| mark.key == spawn.key)
    }
}

impl Spawn {
    /// Whether the callers of a function that starts it are told of it.
    pub(crate) fn is_told(&self) -> bool {
        !self.scoped && self.lifted < limits::SPAWN_LIFT
    }

    /// What is released when the goroutine has ended, and the timer that starts it.
    pub(crate) fn handles(&self) -> Vec<Path> {
        self.releases_at_exit.iter().chain(&self.timer).copied().collect()
    }
}

impl Exit {
    /// All contexts at the end.
    pub(crate) fn ctxs_mut(&mut self) -> impl Iterator<Item = &mut Ctx> {
        std::iter::once(&mut self.ctx).chain(self.said.iter_mut().map(|(_, ctx)| ctx))
    }
}

impl Summary {
    /// Whether there is nothing in it that happens at some time: no access, no goroutine, nothing that synchronises.
    pub(crate) fn tells_nothing(&self) -> bool {
        self.accesses.is_empty()
            && self.spawns.is_empty()
            && self.syncs.is_empty()
            && self.releases.is_empty()
            && self.dyn_calls.is_empty()
    }

    /// Drops what only those need who take it in: function values that it calls, and what the fields of objects were
    /// given, which is returned.
    pub(crate) fn forget_values(&mut self) -> Arc<FxHashMap<ObjectId, Vec<(FieldId, Val)>>> {
        self.dyn_calls = Vec::new();
        std::mem::take(&mut self.fields)
    }
    pub(crate) fn ctx(&self, id: CtxId) -> &Ctx {
        &self.ctxs[id as usize]
    }
}

/// Mixes two hashes; stable over runs and machines.
pub(crate) fn mix(a: u64, b: u64) -> u64 {
    let mut x = a.rotate_left(25) ^ b.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    x ^= x >> 31;
    x = x.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^ (x >> 27)
}
