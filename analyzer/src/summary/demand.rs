//! Whose accesses can be part of a conflict at all: those of functions that a goroutine can reach, and the writes of
//! those that a teardown or the tail of a spawner can reach, each not too many calls below. The walk records nothing
//! else.

use super::FuncSet;
use super::graph::CallGraph;
use super::limits;
use crate::Claims;
use crate::conflict::model::Operation;
use crate::program::FuncId;

/// For each function, how many calls below it an access may be for somebody to ask for it.
#[derive(Default)]
pub(crate) struct Demand {
    /// Of all operations, for goroutines and, if rules ask for that, for teardowns.
    all: Vec<u8>,
    /// Of writes, for teardowns and for the tails of spawners.
    writes: Vec<u8>,
}

impl Demand {
    /// `methods` are exported ones, that anyone may call; `lifted` are the teardown functions and those of their callers
    /// in whose terms they are judged.
    pub(super) fn of(
        graph: &CallGraph,
        teardowns: &FuncSet,
        lifted: &FuncSet,
        methods: impl Iterator<Item = usize> + Send,
        claims: Claims,
    ) -> Self {
        let n = graph.mentions.len();
        let of_goroutines = || {
            // A function used as a value may be started by whoever gets it.
            let started = (0..n).filter(|&f| graph.taken.contains(f) || graph.started.contains(f));
            let mut all = vec![0; n];
            reach(&graph.mentions, started, limits::ACCESS_LIFT, &mut all);
            reach(&graph.mentions, methods, MAX_METHOD, &mut all);
            all
        };
        let (mut all, (mut writes, teardown)) = rayon::join(of_goroutines, || {
            rayon::join(|| writes_of_spawners(graph), || of_teardowns(graph, teardowns, lifted))
        });
        let raised = if claims.teardown_reads { &mut all } else { &mut writes };
        for (own, more) in raised.iter_mut().zip(teardown) {
            *own = more.max(*own);
        }
        Self { all, writes }
    }

    /// Which accesses of a function are asked for.
    pub(super) fn wanted(&self, func: FuncId) -> Wanted {
        let of = |demand: &[u8]| demand.get(func.index()).copied().unwrap_or(0);
        let all = of(&self.all);
        Wanted { all, writes: all.max(of(&self.writes)) }
    }
}

/// What is asked for the tails of functions that start goroutines, or that call such.
fn writes_of_spawners(graph: &CallGraph) -> Vec<u8> {
    let n = graph.mentions.len();
    let mut mentioned_by = vec![Vec::new(); n];
    for (from, targets) in graph.mentions.iter().enumerate() {
        for &target in targets {
            mentioned_by[target as usize].push(from as u32);
        }
    }
    let mut spawners = vec![0; n];
    let starters = (0..n).filter(|&func| graph.starters.contains(func));
    reach(&mentioned_by, starters, limits::SPAWN_LIFT, &mut spawners);
    let mut writes = vec![0; n];
    let spawners = (0..n).filter(|&func| spawners[func] > 0);
    reach(&graph.mentions, spawners, MAX_TAIL, &mut writes);
    writes
}

/// What is asked for teardowns.
fn of_teardowns(graph: &CallGraph, teardowns: &FuncSet, lifted: &FuncSet) -> Vec<u8> {
    let n = graph.mentions.len();
    let mut teardown = vec![0; n];
    let roots = (0..n).filter(|&func| teardowns.contains(func));
    reach(&graph.mentions, roots, MAX_TEARDOWN, &mut teardown);
    for (func, demand) in teardown.iter_mut().enumerate() {
        if lifted.contains(func) {
            *demand = limits::ACCESS_LIFT + 1;
        }
    }
    teardown
}

/// What is further than this many calls below a teardown function is hardly what that function is for.
const MAX_TEARDOWN: u8 = 8;

/// What an exported method does further than this many calls below it is hardly done by it.
const MAX_METHOD: u8 = 2;

/// A write in a spawner's tail further than this many calls below it is told by a nearer spawner, if by any.
pub(crate) const MAX_TAIL: u8 = 5;

/// What is asked for of one function.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    all: u8,
    writes: u8,
}

impl Wanted {
    /// Of the view of a goroutine, all is.
    pub(super) const ALL: Wanted =
        Wanted { all: limits::ACCESS_LIFT + 1, writes: limits::ACCESS_LIFT + 1 };

    /// Where nobody asks but for the function's own tail.
    pub(super) fn for_tail(self) -> Self {
        Wanted { all: self.all.min(MAX_TAIL + 1), writes: self.writes.min(MAX_TAIL + 1) }
    }

    /// Whether an access so many calls below is asked for.
    pub(super) fn has(self, op: Operation, lifted: u8) -> bool {
        lifted
            < match op {
                Operation::Write
                | Operation::Overwrite
                | Operation::AtomicWrite
                | Operation::MapWrite
                | Operation::ElemWrite
                | Operation::Close
                | Operation::WaitGroupWait => self.writes,
                Operation::Read
                | Operation::AtomicRead
                | Operation::MapRead
                | Operation::ElemRead
                | Operation::Use
                | Operation::Send
                | Operation::WaitGroupAdd => self.all,
            }
    }
}

/// Raises the functions at most `depth` steps from those given: to the number of steps left, plus one.
fn reach(edges: &[Vec<u32>], from: impl Iterator<Item = usize>, depth: u8, reached: &mut [u8]) {
    let mut level: Vec<u32> = from.map(|func| func as u32).collect();
    for left in (0..=depth).rev() {
        let mut next = Vec::new();
        for func in level {
            if reached[func as usize] <= left {
                reached[func as usize] = left + 1;
                next.extend(&edges[func as usize]);
            }
        }
        level = next;
    }
}
