//! Whose accesses can be part of a conflict at all: those of functions that a goroutine can reach, and the writes of
//! those that a teardown or the tail of a spawner can reach, each not too many calls below. The walk records nothing
//! else.

use super::domain::Below;
use super::graph::CallGraph;
use super::models::is_start;
use super::{Context, FuncSet, limits};
use crate::Claims;
use crate::conflict::model::Operation;
use crate::program::FuncId;

/// How far what is asked for may be from where it is asked for. What is further makes for findings of too low a confidence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reach {
    /// Whether callers are told of accesses to objects of which only the type is known.
    pub(crate) unknown: bool,
    /// An access may be so many calls below the function that a goroutine runs.
    pub(crate) goroutine: u8,
    /// A write that is no part of a teardown may be in a function that goes on after it has started a goroutine, and less
    /// than so many calls of declared functions below it.
    pub(crate) tail: u8,
}

impl Reach {
    /// As far as accesses are told of at all.
    pub(crate) const ALL: Reach =
        Reach { unknown: true, goroutine: limits::ACCESS_LIFT, tail: MAX_TAIL + 1 };
}

/// For each function, less than how many calls below it an access may be for somebody to ask for it.
#[derive(Default)]
pub(crate) struct Demand {
    /// Of all operations, for goroutines and, if rules ask for that, for teardowns.
    all: Vec<u8>,
    /// The same of accesses that teardown functions make which the function calls.
    torn: Vec<u8>,
    /// Of writes, for teardowns.
    writes: Vec<u8>,
    /// Of writes that teardown functions make which the function calls.
    torn_writes: Vec<u8>,
    /// Of other writes, for the tails of spawners: here only the calls of declared functions count.
    tails: Vec<u8>,
}

impl Demand {
    /// `methods` are exported ones, that anyone may call; `lifted` are the teardown functions and those of their callers
    /// in whose terms they are judged.
    pub(super) fn of(
        cx: &Context<'_>,
        lifted: &FuncSet,
        methods: impl Iterator<Item = usize> + Send,
        claims: Claims,
    ) -> Self {
        let graph = &cx.graph;
        let n = graph.mentions.len();
        let of_goroutines = || {
            // A function used as a value may be started by whoever gets it.
            let started = (0..n).filter(|&f| graph.taken.contains(f) || graph.started.contains(f));
            let mut all = vec![0; n];
            reach(&graph.mentions, started, cx.reach.goroutine, &mut all);
            reach(&graph.mentions, methods, MAX_METHOD, &mut all);
            all
        };
        let (mut all, (mut writes, spawners)) =
            rayon::join(of_goroutines, || rayon::join(|| below_teardowns(cx), || spawners(graph)));
        let mut torn_writes = vec![0; n];
        let mut tails = vec![0; n];
        let spawners = || (0..n).filter(|&func| spawners[func] > 0);
        rayon::join(
            || reach(&graph.mentions, spawners(), MAX_TAIL, &mut torn_writes),
            || {
                if let Some(depth) = cx.reach.tail.checked_sub(1) {
                    let is_literal = |func: u32| cx.program.funcs[func as usize].literal;
                    reach_past(&graph.mentions, spawners(), depth, is_literal, &mut tails);
                }
                // What is started again is given up again.
                let name = |func: usize| cx.program.name(cx.program.funcs[func].name);
                let starts = spawners().filter(|&func| is_start(name(func)));
                reach(&graph.mentions, starts, MAX_TAIL, &mut writes);
            },
        );
        let mut torn = vec![0; n];
        if claims.teardown_reads {
            raise(&mut all, &writes);
            raise_in(&mut torn, lifted);
        }
        raise_in(&mut torn_writes, lifted);
        Self { all, torn, writes, torn_writes, tails }
    }

    /// Which accesses of a function are asked for.
    pub(super) fn wanted(&self, func: FuncId) -> Wanted {
        let of = |demand: &[u8]| demand.get(func.index()).copied().unwrap_or(0);
        let all = of(&self.all);
        let torn = all.max(of(&self.torn));
        let writes = all.max(of(&self.writes));
        let torn_writes = writes.max(torn).max(of(&self.torn_writes));
        Wanted { all, torn, writes, torn_writes, tails: of(&self.tails) }
    }
}

/// Functions that start goroutines, and those that call such.
fn spawners(graph: &CallGraph) -> Vec<u8> {
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
    spawners
}

/// What is asked for teardowns.
fn below_teardowns(cx: &Context<'_>) -> Vec<u8> {
    let n = cx.graph.mentions.len();
    let mut reached = vec![0; n];
    let roots = (0..n).filter(|&func| cx.teardowns.contains(func));
    reach(&cx.graph.mentions, roots, MAX_TEARDOWN, &mut reached);
    reached
}

fn raise(demand: &mut [u8], more: &[u8]) {
    for (own, more) in demand.iter_mut().zip(more) {
        *own = (*own).max(*more);
    }
}

/// As much as there can be is asked of some functions.
fn raise_in(demand: &mut [u8], funcs: &FuncSet) {
    for (func, own) in demand.iter_mut().enumerate() {
        if funcs.contains(func) {
            *own = limits::ACCESS_LIFT + 1;
        }
    }
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
    torn: u8,
    writes: u8,
    torn_writes: u8,
    tails: u8,
}

impl Wanted {
    /// Of the view of a goroutine, all is.
    pub(super) const ALL: Wanted = Wanted {
        all: limits::ACCESS_LIFT + 1,
        torn: limits::ACCESS_LIFT + 1,
        writes: limits::ACCESS_LIFT + 1,
        torn_writes: limits::ACCESS_LIFT + 1,
        tails: 0,
    };

    /// Where nobody asks but for the function's own tail.
    pub(super) fn for_tail(self) -> Self {
        let Wanted { all, torn, writes, torn_writes, tails } = self;
        let [all, torn, writes, torn_writes] =
            [all, torn, writes, torn_writes].map(|own| own.min(MAX_TAIL + 1));
        Wanted { all, torn, writes, torn_writes, tails }
    }

    /// Whether any write is asked for.
    pub(super) fn has_writes(self) -> bool {
        self.torn_writes > 0 || self.tails > 0
    }

    /// Whether an access is asked for that is so far below.
    pub(super) fn has(self, op: Operation, below: Below) -> bool {
        match op {
            Operation::Write
            | Operation::Overwrite
            | Operation::AtomicWrite
            | Operation::MapWrite
            | Operation::ElemWrite
            | Operation::Close
            | Operation::WaitGroupWait => {
                below.calls < if below.torn { self.torn_writes } else { self.writes }
                    || below.named < self.tails
            }
            Operation::Read
            | Operation::AtomicRead
            | Operation::MapRead
            | Operation::ElemRead
            | Operation::Use
            | Operation::Send
            | Operation::WaitGroupAdd => {
                below.calls < if below.torn { self.torn } else { self.all }
            }
        }
    }
}

/// Raises the functions at most `depth` steps from those given: to the number of steps left, plus one.
fn reach(edges: &[Vec<u32>], from: impl Iterator<Item = usize>, depth: u8, reached: &mut [u8]) {
    reach_past(edges, from, depth, |_| false, reached);
}

/// The same, where steps to some functions do not count.
fn reach_past(
    edges: &[Vec<u32>],
    from: impl Iterator<Item = usize>,
    depth: u8,
    is_free: impl Fn(u32) -> bool,
    reached: &mut [u8],
) {
    let mut level: Vec<u32> = from.map(|func| func as u32).collect();
    for left in (0..=depth).rev() {
        let mut next = Vec::new();
        while let Some(func) = level.pop() {
            if reached[func as usize] <= left {
                reached[func as usize] = left + 1;
                for &callee in &edges[func as usize] {
                    if is_free(callee) { level.push(callee) } else { next.push(callee) }
                }
            }
        }
        level = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conflict::model::Confidence;
    use crate::program::Program;
    use crate::summary::domain::Access;
    use crate::{Names, conflict, fixture, threads};

    const SOURCE: &str = "
package m

type server struct{ state, mode, kind int }

func newServer() *server {
	s := &server{}
	go func() { println(s.state, s.mode, s.kind) }()
	return s
}

func setsItself()      { s := newServer(); s.state = 1 }
func callsSetter()     { s := newServer(); set(s) }
func throughLiterals() { s := newServer(); func() { func() { set(s) }() }() }
func further()         { s := newServer(); first(s) }
func tearsDown()       { s := newServer(); begin(s) }

func first(s *server) { set(s) }
func set(s *server)   { s.state = 1 }

func begin(s *server)     { end(s) }
func end(s *server)       { s.Close() }
func (s *server) Close()  { s.forget() }
func (s *server) forget() { s.mode = 0; clearKind(s) }

func clearKind(s *server) { s.kind = 0 }
";

    /// The fields of a goroutine's object of which writes are kept, for each of the functions that start it.
    fn kept(program: &Program, min_confidence: Confidence) -> [Vec<&str>; 5] {
        let names = Names::default();
        let claims = Claims { teardown_reads: false, ..Claims::ALL };
        let reach = conflict::reach(min_confidence);
        let mut cx = Context::new(program, fixture::bodies(program), &names, claims, reach);
        threads::ask(&mut cx, claims);
        cx.summarize_all(None, &true);
        let of = |name: &str| {
            let mut funcs = (0..program.funcs.len()).map(FuncId::new);
            let func = funcs.find(|&func| program.display_name(func) == name).expect("a function");
            let summary = cx.summary(func).expect("a summary");
            let fields = summary.accesses.iter().filter(|access| access.op.is_write());
            let fields = fields.filter_map(Access::field);
            fields.map(|field| program.name(program.fields[field.index()].name)).collect()
        };
        ["setsItself", "callsSetter", "throughLiterals", "further", "tearsDown"].map(of)
    }

    #[test]
    fn what_no_finding_can_come_of_is_not_kept() {
        let program = fixture::program(SOURCE);
        let state: &[&str] = &["state"];
        let teardown: &[&str] = &["mode", "kind"];
        for (confidence, rows) in [
            (Confidence::Low, [state, state, state, state, teardown]),
            (Confidence::Medium, [state, state, state, &[], teardown]),
            (Confidence::High, [&[], &[], &[], &[], teardown]),
        ] {
            assert_eq!(kept(&program, confidence), rows, "{confidence:?}");
        }
    }

    #[test]
    fn steps_to_some_functions_do_not_count() {
        // 0 calls 1, which calls 2, which calls 3.
        let edges = [vec![1], vec![2], vec![3], vec![]];
        let mut reached = [0; 4];
        reach(&edges, std::iter::once(0), 1, &mut reached);
        assert_eq!(reached, [2, 1, 0, 0]);
        let mut reached = [0; 4];
        reach_past(&edges, std::iter::once(0), 1, |func| func == 1, &mut reached);
        assert_eq!(reached, [2, 2, 1, 0]);
    }
}
