//! The call graph, its strongly connected components, and the order in which they are summarised.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Context;
use super::limits::IMPLEMENTATIONS;
use super::models::Model;
use crate::program::{File, FuncId, Implementation, Mention, Res, Usage};
use crate::syntax::facts::{Expr, FuncIdx};

/// Functions that call each other.
pub(super) struct Component {
    /// Those that have a body here.
    pub(super) funcs: Vec<FuncId>,
    pub(super) recursive: bool,
    /// The other components that they need, by number, in order.
    callees: Vec<u32>,
}

/// All components, callees first: what one needs has a smaller number.
pub(super) fn bottom_up(cx: &Context<'_>) -> Vec<Component> {
    let graph = &cx.graph;
    let n = graph.mentions.len();
    let mut tarjan = Tarjan {
        graph,
        index: vec![u32::MAX; n],
        low: vec![0; n],
        on_stack: vec![false; n],
        stack: Vec::new(),
        next: 0,
        components: Vec::new(),
        component_of: vec![0; n],
    };
    for func in 0..n {
        if tarjan.index[func] == u32::MAX {
            tarjan.visit(func as u32);
        }
    }
    let Tarjan { components, component_of, .. } = tarjan;
    let component = |(number, mut funcs): (usize, Vec<u32>)| {
        let mut callees: Vec<u32> = (funcs.iter())
            .flat_map(|&func| (0..).map_while(move |number| graph.needed(func, number)))
            .map(|callee| component_of[callee as usize])
            .collect();
        callees.sort_unstable();
        callees.dedup();
        let recursive = callees.last() == Some(&(number as u32));
        callees.truncate(callees.len() - usize::from(recursive));
        funcs.retain(|&func| {
            let info = &cx.program.funcs[func as usize];
            info.has_body && cx.program.files[info.file.index()].source.is_some()
        });
        funcs.sort_unstable();
        Component { funcs: funcs.into_iter().map(FuncId).collect(), recursive, callees }
    };
    components.into_iter().enumerate().map(component).collect()
}

/// Does something with each of some components that follow each other, the first of which has number `first`, as soon as
/// it is done with all that they need. What is before these is done already.
pub(super) fn in_order(components: &[Component], first: usize, work: impl Fn(&Component) + Sync) {
    let mut waiting = Vec::with_capacity(components.len());
    let mut callers = vec![Vec::new(); components.len()];
    let mut ready = Vec::new();
    for (at, Component { callees, .. }) in components.iter().enumerate() {
        let inner = &callees[callees.partition_point(|&callee| (callee as usize) < first)..];
        waiting.push(AtomicUsize::new(inner.len()));
        inner.iter().for_each(|&callee| callers[callee as usize - first].push(at));
        if inner.is_empty() {
            ready.push(at);
        }
    }
    let order = &Order { components, waiting, callers, work };
    rayon::scope(|scope| {
        for at in ready {
            scope.spawn(move |scope| order.run(scope, at));
        }
    });
}

struct Order<'c, W> {
    components: &'c [Component],
    /// Of how many each still waits for.
    waiting: Vec<AtomicUsize>,
    callers: Vec<Vec<usize>>,
    work: W,
}

impl<W: Fn(&Component) + Sync> Order<'_, W> {
    fn run<'s>(&'s self, scope: &rayon::Scope<'s>, at: usize) {
        (self.work)(&self.components[at]);
        for &caller in &self.callers[at] {
            if self.waiting[caller].fetch_sub(1, Ordering::AcqRel) == 1 {
                scope.spawn(move |scope| self.run(scope, caller));
            }
        }
    }
}

/// Who mentions whom, and how.
#[derive(Default)]
pub(crate) struct CallGraph {
    /// For each function, the functions that it calls, starts, defers or passes on, and its literals.
    pub(crate) mentions: Vec<Vec<u32>>,
    /// For each function, those that call (or defer) it by name, or contain it as a literal that they call.
    pub(crate) callers: Vec<Vec<u32>>,
    /// Functions that are used as a value, other than in a `go` statement.
    pub(crate) taken: super::FuncSet,
    /// For each of those, its callers and the functions that use it so: a literal's is the one around it.
    taken_by: FxHashMap<u32, Vec<u32>>,
    /// Functions that a `go` statement names.
    pub(crate) started: super::FuncSet,
    /// For functions that start a method of an interface: the implementations that are followed.
    implementations: FxHashMap<u32, Vec<u32>>,
    /// Functions with a `go` statement, or that pass a function on which whoever gets it may start.
    pub(crate) starters: super::FuncSet,
    /// Methods that a call through an interface may reach, beside others.
    pub(crate) dispatched: super::FuncSet,
    /// Tests, and parts of such, that ask to run beside others.
    pub(crate) parallel: super::FuncSet,
}

impl CallGraph {
    pub(super) fn of(cx: &Context<'_>) -> Self {
        let program = cx.program;
        let n = program.funcs.len();
        let mut graph = CallGraph {
            mentions: Vec::new(),
            callers: vec![Vec::new(); n],
            taken: super::FuncSet::new(n),
            taken_by: FxHashMap::default(),
            started: super::FuncSet::new(n),
            implementations: FxHashMap::default(),
            starters: super::FuncSet::new(n),
            dispatched: super::FuncSet::new(n),
            parallel: super::FuncSet::new(n),
        };
        let edges: Vec<Vec<Edge>> =
            (0..program.files.len()).into_par_iter().map(|file| edges_of(cx, file)).collect();
        graph.mentions = (program.files.par_iter().zip(&edges))
            .flat_map_iter(|(file, edges)| mentions_of(file, edges))
            .collect();
        for edge in edges.iter().flatten() {
            if let (Some(from), Reached::One(to)) = (edge.from, &edge.to)
                && cx.models.of_func(*to) == Some(Model::ParallelTest)
            {
                graph.parallel.insert(from.index());
            }
        }
        for Edge { from, to, usage } in edges.into_iter().flatten() {
            let usage = match (usage, &to) {
                (Usage::Given(to), Reached::One(part))
                    if matches!(cx.models.of_func(to), Some(Model::SubTest(_)))
                        && !graph.parallel.contains(part.index()) =>
                {
                    Usage::Called
                }
                _ => usage,
            };
            if let (Some(from), Usage::Started | Usage::Taken | Usage::Given(_)) = (from, usage) {
                graph.starters.insert(from.index());
            }
            let target = match to {
                Reached::One(target) => target,
                Reached::Several(targets) => {
                    for target in targets.iter() {
                        graph.dispatched.insert(target.func.index());
                    }
                    if let (Usage::Started, Some(from)) = (usage, from) {
                        let followed = targets.iter().take(IMPLEMENTATIONS);
                        let of_caller = graph.implementations.entry(from.0).or_default();
                        of_caller.extend(followed.map(|target| target.func.0));
                    }
                    continue;
                }
                Reached::Unknown => continue,
            };
            match (usage, from) {
                (Usage::Called, Some(from)) => graph.callers[target.index()].push(from.0),
                (Usage::Started, _) => {
                    graph.started.insert(target.index());
                }
                (_, from) => {
                    graph.taken.insert(target.index());
                    graph.taken_by.entry(target.0).or_default().extend(from.map(|from| from.0));
                }
            }
        }
        graph.callers.par_iter_mut().for_each(|list| {
            list.sort_unstable();
            list.dedup();
        });
        for (&func, list) in &mut graph.taken_by {
            list.extend(&graph.callers[func as usize]);
            list.sort_unstable();
            list.dedup();
        }
        graph
    }

    /// What has to be known before a function is summarised, by number: what it mentions, and what it may start.
    fn needed(&self, func: u32, number: usize) -> Option<u32> {
        let mentions = &self.mentions[func as usize];
        match number.checked_sub(mentions.len()) {
            None => mentions.get(number).copied(),
            Some(number) => self.implementations.get(&func)?.get(number).copied(),
        }
    }

    /// The functions in which a call of one may be seen: those that name it in a call, and those that use it as a value,
    /// which give it to others to call.
    pub(crate) fn may_call(&self, func: FuncId) -> &[u32] {
        self.taken_by.get(&func.0).unwrap_or(&self.callers[func.index()])
    }
}

/// A function that stands in an expression, with the function around it.
struct Edge {
    from: Option<FuncId>,
    to: Reached,
    usage: Usage,
}

/// What a mention may stand for.
enum Reached {
    One(FuncId),
    Several(Arc<[Implementation]>),
    Unknown,
}

/// For each function of a file, the functions that stand in it, sorted.
fn mentions_of(file: &File, edges: &[Edge]) -> Vec<Vec<u32>> {
    let first = file.func_id(FuncIdx::new(0)).index();
    let mut mentions = vec![Vec::new(); file.facts.funcs.len()];
    for edge in edges {
        if let (Some(from), Reached::One(target)) = (edge.from, &edge.to) {
            mentions[from.index() - first].push(target.0);
        }
    }
    for list in &mut mentions {
        list.sort_unstable();
        list.dedup();
    }
    mentions
}

/// The functions that stand in a file's expressions.
fn edges_of(cx: &Context<'_>, file_index: usize) -> Vec<Edge> {
    let file = &cx.program.files[file_index];
    if file.source.is_none() {
        return Vec::new();
    }
    let bodies = &cx.bodies[file_index];
    let edge = |mention: &Mention| {
        let usage = match mention.usage {
            Usage::Given(to) => match cx.models.of_func(to) {
                // Which of the two it is says the part of the test.
                Some(Model::SubTest(_)) => mention.usage,
                _ if cx.program.funcs[to.index()].has_body => Usage::Taken,
                // What is not known to start its argument is taken to call it.
                None | Some(Model::OnceDo) => Usage::Called,
                Some(_) => mention.usage,
            },
            usage => usage,
        };
        let to = match (bodies.code.expr(mention.expr), bodies.res(mention.expr)) {
            (Expr::FuncLit(lit), _) => Reached::One(file.func_id(lit)),
            (_, Res::Func(func) | Res::Method(func, _) | Res::MethodExpr(func)) => {
                Reached::One(func)
            }
            (Expr::Selector(_, method), Res::IfaceMethod(iface, ..)) => {
                let targets = cx.targets(iface, method);
                match &targets[..] {
                    [only] => Reached::One(only.func),
                    _ => Reached::Several(targets),
                }
            }
            _ => Reached::Unknown,
        };
        Edge { from: mention.within.map(|within| file.func_id(within)), to, usage }
    };
    bodies.mentions.iter().map(edge).collect()
}

/// Tarjan's algorithm (SIAM Journal on Computing 1(2), 1972), with a stack of its own: call chains are deep.
struct Tarjan<'e> {
    graph: &'e CallGraph,
    index: Vec<u32>,
    low: Vec<u32>,
    on_stack: Vec<bool>,
    stack: Vec<u32>,
    next: u32,
    components: Vec<Vec<u32>>,
    component_of: Vec<u32>,
}

impl Tarjan<'_> {
    fn visit(&mut self, start: u32) {
        let mut work: Vec<(u32, usize)> = vec![(start, 0)];
        while let Some(&mut (node, ref mut edge)) = work.last_mut() {
            let at = node as usize;
            if *edge == 0 {
                self.index[at] = self.next;
                self.low[at] = self.next;
                self.next += 1;
                self.stack.push(node);
                self.on_stack[at] = true;
            }
            if let Some(target) = self.graph.needed(node, *edge) {
                *edge += 1;
                let to = target as usize;
                if self.index[to] == u32::MAX {
                    work.push((target, 0));
                } else if self.on_stack[to] {
                    self.low[at] = self.low[at].min(self.index[to]);
                }
                continue;
            }
            work.pop();
            if let Some(&(parent, _)) = work.last() {
                let parent = parent as usize;
                self.low[parent] = self.low[parent].min(self.low[at]);
            }
            if self.low[at] == self.index[at] {
                let mut component = Vec::new();
                while let Some(member) = self.stack.pop() {
                    self.on_stack[member as usize] = false;
                    self.component_of[member as usize] = self.components.len() as u32;
                    component.push(member);
                    if member == node {
                        break;
                    }
                }
                self.components.push(component);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::super::Reach;
    use super::*;
    use crate::{Claims, Names, fixture};

    const SOURCE: &str = "
package m

type job interface{ run() }

func starts(j job) { go j.run() }
func even(n int)   { if n > 0 { odd(n - 1) } }
func odd(n int)    { even(n - 1); leaf() }
func top()         { starts(first{}); even(4) }
func leaf()        {}

type first struct{}
type second struct{}

func (first) run()  { leaf() }
func (second) run() {}
";

    #[test]
    fn each_function_comes_after_all_that_it_needs() {
        let program = fixture::program(SOURCE);
        let bodies = fixture::bodies(&program);
        let cx = Context::new(&program, bodies, &Names::default(), Claims::ALL, Reach::ALL);
        let components = bottom_up(&cx);
        for size in [1, 3, components.len()] {
            let done = Mutex::new(Vec::new());
            for (number, part) in components.chunks(size).enumerate() {
                in_order(part, number * size, |component| {
                    let names = component.funcs.iter().map(|&func| program.display_name(func));
                    done.lock().expect("no panic").extend(names);
                });
            }
            let done = done.into_inner().expect("no panic");
            let at = |name: &str| done.iter().position(|own| own == name).expect("it is done");
            for (later, earlier) in [
                ("starts", "first.run"),
                ("starts", "second.run"),
                ("first.run", "leaf"),
                ("even", "leaf"),
                ("top", "starts"),
                ("top", "odd"),
            ] {
                assert!(at(later) > at(earlier), "{later} before {earlier}: {done:?}");
            }
            assert_eq!(done.len(), 7);
        }
        let recursive = components.iter().filter(|component| component.recursive);
        assert_eq!(recursive.map(|component| component.funcs.len()).collect::<Vec<_>>(), [2]);
    }
}
