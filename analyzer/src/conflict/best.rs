//! Of the candidates that tell the same story, the one that is shown.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::model::{Operation, RootKind};
use super::{Candidate, Judge, report};
use crate::program::FuncId;
use crate::summary::domain::{Access, Path};

/// What two candidates have in common that tell the same story: cell, goroutine, function that accesses.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Story {
    cell: Arc<str>,
    entry: FuncId,
    writer: FuncId,
    /// What happens to a channel is another story than what happens to the field that holds it.
    closes: bool,
}

impl Story {
    /// The story of an access to a cell, told by `func` and made by `writer`, and a goroutine that runs `entry`.
    pub(super) fn of(
        judge: &Judge<'_, '_>,
        func: FuncId,
        access: &Access,
        cell: &Path,
        writer: FuncId,
        entry: FuncId,
    ) -> Self {
        let cell = report::cell(judge.cx, func, access, cell).qualified_name().into();
        Self { cell, entry, writer, closes: access.op == Operation::Close }
    }

    /// The same of another goroutine.
    pub(super) fn with(&self, entry: FuncId) -> Self {
        Self { entry, ..self.clone() }
    }
}

/// How well a candidate tells its story. The least is the best.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank(u64);

impl Rank {
    /// `weak` are its weak links, those of the object's identity too, and `length` is the number of all steps that it is
    /// told by.
    pub(super) fn new(
        weak: u32,
        kind: RootKind,
        access: &Access,
        cell: &Path,
        other: &Access,
        length: usize,
    ) -> Self {
        let tail = u64::from(kind == RootKind::SpawnersTail);
        // A write that races says more than a read that does.
        let reads = u64::from(access.op.is_read());
        // A field is mostly what the goroutine reads; a captured variable is one that it should not have written.
        let is_read = u64::from((other.op == Operation::Read) == cell.as_captured().is_some());
        let weak = u64::from(weak.min(2));
        Self((weak << 32) | (reads << 28) | (tail << 24) | ((length as u64) << 8) | is_read)
    }

    fn of(candidate: &Candidate, trace: usize) -> Self {
        let Candidate { kind, teardown_access, cell, goroutine, goroutine_access, .. } = candidate;
        let length =
            trace + candidate.teardown_calls.len() + report::depth(goroutine, goroutine_access);
        let weak = candidate.weak + candidate.certainty.weak_links();
        Self::new(weak, *kind, teardown_access, cell, goroutine_access, length)
    }
}

/// The best candidates so far: of each story the most certain, and of those the one with the shortest traces. Names decide
/// between equals, for they outlive a reordering of the sources.
pub(super) struct Best<'j, 'c, 'p> {
    judge: &'j Judge<'c, 'p>,
    chosen: FxHashMap<Story, (Rank, Candidate)>,
    /// The stories, in the order in which they were first told.
    order: Vec<Story>,
}

impl<'j, 'c, 'p> Best<'j, 'c, 'p> {
    pub(super) fn new(judge: &'j Judge<'c, 'p>) -> Self {
        Self { judge, chosen: FxHashMap::default(), order: Vec::new() }
    }

    /// Whether the story is told better already than any candidate of this rank tells it.
    pub(super) fn is_beaten(&self, story: &Story, rank: Rank) -> bool {
        self.chosen.get(story).is_some_and(|(known, _)| *known < rank)
    }

    pub(super) fn add(&mut self, candidate: Candidate) {
        let judge = self.judge;
        let trace = report::teardown_trace(judge.cx, &candidate);
        let writer = trace.last().map_or(candidate.teardown_func, |step| step.0);
        let Candidate { teardown_func, ref teardown_access, ref cell, entry, .. } = candidate;
        let story = Story::of(judge, teardown_func, teardown_access, cell, writer, entry);
        let rank = Rank::of(&candidate, trace.len());
        match self.chosen.get(&story) {
            Some((known, _)) if *known < rank => {}
            Some((known, other)) if *known == rank && self.root(other) <= self.root(&candidate) => {
            }
            Some(_) => {
                self.chosen.insert(story, (rank, candidate));
            }
            None => {
                self.order.push(story.clone());
                self.chosen.insert(story, (rank, candidate));
            }
        }
    }

    fn root(&self, candidate: &Candidate) -> impl Ord + use<> {
        let name = |func: FuncId| {
            let program = self.judge.cx.program;
            let package = &program.packages[program.package_of(func).index()];
            format!("{}.{}", package.path, program.display_name(func))
        };
        let first = candidate.teardown_calls.first().map_or(candidate.teardown_func, |call| call.0);
        (candidate.kind, candidate.origin, name(first), name(candidate.home))
    }

    pub(super) fn into_candidates(mut self) -> Vec<Candidate> {
        let order = std::mem::take(&mut self.order);
        order.into_iter().filter_map(|story| Some(self.chosen.remove(&story)?.1)).collect()
    }
}
