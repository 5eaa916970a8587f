//! The whole program: where goroutines start, where teardown starts, and who runs beside whom.

#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::conflict::model::RootKind;
use crate::program::FuncId;
use crate::summary::domain::{Access, Ctx, Lock, Pos, Root, Spawn, Summary, Val};
use crate::summary::models;
use crate::summary::shared::Shared;
use crate::summary::tables::ClauseSet;
use crate::summary::{Context, FuncSet, concerns_callers, expand};

/// A goroutine, seen from the outermost function that is known to start it.
pub(crate) struct Origin {
    /// The function in whose terms the goroutine is described.
    pub(crate) home: FuncId,
    pub(crate) spawn: Spawn,
    /// What it does, in the home's terms.
    pub(crate) body: Arc<Summary>,
    /// The function that it runs.
    pub(crate) entry: FuncId,
    /// Locks held where it is started.
    pub(crate) start_locks: Shared<Lock>,
    /// The calls that lead from the home to the goroutine's start, which is the last step.
    pub(crate) start: Vec<(FuncId, Pos)>,
    /// Whether it is no goroutine that is seen to start, but whoever calls an exported method.
    pub(crate) is_caller: bool,
    /// What the home has waited for by the start, unless another goroutine starts this one.
    waited: ClauseSet,
}

impl Origin {
    /// An exported method, as if somebody ran it on a goroutine.
    pub(crate) fn of_caller(func: FuncId, spawn: Spawn, body: Arc<Summary>, pos: Pos) -> Self {
        Self {
            home: func,
            spawn,
            body,
            entry: func,
            start_locks: Shared::default(),
            start: vec![(func, pos)],
            is_caller: true,
            waited: ClauseSet::default(),
        }
    }

    /// What has been waited for before the goroutine starts, and nothing else, in the home's terms.
    pub(crate) fn waited_before(&self, cx: &Context<'_>) -> Option<(Arc<Summary>, Ctx)> {
        if self.waited.is_empty() {
            return None;
        }
        Some((cx.summary(self.home)?.clone(), Ctx { joined: self.waited, ..Ctx::default() }))
    }
}

/// The chain from a function to the start of a goroutine that is told of in its summary.
pub(crate) fn start_of(func: FuncId, summary: &Summary, spawn: &Spawn) -> Vec<(FuncId, Pos)> {
    let mut steps = Vec::new();
    let mut at = (func, summary, spawn);
    while let Some(via) = at.2.via {
        let Some(site) = at.1.sites.get(via.site as usize) else { break };
        steps.push((at.0, site.pos));
        steps.extend(site.through.iter().copied());
        let Some(inner) = site.summary.spawns.get(via.number()) else { break };
        at = (site.callee, &site.summary, inner);
    }
    steps.push((at.0, spawn.pos));
    steps
}

/// A function by which an object is torn down.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Teardown {
    pub(crate) func: FuncId,
    pub(crate) kind: RootKind,
    /// Whether it is a teardown only as far as it waits for a group: what a goroutine does at its end.
    pub(crate) waits_only: bool,
}

/// What a function tears down, as the project declares it or else by its name; `None` for most functions.
pub(crate) fn teardown_kind(cx: &Context<'_>, func: FuncId) -> Option<RootKind> {
    let name = cx.program.name(cx.program.funcs[func.index()].name);
    cx.models.declared_teardown(func).or_else(|| kind_of_name(name))
}

/// What a teardown name says; `None` for any other name.
fn kind_of_name(name: &str) -> Option<RootKind> {
    let first = models::relevant_words(name).next()?;
    if models::is_one_of(first, models::END_OF_LIFE) {
        Some(RootKind::EndOfLife)
    } else if models::is_one_of(first, models::RE_INITIALISATION)
        || models::is_one_of(first, models::INITIALISATION)
    {
        Some(RootKind::ReInitialisation)
    } else {
        None
    }
}

/// Whether a teardown name only says that an object is given its values, which mostly happens before it is used.
pub(crate) fn is_initialisation(name: &str) -> bool {
    models::words(name).next().is_some_and(|first| models::is_one_of(first, models::INITIALISATION))
}

/// All functions that tear something down, in the order of their numbers.
fn teardowns(cx: &Context<'_>) -> Vec<Teardown> {
    let program = cx.program;
    let of_interfaces: FxHashSet<_> = (program.ifaces.iter())
        .flat_map(|iface| iface.methods.iter().map(|(name, _)| *name))
        .collect();
    (0..program.funcs.len())
        .filter_map(|index| {
            let func = FuncId::new(index);
            let info = &program.funcs[index];
            let file = program.file_of(func);
            if !info.has_body || info.literal || file.source.is_none() {
                return None;
            }
            let is_used = !cx.graph.callers[index].is_empty()
                || cx.graph.taken.contains(index)
                || cx.graph.started.contains(index)
                || program.is_exported(info.name)
                || info.recv.is_some() && of_interfaces.contains(&info.name);
            if !is_used {
                // What nothing calls tears nothing down.
                return None;
            }
            if info.recv.is_none() && program.name(info.name) == "init" {
                // Go's own init functions run before anything else.
                return None;
            }
            teardown_kind(cx, func).map(|kind| Teardown { func, kind, waits_only: false })
        })
        .collect()
}

/// Asks the walks to record what judging the teardown functions needs, and returns these.
pub(crate) fn ask(cx: &mut Context<'_>, claims: crate::Claims) -> Vec<Teardown> {
    let teardowns = teardowns(cx);
    let lifted = lifted(cx, &teardowns);
    let sited = sited(cx, &lifted);
    cx.ask(teardowns.iter().map(|teardown| teardown.func), lifted, sited, claims);
    teardowns
}

/// The functions whose call sites are needed: teardown functions, and what leads to one of them without being
/// callable from outside.
fn lifted(cx: &Context<'_>, teardowns: &[Teardown]) -> FuncSet {
    let mut lifted = FuncSet::new(cx.program.funcs.len());
    // Breadth first: each by its shortest way up.
    let mut work: VecDeque<(FuncId, u32)> =
        teardowns.iter().map(|teardown| (teardown.func, 0)).collect();
    while let Some((func, depth)) = work.pop_front() {
        if !lifted.insert(func.index()) || depth >= MAX_LIFT {
            continue;
        }
        work.extend(cx.graph.may_call(func).iter().map(|&caller| (FuncId(caller), depth + 1)));
    }
    lifted
}

/// The functions whose calls are asked about: `lifted` ones, and those that start goroutines or call such, as long as
/// nobody else can call them.
fn sited(cx: &Context<'_>, lifted: &FuncSet) -> FuncSet {
    let n = cx.program.funcs.len();
    let mut sited = lifted.clone();
    // Who starts an object again is asked, whoever else may.
    for (index, info) in cx.program.funcs.iter().enumerate() {
        if info.recv.is_some() && models::is_start(cx.program.name(info.name)) {
            sited.insert(index);
        }
    }
    let mut seen = FuncSet::new(n);
    let mut work: Vec<(FuncId, u32)> = (0..n)
        .filter(|&func| cx.graph.starters.contains(func))
        .map(|func| (FuncId::new(func), 0))
        .collect();
    let mut next = 0;
    while let Some(&(func, depth)) = work.get(next) {
        next += 1;
        if is_open(cx, func) || !seen.insert(func.index()) {
            continue;
        }
        sited.insert(func.index());
        if depth < MAX_LIFT {
            let callers = &cx.graph.callers[func.index()];
            work.extend(callers.iter().map(|&caller| (FuncId(caller), depth + 1)));
        }
    }
    sited
}

/// How many callers up a call is judged.
pub(crate) const MAX_LIFT: u32 = 8;

/// A function that starts a goroutine: the calls between, the function, and the goroutine's number in its summary.
type SeenFrom = (u8, FuncId, u32);

/// Goroutines that goroutines start are followed so deep.
const MAX_NESTING: u32 = 2;

/// A goroutine is told of from at most so many functions that start it, the nearest first.
const MAX_HOMES: usize = 6;

/// The goroutines of the program.
pub(crate) fn origins(cx: &Context<'_>) -> Vec<Origin> {
    use rayon::prelude::*;
    let program = cx.program;
    let mut known = Known::default();
    let mut by_start: FxHashMap<(Pos, FuncId), Vec<SeenFrom>> = FxHashMap::default();
    for index in 0..program.funcs.len() {
        let func = FuncId::new(index);
        if program.funcs[index].literal {
            continue;
        }
        let Some(summary) = cx.summary(func) else { continue };
        for (number, spawn) in summary.spawns.iter().enumerate() {
            let number = number as u32;
            if let Some(entry) = entry_of(cx, spawn)
                && judged_at(cx, func, summary, number, &mut known) == JudgedAt::Here
            {
                by_start.entry((spawn.pos, entry)).or_default().push((spawn.lifted, func, number));
            }
        }
    }
    let mut chosen: Vec<(FuncId, u32)> = by_start
        .into_values()
        .flat_map(|mut seen_from| {
            seen_from.sort_unstable();
            seen_from.truncate(MAX_HOMES);
            seen_from.into_iter().map(|(_, func, number)| (func, number))
        })
        .collect();
    chosen.sort_unstable();
    let direct = (0..).zip(chosen).filter_map(|(number, (home, index))| {
        let summary = cx.summary(home)?;
        let spawn = summary.spawns.get(index as usize)?;
        Some(Started {
            home,
            entry: entry_of(cx, spawn)?,
            spawn: spawn.clone(),
            start_locks: summary.ctx(spawn.ctx).locks.clone(),
            waited: summary.ctx(spawn.ctx).joined,
            start: start_of(home, summary, spawn),
            outer: Vec::new(),
            order: vec![number],
            summary: summary.clone(),
        })
    });
    let mut level: Vec<Started> = direct.collect();
    let mut found: Vec<(Vec<u32>, Origin)> = Vec::new();
    let mut homes: FxHashMap<(Pos, FuncId), usize> = FxHashMap::default();
    for depth in 0..=MAX_NESTING {
        let told: Vec<_> = level.into_par_iter().map(|started| started.tell(cx, depth)).collect();
        let (origins, inner): (Vec<_>, Vec<_>) = told.into_iter().unzip();
        found.extend(origins);
        level = inner.into_iter().flatten().collect();
        level.sort_by(|a, b| (a.start.len(), &a.order).cmp(&(b.start.len(), &b.order)));
        level.retain(|started| {
            let homes = homes.entry((started.spawn.pos, started.entry)).or_default();
            *homes += 1;
            *homes <= MAX_HOMES
        });
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    found.into_iter().map(|(_, origin)| origin).collect()
}

/// A goroutine of which it is still to be said what it does.
struct Started {
    home: FuncId,
    /// What the goroutine starts from, in the home's terms.
    summary: Arc<Summary>,
    spawn: Spawn,
    entry: FuncId,
    start_locks: Shared<Lock>,
    waited: ClauseSet,
    /// The calls that lead there.
    start: Vec<(FuncId, Pos)>,
    /// What the goroutines run that start it one in another.
    outer: Vec<FuncId>,
    /// Where it stands among all.
    order: Vec<u32>,
}

impl Started {
    /// The goroutine, with those that it starts itself.
    fn tell(self, cx: &Context<'_>, depth: u32) -> ((Vec<u32>, Origin), Vec<Started>) {
        let Self { home, summary, spawn, entry, start_locks, waited, start, mut outer, order } =
            self;
        let mut body = expand(cx, home, &summary, &spawn);
        outer.push(entry);
        let mut inner = Vec::new();
        if depth < MAX_NESTING {
            // A goroutine of a declared function's own is found at that function.
            for spawn in body.spawns.iter().filter(|inner| !inner.scoped && inner.via.is_some()) {
                // What runs the same tells nothing new.
                let Some(entry) = entry_of(cx, spawn).filter(|entry| !outer.contains(entry)) else {
                    continue;
                };
                let mut chain = start.clone();
                // The first step is the outer goroutine's start, as the home sees it.
                chain.extend(start_of(home, &body, spawn).into_iter().skip(1));
                let mut order = order.clone();
                order.push(inner.len() as u32);
                inner.push(Started {
                    home,
                    summary: Arc::default(),
                    spawn: spawn.clone(),
                    entry,
                    start_locks: body.ctx(spawn.ctx).locks.clone(),
                    waited: ClauseSet::default(),
                    start: chain,
                    outer: outer.clone(),
                    order,
                });
            }
        }
        let fields = body.forget_values();
        if !inner.is_empty() {
            // What an inner one is given is said in the terms of this one, and so are the locks that it is handed.
            let (names, ctxs) = (body.names.clone(), body.ctxs.clone());
            let context = Arc::new(Summary { fields, names, ctxs, ..Summary::default() });
            inner.iter_mut().for_each(|inner| inner.summary = context.clone());
        }
        let body = Arc::new(body);
        let origin =
            Origin { home, spawn, body, entry, start_locks, start, is_caller: false, waited };
        ((order, origin), inner)
    }
}

/// The function that a goroutine runs: the one that was given, behind wrappers.
pub(crate) fn entry_of(cx: &Context<'_>, spawn: &Spawn) -> Option<FuncId> {
    if let Some((iface, _, method)) = spawn.method {
        return cx.targets(iface, method).first().map(|target| target.func);
    }
    spawn.entry.each().iter().find_map(|val| match val {
        Val::Func(func) => {
            // A wrapper's literal that calls what it was given stands for what it was given.
            let given = func.captures.iter().find_map(|(_, val)| match val {
                Val::Func(inner) if calls_capture(cx, func.func) => Some(inner.func),
                _ => None,
            });
            let argument = spawn.args.iter().find_map(|val| match val {
                Val::Func(inner) => Some(inner.func),
                _ => None,
            });
            Some(given.or(argument.filter(|_| calls_capture(cx, func.func))).unwrap_or(func.func))
        }
        _ => None,
    })
}

/// Whether a function only calls what it is given: a method that works on its own object does more than that.
fn calls_capture(cx: &Context<'_>, func: FuncId) -> bool {
    let is_method = cx.program.funcs[func.index()].recv.is_some();
    let is_own = |access: &Access| is_method && access.path.root == Root::Param(0);
    cx.summary(func).is_some_and(|summary| {
        !summary.dyn_calls.is_empty() && !summary.accesses.iter().any(is_own)
    })
}

/// The nearest functions, of those that nobody calls, at which each goroutine is judged: as far as summaries are known.
#[derive(Default)]
pub(crate) struct Homes(std::sync::Mutex<FxHashMap<(Pos, FuncId), Vec<SeenFrom>>>);

impl Homes {
    /// Whether some goroutine may have to be told of from this function, as far as is known by now.
    pub(crate) fn add(&self, cx: &Context<'_>, func: FuncId, summary: &Summary) -> bool {
        let mut known = Known::default();
        let mut is_needed = false;
        for (number, spawn) in (0..).zip(&summary.spawns) {
            let Some(entry) = entry_of(cx, spawn) else { continue };
            if judged_at(cx, func, summary, number, &mut known) != JudgedAt::Here {
                continue;
            }
            let Ok(mut homes) = self.0.lock() else { return true };
            let nearest = homes.entry((spawn.pos, entry)).or_default();
            let own = (spawn.lifted, func, number);
            let at = nearest.partition_point(|other| *other < own);
            if at < MAX_HOMES {
                nearest.insert(at, own);
                nearest.truncate(MAX_HOMES);
                is_needed = true;
            }
        }
        is_needed
    }
}

/// Whether a goroutine that the function starts, itself or through calls, is left to its callers to be judged.
pub(crate) fn leaves_to_callers(cx: &Context<'_>, func: FuncId, summary: &Summary) -> bool {
    let mut known = Known::default();
    (0..summary.spawns.len())
        .any(|number| judged_at(cx, func, summary, number as u32, &mut known) == JudgedAt::Callers)
}

/// Where a goroutine is judged, seen from a function that starts it, itself or through calls.
#[derive(Clone, Copy, PartialEq, Eq)]
enum JudgedAt {
    /// At a function that this one calls: this one adds nothing.
    Callee,
    /// Here: what it runs is known, and callers add nothing.
    Here,
    /// At callers.
    Callers,
}

/// What is known already of a goroutine: by its number, and by where the summary lies that has it.
type Known = FxHashMap<(usize, u32), JudgedAt>;

/// Where the goroutine of that number in a summary is judged.
fn judged_at(
    cx: &Context<'_>,
    func: FuncId,
    summary: &Summary,
    number: u32,
    known: &mut Known,
) -> JudgedAt {
    // Through recursion an earlier summary of the same function is met, with numbers of its own.
    let key = (std::ptr::from_ref(summary) as usize, number);
    if let Some(&at) = known.get(&key) {
        return at;
    }
    let spawn = &summary.spawns[number as usize];
    let is_settled = spawn.via.is_some_and(|via| {
        let site = &summary.sites[via.site as usize];
        judged_at(cx, site.callee, &site.summary, via.number() as u32, known) != JudgedAt::Callers
    });
    let resolved =
        || spawn.method.is_some() || entry_of(cx, spawn).is_some() && !is_pending(cx, spawn);
    // Of a goroutine that is no matter to them, callers hear nothing. What a literal starts, the function around it judges.
    let is_literal = cx.program.funcs[func.index()].literal;
    let ends_here = || !is_literal && (is_boundary(cx, func) || !concerns_callers(spawn));
    let at = if is_settled {
        JudgedAt::Callee
    } else if resolved() && ends_here() {
        JudgedAt::Here
    } else {
        JudgedAt::Callers
    };
    known.insert(key, at);
    at
}

/// Whether the goroutine calls something that only a caller of the spawning function knows.
fn is_pending(cx: &Context<'_>, spawn: &Spawn) -> bool {
    let unbound = |val: &Val| matches!(val, Val::Path(path) if matches!(path.root, Root::Param(_)) && path.hops().is_empty());
    spawn.entry.each().iter().any(|val| match val {
        Val::Func(func) => {
            let Some(summary) = cx.summary(func.func) else { return false };
            let params: Vec<&Val> = func.recv.iter().chain(&spawn.args).collect();
            // A function in a field of what is known is no reason to ask the callers.
            summary.dyn_calls.iter().filter(|call| call.target.hops().is_empty()).any(|call| {
                match call.target.root {
                    Root::Param(index) => {
                        params.get(usize::from(index)).is_some_and(|val| unbound(val))
                    }
                    Root::Var(var) => {
                        func.captures.iter().any(|(own, val)| *own == var && unbound(val))
                    }
                    _ => false,
                }
            })
        }
        Val::Path(_) => true,
        _ => false,
    })
}

/// Whether a function can be called by code that is not seen, or is called by none that is.
pub(crate) fn is_boundary(cx: &Context<'_>, func: FuncId) -> bool {
    let exported = cx.program.is_exported(cx.program.funcs[func.index()].name);
    exported || cx.graph.callers[func.index()].is_empty() || cx.graph.taken.contains(func.index())
}

/// Whether callers of a function may be missing from the call graph: it can be called from outside of the tree, through
/// an interface, or as a value.
pub(crate) fn is_open(cx: &Context<'_>, func: FuncId) -> bool {
    cx.is_callable(func)
        || cx.graph.taken.contains(func.index())
        || cx.graph.dispatched.contains(func.index())
}

/// Whether nothing is seen to call a function that only the tree can call.
pub(crate) fn is_never_called(cx: &Context<'_>, func: FuncId) -> bool {
    let info = &cx.program.funcs[func.index()];
    let is_init = info.recv.is_none() && cx.program.name(info.name) == "init";
    let runs_by_itself = is_init || cx.program.is_main(func);
    !info.literal
        && !runs_by_itself
        && !is_open(cx, func)
        && cx.graph.callers[func.index()].is_empty()
        && !cx.graph.started.contains(func.index())
}

/// On which threads a function may run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Threads {
    /// Called from outside, or by something that is not understood.
    pub(crate) external: bool,
    /// The functions of goroutines that lead to it.
    pub(crate) entries: FxHashSet<FuncId>,
}

impl Threads {
    /// Whether the function runs on goroutines alone, and on such alone of which this holds.
    pub(crate) fn only(&self, holds: impl Fn(FuncId) -> bool) -> bool {
        !self.external && !self.entries.is_empty() && self.entries.iter().all(|&entry| holds(entry))
    }
}

/// So many functions above one are looked at for the threads on which it may run.
const MAX_ABOVE: usize = 4096;

/// Answers on which threads functions run.
pub(crate) struct ThreadMap<'c, 'p> {
    cx: &'c Context<'p>,
    entries: FxHashSet<FuncId>,
    known: std::sync::Mutex<FxHashMap<FuncId, Arc<Threads>>>,
    /// Empty sets, to be used again: one as large as the program for each question would cost more than the question.
    empty: std::sync::Mutex<Vec<FuncSet>>,
}

impl<'c, 'p> ThreadMap<'c, 'p> {
    pub(crate) fn new(cx: &'c Context<'p>, origins: &[Origin]) -> Self {
        let mut entries: FxHashSet<FuncId> = origins.iter().map(|origin| origin.entry).collect();
        // A wrapper's own literal is an entry as well.
        for origin in origins {
            for val in origin.spawn.entry.each() {
                if let Val::Func(func) = val {
                    entries.insert(func.func);
                }
            }
        }
        Self { cx, entries, known: std::sync::Mutex::default(), empty: std::sync::Mutex::default() }
    }

    /// The threads of a function, from its callers, their callers and so on.
    pub(crate) fn of(&self, func: FuncId) -> Arc<Threads> {
        if let Some(known) = self.known.lock().ok().and_then(|known| known.get(&func).cloned()) {
            return known;
        }
        let mut threads = Threads::default();
        let empty = self.empty.lock().ok().and_then(|mut empty| empty.pop());
        let mut seen = empty.unwrap_or_else(|| FuncSet::new(self.cx.program.funcs.len()));
        let mut looked_at = Vec::new();
        let mut work = vec![func];
        while let Some(func) = work.pop() {
            if looked_at.len() >= MAX_ABOVE || !seen.insert(func.index()) {
                continue;
            }
            looked_at.push(func);
            let entry = self.entries.contains(&func);
            if entry {
                threads.entries.insert(func);
            }
            let callers = &self.cx.graph.callers[func.index()];
            let receivers = self.cx.handed.callers(func);
            if !receivers.is_empty() {
                // It runs where it is received, whoever has put it into the channel.
                work.extend(receivers);
                work.extend(callers.iter().map(|&caller| FuncId(caller)));
                continue;
            }
            let taken = self.cx.graph.taken.contains(func.index())
                && !entry
                && !self.cx.program.funcs[func.index()].literal;
            if taken || (callers.is_empty() && !entry && !self.parent_of_literal(func, &mut work)) {
                threads.external = true;
            }
            work.extend(callers.iter().map(|&caller| FuncId(caller)));
        }
        looked_at.iter().for_each(|func| seen.remove(func.index()));
        if let Ok(mut empty) = self.empty.lock() {
            empty.push(seen);
        }
        let threads = Arc::new(threads);
        if let Ok(mut known) = self.known.lock() {
            known.insert(func, threads.clone());
        }
        threads
    }

    /// A literal that is neither called in place nor started most likely runs where it is made.
    fn parent_of_literal(&self, func: FuncId, work: &mut Vec<FuncId>) -> bool {
        let program = self.cx.program;
        let info = &program.funcs[func.index()];
        let facts = program.func_facts(func);
        match facts.parent {
            Some(parent) if info.literal => {
                work.push(program.files[info.file.index()].func_id(parent));
                true
            }
            _ => false,
        }
    }
}

/// The teardown functions and goroutine entries of which an event was lost to a limit.
pub(crate) fn capped(cx: &Context<'_>, origins: &[Origin], teardowns: &[Teardown]) -> Vec<String> {
    let lost = |func: FuncId| cx.summary(func).is_some_and(|summary| summary.capped > 0);
    let mut names: Vec<String> = teardowns
        .iter()
        .map(|teardown| teardown.func)
        .chain(origins.iter().map(|origin| origin.entry))
        .filter(|func| lost(*func))
        .map(|func| {
            let package = &cx.program.packages[cx.program.package_of(func).index()].path;
            format!("{package}.{}", cx.program.display_name(func))
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}
