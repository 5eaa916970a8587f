//! One function at a time: what it touches, holds, waits for, releases, starts and calls; composed bottom-up over
//! the call graph.

mod actors;
mod assign;
mod branch;
mod call;
mod captured;
pub(crate) mod cells;
mod combine;
mod compose;
pub(crate) mod demand;
pub(crate) mod domain;
mod escape;
mod eval;
mod graph;
mod handed;
pub(crate) mod joins;
mod leave;
mod lift;
mod limits;
mod loops;
mod meaning;
pub(crate) mod models;
pub(crate) mod near;
mod nilness;
mod outcome;
mod path;
mod prune;
mod record;
mod scoped;
mod scratch;
pub(crate) mod shared;
mod state;
mod subst;
pub(crate) mod tables;
#[cfg(test)]
mod tests;
mod walk;

use std::sync::{Arc, Mutex, OnceLock};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::names::Names;
use crate::program::{
    Audience, Bodies, FuncId, IfaceId, Implementation, NamedId, Program, audiences, exposed,
    targets,
};
use crate::progress::{Meter, Progress, Stage};
use crate::syntax::facts::Sym;
use cells::Cells;
pub(crate) use compose::concerns_callers;
pub(crate) use demand::Reach;
use domain::Summary;
pub(crate) use lift::{Lifted, lift_through};
use models::Models;
pub(crate) use scoped::{also_known_as, expand, expand_near, judged_at};

/// A set of functions.
#[derive(Clone, Default)]
pub(crate) struct FuncSet(Vec<bool>);

impl FuncSet {
    pub(crate) fn new(n: usize) -> Self {
        Self(vec![false; n])
    }
    pub(crate) fn contains(&self, func: usize) -> bool {
        self.0.get(func).copied().unwrap_or(false)
    }
    pub(crate) fn remove(&mut self, func: usize) {
        if let Some(slot) = self.0.get_mut(func) {
            *slot = false;
        }
    }
    /// Whether it was not among them before.
    pub(crate) fn insert(&mut self, func: usize) -> bool {
        match self.0.get_mut(func) {
            Some(slot) => !std::mem::replace(slot, true),
            None => false,
        }
    }
}

/// Who asks about functions that nobody calls.
pub(crate) trait Asking: Sync {
    /// How much of the function somebody may ask about, as far as what it calls tells.
    fn extent(&self, cx: &Context<'_>, func: FuncId) -> Extent;
    /// Whether more of it has to be known than what it does itself, now that this is.
    fn asks_more(&self, cx: &Context<'_>, func: FuncId, own: &Summary) -> bool;
    /// Whether something is, now that it is known what it does: else all that matters is what it releases and which fields
    /// it sets.
    fn asks(&self, cx: &Context<'_>, func: FuncId, summary: &Summary) -> bool;
}

#[cfg(test)]
impl Asking for bool {
    fn extent(&self, _: &Context<'_>, _: FuncId) -> Extent {
        Extent::Whole
    }
    fn asks_more(&self, _: &Context<'_>, _: FuncId, _: &Summary) -> bool {
        false
    }
    fn asks(&self, _: &Context<'_>, _: FuncId, _: &Summary) -> bool {
        *self
    }
}

/// How much of a function its summary is of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Extent {
    /// What it does itself, and what holds after the calls that it makes.
    Own,
    /// How it calls others, too, and what it starts and releases through them.
    Calls,
    /// What it does through exported methods of which it is asked how it uses them, too.
    Uses,
    /// All that it does through others, too.
    Whole,
}

/// What interface calls may reach, as far as somebody has asked.
#[derive(Default)]
struct Targets {
    /// The types that satisfy each interface.
    types: FxHashMap<IfaceId, Arc<[NamedId]>>,
    /// By interface and method.
    methods: FxHashMap<(IfaceId, Sym), Arc<[Implementation]>>,
}

/// So many callers of an exported method are asked under which circumstances they call it.
pub(crate) const MAX_USERS: usize = 8;

/// In so many parts all functions are summarised: after each, what nobody needs any more is dropped.
const PARTS: usize = 6;

/// What all walks share.
pub(crate) struct Context<'p> {
    pub(crate) program: &'p Program,
    pub(crate) bodies: Vec<Bodies<'p>>,
    pub(crate) models: Models,
    pub(crate) cells: Cells,
    /// Who can use each package.
    pub(crate) audiences: Vec<Audience>,
    /// Types of which code that is not seen may have values.
    exposed: FxHashSet<NamedId>,
    /// How far what is asked for may be from where it is asked for.
    pub(crate) reach: Reach,
    /// Teardown functions and those of their callers in whose terms they are judged.
    pub(crate) lifted: FuncSet,
    /// Functions whose call sites are kept, because their callers are asked.
    pub(crate) sited: FuncSet,
    /// Teardown functions.
    teardowns: FuncSet,
    demand: demand::Demand,
    pub(crate) graph: graph::CallGraph,
    implementers: crate::program::Implementers,
    targets: Mutex<Targets>,
    /// Complete once all functions are summarised.
    pub(crate) handed: handed::Handed,
    summaries: Vec<OnceLock<Arc<Summary>>>,
    /// That of functions of which nothing is kept.
    nothing: Arc<Summary>,
    /// Of functions that call themselves: the summary of the first round, until all have their last.
    drafts: Vec<OnceLock<Arc<Summary>>>,
}

impl<'p> Context<'p> {
    pub(crate) fn new(
        program: &'p Program,
        bodies: Vec<Bodies<'p>>,
        names: &Names,
        claims: crate::Claims,
        reach: Reach,
    ) -> Self {
        let models = Models::of(program, names);
        let n = program.funcs.len();
        let mut cx = Self {
            program,
            bodies,
            models,
            cells: Cells::default(),
            audiences: audiences(program),
            exposed: FxHashSet::default(),
            reach,
            lifted: FuncSet::new(n),
            sited: FuncSet::new(n),
            teardowns: FuncSet::new(n),
            demand: demand::Demand::default(),
            graph: graph::CallGraph::default(),
            implementers: crate::program::Implementers::of(program),
            targets: Mutex::default(),
            handed: handed::Handed::default(),
            nothing: Arc::default(),
            summaries: (0..n).map(|_| OnceLock::new()).collect(),
            drafts: (0..n).map(|_| OnceLock::new()).collect(),
        };
        (cx.cells, (cx.graph, cx.exposed)) = rayon::join(
            || Cells::of(program, &cx.bodies, &cx.models, claims),
            || rayon::join(|| graph::CallGraph::of(&cx), || exposed(program, &cx.audiences)),
        );
        cx
    }

    /// Says what the walks are to record: what concerns teardown functions, and `lifted` ones, in whose terms these
    /// are judged; and the calls of functions that are `sited`.
    pub(crate) fn ask(
        &mut self,
        teardowns: impl Iterator<Item = FuncId>,
        lifted: FuncSet,
        sited: FuncSet,
        claims: crate::Claims,
    ) {
        for func in teardowns {
            self.teardowns.insert(func.index());
        }
        let methods = (0..self.program.funcs.len()).filter(|&index| self.is_exported_method(index));
        self.demand = demand::Demand::of(self, &lifted, methods, claims);
        self.lifted = lifted;
        self.sited = sited;
    }

    /// What is left of it once nobody asks any more, for whoever has the time to drop it.
    pub(crate) fn into_left(self) -> impl Send + 'static {
        let bodies: Vec<_> = self.bodies.into_iter().map(Bodies::into_left).collect();
        (self.summaries, self.cells, self.graph, self.targets, self.implementers, bodies)
    }

    /// Whether anyone who has the object may call the function, on whatever goroutine.
    pub(crate) fn is_exported_method(&self, func: usize) -> bool {
        let info = &self.program.funcs[func];
        !info.literal && info.recv.is_some() && info.has_body && self.program.is_exported(info.name)
    }

    /// Whether a function is one of the callers of an exported method that are asked under which circumstances they call it.
    pub(crate) fn is_user(&self, caller: FuncId, callee: FuncId) -> bool {
        // One of them may be the method itself.
        let callers = &self.graph.callers[callee.index()];
        callers.iter().take(MAX_USERS + 1).any(|&other| other == caller.0)
            && self.is_exported_method(callee.index())
    }

    /// The summary of a function, if it is known yet.
    pub(crate) fn summary(&self, func: FuncId) -> Option<&Arc<Summary>> {
        let index = func.index();
        let draft = || self.drafts.get(index).and_then(OnceLock::get);
        self.summaries[index].get().or_else(draft)
    }

    /// Who can use the package of a function.
    pub(crate) fn audience(&self, func: FuncId) -> Audience {
        let package = self.program.package_of(func);
        self.audiences.get(package.index()).copied().unwrap_or_default()
    }

    /// Whether code that is not seen can call the function by its name.
    pub(crate) fn is_callable(&self, func: FuncId) -> bool {
        let info = &self.program.funcs[func.index()];
        let is_exposed = || info.recv.is_some_and(|(named, _)| self.exposed.contains(&named));
        self.program.is_exported(info.name) && (!self.audience(func).closed || is_exposed())
    }

    /// Whether nothing that is seen calls, starts or takes the function and it tears nothing down: then only what it
    /// does beside its own goroutines matters.
    pub(crate) fn is_top(&self, func: FuncId) -> bool {
        let index = func.index();
        self.graph.callers[index].is_empty()
            && !self.graph.taken.contains(index)
            && !self.graph.started.contains(index)
            && !self.teardowns.contains(index)
            && !self.program.funcs[index].literal
            && !self.is_exported_method(index)
    }

    /// Which accesses of a function are asked for.
    fn wanted(&self, func: FuncId) -> demand::Wanted {
        let wanted = self.demand.wanted(func);
        if self.is_top(func) { wanted.for_tail() } else { wanted }
    }

    /// The methods that an interface call may reach, sorted by type.
    pub(crate) fn targets(&self, iface: IfaceId, method: Sym) -> Arc<[Implementation]> {
        let key = (iface, method);
        let known = self.targets.lock().ok();
        if let Some(known) = known.and_then(|targets| targets.methods.get(&key).cloned()) {
            return known;
        }
        let types = self.satisfying(iface);
        let found: Arc<[Implementation]> = targets(self.program, &types, iface, method).into();
        if let Ok(mut targets) = self.targets.lock() {
            targets.methods.insert(key, found.clone());
        }
        found
    }

    /// The types that satisfy an interface, sorted.
    fn satisfying(&self, iface: IfaceId) -> Arc<[NamedId]> {
        let known = self.targets.lock().ok();
        if let Some(known) = known.and_then(|targets| targets.types.get(&iface).cloned()) {
            return known;
        }
        let found: Arc<[NamedId]> =
            self.implementers.satisfying(self.program, iface).unwrap_or_default().into();
        if let Ok(mut targets) = self.targets.lock() {
            targets.types.insert(iface, found.clone());
        }
        found
    }

    /// The one method that an interface call can reach.
    pub(crate) fn only_target(&self, iface: IfaceId, method: Sym) -> Option<Implementation> {
        // An interface of one method of a common name is satisfied by types that were never meant.
        match &self.targets(iface, method)[..] {
            [only] => Some(only.clone()),
            _ => None,
        }
    }

    /// Summarises all functions, callees first, and drops the code of each file as soon as all of its functions are
    /// summarised: no body is walked again.
    pub(crate) fn summarize_all(&mut self, progress: Option<&Progress>, asking: &dyn Asking) {
        let meter = Meter::new(progress, Stage::Summarise, self.program.funcs.len());
        let components = graph::bottom_up(self);
        // How many functions of each file are still to be summarised.
        let mut left = vec![0_u32; self.bodies.len()];
        for func in components.iter().flat_map(|component| &component.funcs) {
            left[self.program.funcs[func.index()].file.index()] += 1;
        }
        for (bodies, _) in self.bodies.iter_mut().zip(&left).filter(|(_, left)| **left == 0) {
            bodies.forget();
        }
        let size = (components.len() / PARTS).max(1);
        for (number, part) in components.chunks(size).enumerate() {
            let cx = &*self;
            graph::in_order(part, number * size, |component| {
                cx.summarize_component(component, asking);
                meter.advance(component.funcs.len());
            });
            for func in part.iter().flat_map(|component| &component.funcs) {
                let file = self.program.funcs[func.index()].file.index();
                left[file] -= 1;
                if left[file] == 0 {
                    self.bodies[file].forget();
                }
            }
        }
        self.drafts = Vec::new();
        self.handed.settle();
    }

    fn summarize_component(&self, component: &graph::Component, asking: &dyn Asking) {
        if component.recursive {
            for &func in &component.funcs {
                let draft = Arc::new(walk::summarize(self, func, Extent::Whole));
                // The slot is empty: each function is in one component.
                let _ = self.drafts[func.index()].set(draft);
            }
        }
        for &func in &component.funcs {
            let is_top = self.is_top(func);
            let mut extent = if is_top { asking.extent(self, func) } else { Extent::Whole };
            let mut summary = walk::summarize(self, func, extent);
            if extent == Extent::Own && asking.asks_more(self, func, &summary) {
                extent = Extent::Calls;
                summary = walk::summarize(self, func, extent);
            }
            if extent == Extent::Own || is_top && !asking.asks(self, func, &summary) {
                prune::forget_all_but_effects(&mut summary);
                if summary.accesses.is_empty() && summary.releases.is_empty() {
                    let _ = self.summaries[func.index()].set(self.nothing.clone());
                    continue;
                }
            }
            let _ = self.summaries[func.index()].set(Arc::new(summary));
        }
    }
}
