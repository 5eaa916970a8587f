//! Pairs of accesses on one cell that nothing orders.

pub(crate) mod align;
mod api;
mod asked;
mod best;
mod callers;
mod captured;
mod distance;
mod effects;
mod identity;
mod index;
mod meeting;
pub mod model;
mod order;
mod releases;
mod report;
mod restart;
mod tail;
mod teardown;
#[cfg(test)]
mod tests;
mod ways;

use std::sync::{Arc, Mutex};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::Claims;
use crate::program::{FieldId, FuncId};
use crate::progress::{Meter, Progress, Stage};
use crate::summary::Context;
use crate::summary::domain::{Access, Ctx, Path, Pos, Spawn, SpawnKey, Summary, Val};
use crate::summary::joins::{Goroutine, is_write};
use crate::threads::{Origin, Teardown, ThreadMap};
use align::Certainty;
pub(crate) use asked::Questions;
use best::Best;
pub(crate) use distance::reach;
use model::{Confidence, Conflict, Operation, OriginKind, RootKind};
use order::Attempts;
use releases::Releases;

/// What is asked for.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'c, 'p> {
    pub(crate) cx: &'c Context<'p>,
    pub(crate) claims: Claims,
    pub(crate) min_confidence: Confidence,
}

impl Asked<'_, '_> {
    /// Whether a pair with so many uncertain links would be reported at all.
    fn is_wanted(self, weak: u32) -> bool {
        confidence(weak) >= self.min_confidence
    }
}

/// Everything that judging a pair needs.
pub(crate) struct Judge<'c, 'p> {
    pub(crate) cx: &'c Context<'p>,
    pub(crate) origins: &'c [Origin],
    /// The goroutines by each function that may be their entry.
    by_entry: FxHashMap<FuncId, Vec<u32>>,
    pub(crate) threads: ThreadMap<'c, 'p>,
    pub(crate) releases: Releases<'c, 'p>,
    pub(crate) claims: Claims,
    pub(crate) min_confidence: Confidence,
    /// Counts the teardown functions and the functions that are done.
    meter: Meter<'c>,
    expanded: Mutex<FxHashMap<(FuncId, SpawnKey), Arc<Summary>>>,
    set_before: Mutex<FxHashMap<Vec<FuncId>, Arc<FxHashSet<FieldId>>>>,
}

/// So many views of goroutines are kept for when they are asked for again. Mostly it is one function after the other that
/// asks.
const MAX_EXPANDED: usize = 256;

/// Callers of a function that starts a goroutine are asked so many levels up what they set.
const MAX_SETTERS: u32 = 3;

impl<'c, 'p> Judge<'c, 'p> {
    fn asked(&self) -> Asked<'c, 'p> {
        Asked { cx: self.cx, claims: self.claims, min_confidence: self.min_confidence }
    }

    /// What a goroutine does, in the terms of a function that starts it.
    pub(crate) fn expand(&self, func: FuncId, summary: &Summary, spawn: &Spawn) -> Arc<Summary> {
        let key = (func, spawn.key);
        if let Some(known) = self.expanded.lock().ok().and_then(|known| known.get(&key).cloned()) {
            return known;
        }
        let mut body = crate::summary::expand(self.cx, func, summary, spawn);
        body.forget_values();
        let body = Arc::new(body);
        if let Ok(mut known) = self.expanded.lock() {
            if known.len() >= MAX_EXPANDED {
                known.clear();
            }
            known.insert(key, body.clone());
        }
        body
    }

    /// The goroutines that run a function.
    pub(crate) fn running(&self, func: FuncId) -> impl Iterator<Item = &Origin> {
        let numbers = self.by_entry.get(&func).map_or(&[][..], Vec::as_slice);
        numbers.iter().map(|&number| &self.origins[number as usize])
    }

    /// What is known of where a goroutine starts. `None` if the function that starts it has no summary.
    fn home(&self, origin: &Origin) -> Option<Home> {
        if origin.is_caller {
            // What a method itself does, whoever calls it, is not done before it is called.
            return Some(Home::default());
        }
        let summary = self.cx.summary(origin.home)?.clone();
        Some(Home { summary, set_before: self.set_before(&origin.start, Some(origin.home)) })
    }

    /// What is found in all functions, in their order.
    fn in_each_function(
        &self,
        candidates_of: impl Fn(FuncId) -> Vec<Candidate> + Sync,
    ) -> Vec<Candidate> {
        use rayon::prelude::*;
        let found: Vec<Vec<Candidate>> = (0..self.cx.program.funcs.len())
            .into_par_iter()
            .with_min_len(64)
            .map(|index| candidates_of(FuncId::new(index)))
            .collect();
        found.into_iter().flatten().collect()
    }

    /// The fields that the functions set through which a goroutine is started, and what leads to its home.
    pub(crate) fn set_before(
        &self,
        start: &[(FuncId, Pos)],
        home: Option<FuncId>,
    ) -> Arc<FxHashSet<FieldId>> {
        let on_the_way = start.iter().map(|(func, _)| (*func, MAX_SETTERS));
        let mut work: Vec<(FuncId, u32)> = on_the_way.chain(home.map(|home| (home, 0))).collect();
        let through: Vec<FuncId> = work.iter().map(|(func, _)| *func).collect();
        let known = self.set_before.lock().ok().and_then(|known| known.get(&through).cloned());
        if let Some(known) = known {
            return known;
        }
        let mut fields = FxHashSet::default();
        let mut seen = FxHashSet::default();
        while let Some((func, depth)) = work.pop() {
            if !seen.insert(func) {
                continue;
            }
            if let Some(summary) = self.cx.summary(func) {
                let set = (summary.accesses.iter())
                    .filter(|access| is_write(access) && !access.zeroing)
                    .filter_map(Access::field);
                fields.extend(set);
            }
            if depth < MAX_SETTERS {
                let callers = &self.cx.graph.callers[func.index()];
                work.extend(callers.iter().map(|&caller| (FuncId(caller), depth + 1)));
                let starters = self.running(func).filter(|origin| origin.entry == func);
                work.extend(starters.map(|origin| (origin.home, depth + 1)));
            }
        }
        let fields = Arc::new(fields);
        if let Ok(mut known) = self.set_before.lock() {
            known.insert(through, fields.clone());
        }
        fields
    }

    /// Whether a pair with so many uncertain links would be reported at all.
    pub(crate) fn is_wanted(&self, weak: u32) -> bool {
        self.asked().is_wanted(weak)
    }
}

/// The function that starts a goroutine, and what is set before it does. Of an exported method nothing is known.
#[derive(Default)]
struct Home {
    summary: Arc<Summary>,
    set_before: Arc<FxHashSet<FieldId>>,
}

impl Home {
    /// The goroutine, as this function sees it.
    fn goroutine<'a>(&'a self, origin: &'a Origin) -> Goroutine<'a> {
        Goroutine {
            spawn: &origin.spawn,
            body: &origin.body,
            spawner: &self.summary,
            set_before: &self.set_before,
        }
    }
}

/// The goroutines by each function that may be their entry, in order.
fn by_entry(origins: &[Origin]) -> FxHashMap<FuncId, Vec<u32>> {
    let mut by_entry: FxHashMap<FuncId, Vec<u32>> = FxHashMap::default();
    for (number, origin) in (0..).zip(origins) {
        let named = origin.spawn.entry.each().iter().filter_map(|val| match val {
            Val::Func(own) => Some(own.func),
            _ => None,
        });
        for func in named.chain([origin.entry]) {
            let numbers = by_entry.entry(func).or_default();
            if numbers.last() != Some(&number) {
                numbers.push(number);
            }
        }
    }
    by_entry
}

/// How sure a pair with so many uncertain links is.
pub(crate) fn confidence(weak: u32) -> Confidence {
    match weak {
        0 => Confidence::High,
        1 => Confidence::Medium,
        _ => Confidence::Low,
    }
}

/// A pair that nothing was found to order, before it is put into words.
#[derive(Clone)]
pub(crate) struct Candidate {
    pub(crate) kind: RootKind,
    /// The function in whose terms the teardown side is told, with its summary's access.
    pub(crate) teardown_func: FuncId,
    pub(crate) teardown_access: Access,
    /// What the teardown side does, if it is a goroutine as well; otherwise its function's summary says that.
    pub(crate) teardown_body: Option<Arc<Summary>>,
    /// Calls from further up that lead to `teardown_func`, outermost first.
    pub(crate) teardown_calls: Vec<(FuncId, Pos)>,
    pub(crate) teardown_ctx: Ctx,
    /// The path of the cell that is written, in the teardown function's terms.
    pub(crate) cell: Path,
    pub(crate) home: FuncId,
    /// The calls that lead from the home to the goroutine's start.
    pub(crate) start: Vec<(FuncId, Pos)>,
    pub(crate) entry: FuncId,
    /// What is released when the goroutine has ended, and the timer that starts it, in the home's terms.
    pub(crate) handles: Vec<Path>,
    pub(crate) goroutine: std::sync::Arc<Summary>,
    pub(crate) goroutine_access: Access,
    pub(crate) certainty: Certainty,
    /// Number of links that are not certain, beside the object's identity.
    pub(crate) weak: u32,
    pub(crate) attempts: Attempts,
    pub(crate) origin: OriginKind,
    /// Of a second start: what stops the goroutine of the first without waiting for it.
    pub(crate) stopped_by: Option<FuncId>,
}

/// Finds the conflicts of the whole program.
pub(crate) fn conflicts(
    cx: &Context<'_>,
    origins: &[Origin],
    teardowns: &[Teardown],
    claims: Claims,
    min_confidence: Confidence,
    progress: Option<&Progress>,
    text: &mut dyn FnMut(u32) -> Option<Vec<u8>>,
) -> Vec<Conflict> {
    let n_parts = teardowns.len() + cx.program.funcs.len();
    let judge = Judge {
        cx,
        origins,
        by_entry: by_entry(origins),
        threads: ThreadMap::new(cx, origins),
        releases: Releases::of(cx, origins),
        claims,
        min_confidence,
        meter: Meter::new(progress, Stage::Pair, n_parts),
        expanded: Mutex::default(),
        set_before: Mutex::default(),
    };
    let tells_tails =
        claims.tail_writes || claims.teardown_writes || claims.teardown_reads || claims.closes;
    // Each begins with what one thread does alone.
    let (of_teardowns, (of_methods, others)) = rayon::join(
        || teardown::candidates(&judge, teardowns),
        || {
            rayon::join(
                || api::candidates(&judge, teardowns),
                || {
                    let mut found = Vec::new();
                    if tells_tails {
                        found.extend(tail::candidates(&judge));
                    }
                    if claims.restarts {
                        found.extend(restart::candidates(&judge, teardowns));
                    }
                    if claims.captured {
                        found.extend(captured::candidates(&judge));
                    }
                    found
                },
            )
        },
    );
    let mut best = Best::new(&judge);
    let candidates = [of_teardowns, of_methods, others].into_iter().flatten();
    candidates.for_each(|candidate| best.add(candidate));
    report::conflicts(&judge, best.into_candidates(), text)
}

/// Whether an operation of the teardown side and one of the goroutine conflict; `nested` if one of them, the write, is
/// on a struct around the other's cell.
pub(crate) fn accesses_conflict(teardown: Operation, goroutine: Operation, nested: bool) -> bool {
    if teardown.is_read() {
        goroutine.is_write() && operations_conflict(goroutine, teardown, nested)
    } else {
        operations_conflict(teardown, goroutine, nested)
    }
}

/// Whether two operations on one cell conflict; `nested` if the first is on a struct around the second's cell.
pub(crate) fn operations_conflict(write: Operation, other: Operation, nested: bool) -> bool {
    use Operation as O;
    match (write, other) {
        (O::WaitGroupWait, other) => other == O::WaitGroupAdd && !nested,
        (O::Close, other) => matches!(other, O::Send | O::Close) && !nested,
        (_, O::WaitGroupAdd | O::WaitGroupWait | O::Send | O::Close) => false,
        (O::Overwrite, _) => true,
        (O::Write, _) if nested => true,
        (O::Write, O::MapRead | O::MapWrite | O::ElemRead | O::ElemWrite) => false,
        (O::Write, _) => true,
        (_, _) if nested => false,
        (O::AtomicWrite, O::Read | O::Write) => true,
        (O::MapWrite, O::MapRead | O::MapWrite) => true,
        (O::ElemWrite, O::ElemRead | O::ElemWrite) => true,
        _ => false,
    }
}
