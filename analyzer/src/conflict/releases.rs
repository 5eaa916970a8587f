//! What the whole program releases, and what follows from a wait that ends by it.

use std::sync::{Arc, Mutex};

use rustc_hash::{FxHashMap, FxHashSet};

use super::align::common_end;
use super::order::is_once;
use crate::program::types::TyKind;
use crate::program::{FieldId, FuncId, Program};
use crate::summary::domain::{
    CtxId, Hop, Join, JoinKind, Lock, ObjectId, Path, Pos, Release, ReleaseEvent, ReleaseKind,
    Root, Summary,
};
use crate::summary::{Context, also_known_as, models};
use crate::threads::Origin;

/// What the whole program releases, to follow waits through goroutines that wait and then release.
pub(crate) struct Releases<'c, 'p> {
    cx: &'c Context<'p>,
    origins: &'c [Origin],
    events: FxHashMap<Key, Vec<Event>>,
    /// Fields that hold a lock by pointer or interface: which lock it is, their paths do not tell.
    locks_elsewhere: FxHashSet<FieldId>,
    /// What was asked for before: of most releases nobody asks.
    handovers: Mutex<FxHashMap<Key, Arc<Handovers>>>,
    /// What was answered before.
    known: Mutex<FxHashMap<Join, Arc<[Join]>>>,
}

/// The last step of what is released (two handles without a common last step are never one), and who waits for it.
type Key = (HandleKey, Waiters);

/// A release by its number in a summary.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Event {
    by: Teller,
    number: u32,
}

/// Whose summary tells of a release.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Teller {
    /// A goroutine, by its number among all.
    Goroutine(u32),
    Func(FuncId),
}

/// Waits that follow from a wait are followed up to this many.
const MAX_IMPLIED: usize = 12;

/// A place where something is released is told by so many functions that it is seen from, goroutines before others.
const MAX_FRAMES: usize = 64;

/// The last step of a path, or its root if it has none.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum HandleKey {
    Step(Hop),
    Root(Root),
}

impl HandleKey {
    fn of(path: &Path) -> Self {
        match path.last() {
            // Elements match by their container.
            Some(hop) if hop.is_elem() => HandleKey::Step(Hop::ELEM),
            Some(hop) => HandleKey::Step(hop),
            None => HandleKey::Root(path.root),
        }
    }
}

/// Who waits for a release. No kind of wait is for releases of two of these.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Waiters {
    OfGroup,
    Receivers,
    Senders,
    OfFlag,
}

impl Waiters {
    fn for_release(release: ReleaseKind) -> Self {
        match release {
            ReleaseKind::Done => Waiters::OfGroup,
            ReleaseKind::Close | ReleaseKind::Send => Waiters::Receivers,
            ReleaseKind::Receive => Waiters::Senders,
            ReleaseKind::Flag => Waiters::OfFlag,
        }
    }

    fn of(join: JoinKind) -> Option<Self> {
        let kinds =
            [ReleaseKind::Done, ReleaseKind::Close, ReleaseKind::Receive, ReleaseKind::Flag];
        let release = kinds.into_iter().find(|&kind| join.waits_for(kind))?;
        Some(Self::for_release(release))
    }
}

/// The releases of one key, by the places where they stand.
#[derive(Default)]
struct Handovers {
    /// What may have been something else is no place of its own.
    uncertain: Vec<Vec<Handover>>,
    certain: Vec<Vec<Handover>>,
}

/// A release and what was waited for before it, in one function's terms.
struct Handover {
    kind: ReleaseKind,
    path: Path,
    /// Waits for one thing each.
    joined: Arc<[Join]>,
    /// The `Once` values that it is under.
    onces: Vec<Path>,
    pos: Pos,
}

impl Handover {
    /// The same for any object that a function makes or gets: a release is told by all functions that it is seen from,
    /// and most of those say the same of an object of their own.
    fn without_object(&self) -> (Path, Arc<[Join]>) {
        let root = self.path.root;
        if self.path.hops().is_empty() || !matches!(root, Root::Fresh(_) | Root::Result(_)) {
            return (self.path, self.joined.clone());
        }
        let unnamed = |path: Path| match path.root == root {
            true => path.with_root(Root::Fresh(ObjectId::of(0))),
            false => path,
        };
        let joined = self.joined.iter();
        let joined = joined.map(|join| Join { path: unnamed(join.path), ..*join }).collect();
        (unnamed(self.path), joined)
    }
}

/// The waits of a context that are for one thing each.
fn single_waits(summary: &Summary, ctx: CtxId) -> Arc<[Join]> {
    summary
        .tables
        .clauses(summary.ctx(ctx).joined)
        .filter_map(|clause| match &clause[..] {
            [join] if !join.kind.is_guard() => Some(*join),
            _ => None,
        })
        .collect()
}

/// The paths of what is released, in the teller's terms.
fn released_paths(by: Teller, summary: &Summary, release: &Release) -> Vec<Path> {
    match by {
        Teller::Goroutine(_) => also_known_as(&summary.names, &release.path),
        Teller::Func(_) => vec![release.path],
    }
}

impl<'c, 'p> Releases<'c, 'p> {
    /// Gathers the releases of all goroutines and functions.
    pub(crate) fn of(cx: &'c Context<'p>, origins: &'c [Origin]) -> Self {
        let mut events: FxHashMap<Key, Vec<Event>> = FxHashMap::default();
        let mut add = |by: Teller, summary: &Summary| {
            for (number, event) in (0..).zip(&summary.releases) {
                let Release { kind, .. } = event.release;
                if kind == ReleaseKind::Flag && matches!(by, Teller::Func(_)) {
                    continue;
                }
                for path in released_paths(by, summary, &event.release) {
                    let key = (HandleKey::of(&path), Waiters::for_release(kind));
                    let of_key = events.entry(key).or_default();
                    let event = Event { by, number };
                    if of_key.last() != Some(&event) {
                        of_key.push(event);
                    }
                }
            }
        };
        for (number, origin) in (0..).zip(origins) {
            add(Teller::Goroutine(number), &origin.body);
        }
        for func in (0..cx.program.funcs.len()).map(FuncId::new) {
            if let Some(summary) = cx.summary(func) {
                add(Teller::Func(func), summary);
            }
        }
        let locks_elsewhere = locks_elsewhere(cx.program);
        let (handovers, known) = (Mutex::default(), Mutex::default());
        Self { cx, origins, events, locks_elsewhere, handovers, known }
    }

    /// The releases of one key.
    fn handovers(&self, key: Key) -> Option<Arc<Handovers>> {
        let events = self.events.get(&key)?;
        let known = self.handovers.lock().ok();
        if let Some(known) = known.and_then(|known| known.get(&key).cloned()) {
            return Some(known);
        }
        let mut told = FxHashSet::default();
        let mut places: FxHashMap<(Pos, bool), usize> = FxHashMap::default();
        let mut of_key = Handovers::default();
        for &Event { by, number } in events {
            let summary = match by {
                Teller::Goroutine(number) => &self.origins[number as usize].body,
                Teller::Func(func) => self.cx.summary(func)?,
            };
            let ReleaseEvent { release, ctx, pos, certain } = summary.releases[number as usize];
            let joined = single_waits(summary, ctx);
            let onces: Vec<Path> = (summary.ctx(ctx).locks.iter())
                .filter(|lock| !lock.shared && is_once(self.cx.program, &lock.path))
                .map(|lock| lock.path)
                .collect();
            for path in released_paths(by, summary, &release) {
                if HandleKey::of(&path) != key.0 {
                    continue;
                }
                let list = if certain { &mut of_key.certain } else { &mut of_key.uncertain };
                let place = *places.entry((pos, certain)).or_insert(list.len());
                if place == list.len() {
                    list.push(Vec::new());
                }
                let (kind, joined) = (release.kind, joined.clone());
                let event = Handover { kind, path, joined, onces: onces.clone(), pos };
                if list[place].len() < MAX_FRAMES
                    && told.insert((pos, event.kind, certain, event.without_object()))
                {
                    list[place].push(event);
                }
            }
        }
        let of_key = Arc::new(of_key);
        if let Ok(mut known) = self.handovers.lock() {
            known.insert(key, of_key.clone());
        }
        Some(of_key)
    }

    /// What must have been waited for when a wait returns: whatever whoever released it had waited for. A group is
    /// released by all together, a channel by any one of those that send on it or close it.
    pub(super) fn implied(&self, join: &Join) -> Arc<[Join]> {
        if let Some(known) = self.known.lock().ok().and_then(|known| known.get(join).cloned()) {
            return known;
        }
        let implied: Arc<[Join]> = self.follow(join).into();
        if let Ok(mut known) = self.known.lock() {
            known.insert(*join, implied.clone());
        }
        implied
    }

    fn follow(&self, join: &Join) -> Vec<Join> {
        let mut implied: Vec<Join> = Vec::new();
        let mut seen = FxHashSet::default();
        let mut work = vec![*join];
        while let Some(join) = work.pop() {
            if implied.len() > MAX_IMPLIED {
                break;
            }
            for inner in self.implied_at_once(&join) {
                if inner != join && seen.insert(inner) {
                    implied.push(inner);
                    work.push(inner);
                }
            }
        }
        implied
    }

    /// What may end a wait, by its last step.
    fn events_for(&self, join: &Join) -> Option<Arc<Handovers>> {
        self.handovers((HandleKey::of(&join.path), Waiters::of(join.kind)?))
    }

    fn implied_at_once(&self, join: &Join) -> Vec<Join> {
        let mut all: Option<Vec<Join>> = None;
        let events = self.events_for(join);
        for place in events.iter().flat_map(|events| &events.certain) {
            let Some(joined) = waited_for_at(place, join) else { continue };
            match &mut all {
                None => all = Some(joined),
                Some(all) if join.kind == JoinKind::Group => all.extend(joined),
                Some(all) => all.retain(|join| joined.contains(join)),
            }
            // One place that waits for nothing is enough for a channel.
            if join.kind != JoinKind::Group && all.as_ref().is_some_and(Vec::is_empty) {
                break;
            }
        }
        all.unwrap_or_default()
    }

    /// Whether one of two locks is held through a pointer, so that it may be the other.
    pub(super) fn may_be_one_lock(&self, own: &Lock, other: &Lock) -> bool {
        let elsewhere = |lock: &Lock| {
            let field = lock.path.last_field();
            field.is_some_and(|field| self.locks_elsewhere.contains(&field))
        };
        own.path.last() != other.path.last() && (elsewhere(own) || elsewhere(other))
    }

    /// Whether another place than these releases what is waited for, and not under a `Once` that rules the place out.
    pub(super) fn released_elsewhere(
        &self,
        join: &Join,
        own: &[Pos],
        rules_out: impl Fn(&Path) -> bool,
    ) -> bool {
        let events = self.events_for(join);
        let mut places =
            events.iter().flat_map(|events| events.certain.iter().chain(&events.uncertain));
        places.any(|place| {
            let mut releases = false;
            for event in place.iter().filter(|event| !own.contains(&event.pos)) {
                if join.kind.waits_for(event.kind)
                    && let Some(alignment) = handle_alignment(&join.path, &event.path)
                {
                    // The functions further out know of more that it is under.
                    if event.onces.iter().any(|once| rules_out(&alignment.to_first(once))) {
                        return false;
                    }
                    releases = true;
                }
            }
            releases
        })
    }
}

/// What was waited for at a place, in the terms of a wait that it may end; `None` if it cannot. It is told by each function
/// that it is seen from, of which the outer ones know more.
fn waited_for_at(place: &[Handover], join: &Join) -> Option<Vec<Join>> {
    let mut told: Option<Vec<Join>> = None;
    let mut seen = FxHashSet::default();
    for event in place.iter().filter(|event| join.kind.waits_for(event.kind)) {
        let Some(alignment) = handle_alignment(&join.path, &event.path) else { continue };
        let told = told.get_or_insert_default();
        for inner in event.joined.iter() {
            let join = Join { kind: inner.kind, path: alignment.to_first(&inner.path) };
            if seen.insert(join) {
                told.push(join);
            }
        }
    }
    told
}

fn locks_elsewhere(program: &Program) -> FxHashSet<FieldId> {
    let is_lock =
        |ty| program.types.named(ty).is_some_and(|named| models::is_lock_type(program, named));
    let is_elsewhere = |ty| match program.types.kind(ty) {
        TyKind::Pointer(to) => is_lock(*to),
        _ => {
            let under = program.underlying(&program.types, ty);
            matches!(program.types.kind(under), TyKind::Interface(_)) && is_lock(ty)
        }
    };
    (program.fields.iter().enumerate())
        .filter(|(_, info)| is_elsewhere(info.ty))
        .map(|(index, _)| FieldId::new(index))
        .collect()
}

/// Two handles of different functions that may be one: how to say the second function's paths in the first's terms.
struct HandleAlignment {
    second_root: Root,
    first: Option<Path>,
}

impl HandleAlignment {
    fn to_first(&self, path: &Path) -> Path {
        match self.first {
            Some(lead) if path.root == self.second_root => lead.extend(path.hops()),
            _ => *path,
        }
    }
}

fn handle_alignment(first: &Path, second: &Path) -> Option<HandleAlignment> {
    if first.copy || second.copy {
        return None;
    }
    let (n, m) = (first.hops().len(), second.hops().len());
    let common = common_end(first.hops(), second.hops());
    if n == 0 || m == 0 {
        return (first == second
            && matches!(first.root, Root::Var(_) | Root::Global(_) | Root::Fresh(_)))
        .then_some(HandleAlignment {
            second_root: second.root,
            first: Some(Path::new(first.root)),
        });
    }
    if common < n.min(m) {
        return None;
    }
    if let (Root::Global(a), Root::Global(b)) = (first.root, second.root)
        && a != b
    {
        return None;
    }
    let lead = (n >= m).then(|| {
        let mut lead = *first;
        while lead.hops().len() > n - m {
            match lead.parent() {
                Some(parent) => lead = parent,
                None => break,
            }
        }
        lead
    });
    Some(HandleAlignment { second_root: second.root, first: lead })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summary::Reach;
    use crate::{Claims, Names, fixture};

    #[test]
    fn what_functions_say_of_objects_of_their_own_is_kept_once() {
        let mut source = "package m\n\ntype W struct{ done chan struct{} }\n\nfunc (w *W) Close() { close(w.done) }\n\nvar get func() *W\n".to_owned();
        for number in 0..20 {
            source += &format!(
                "\nfunc closed{number}() *W {{\n\tw := get()\n\tw.Close()\n\treturn w\n}}\n"
            );
        }
        let program = fixture::program(&source);
        let bodies = fixture::bodies(&program);
        let mut cx = Context::new(&program, bodies, &Names::default(), Claims::ALL, Reach::ALL);
        let funcs = (0..program.funcs.len()).map(FuncId::new);
        cx.ask(funcs, Default::default(), Default::default(), Claims::ALL);
        cx.summarize_all(None, &true);
        let releases = Releases::of(&cx, &[]);
        let closes = releases.events.keys().filter_map(|&key| releases.handovers(key));
        let tellers: Vec<usize> = closes
            .flat_map(|of_key| of_key.certain.iter().map(Vec::len).collect::<Vec<_>>())
            .collect();
        // `Close` itself, and one for all that close what they have got.
        assert_eq!(tellers, [2]);
    }
}
