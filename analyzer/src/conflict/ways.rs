//! The ways up from a teardown function: how each caller, its callers and so on see one access. They are the same
//! whichever goroutine the access is compared with.

use std::cell::OnceCell;
use std::sync::Arc;

use super::Judge;
use super::callers::asked;
use super::identity::is_stored;
use super::index::cell_paths;
use crate::program::FuncId;
use crate::summary::domain::{Access, CallSite, Path, Root, Summary};
use crate::summary::{Lifted, lift_through};
use crate::threads::Threads;

/// At most this many callers are looked at.
pub(super) const MAX_CALLERS: usize = 8;

/// All ways up from a function that makes an access, followed as far as somebody asks.
pub(super) struct Ways<'w, 'c, 'p> {
    judge: &'w Judge<'c, 'p>,
    func: FuncId,
    summary: &'w Arc<Summary>,
    /// What it makes.
    pub(super) access: Access,
    callers: OnceCell<Vec<Way>>,
}

/// One call on a way up.
pub(super) struct Way {
    pub(super) caller: FuncId,
    pub(super) summary: Arc<Summary>,
    pub(super) call: CallSite,
    /// On which threads the caller runs.
    pub(super) threads: Arc<Threads>,
    /// The access as the callee sees it, and what its context is of.
    pub(super) access: Access,
    callee: Arc<Summary>,
    seen: OnceCell<Seen>,
    above: OnceCell<Above>,
}

/// An access as a caller sees it.
pub(super) struct Seen {
    pub(super) lifted: Lifted,
    /// The cells that it may be to.
    pub(super) cells: Vec<SeenCell>,
}

pub(super) struct SeenCell {
    pub(super) path: Path,
    /// Whether it is in an object of this caller alone, until it returns.
    pub(super) is_private: bool,
}

/// What is above a caller.
pub(super) enum Above {
    /// Nobody calls it.
    Nobody,
    /// Callers, who know nothing of an object that this caller makes.
    Strangers,
    /// Callers, and whether the way has come through some of them already.
    Callers(Vec<Way>, bool),
}

impl<'w, 'c, 'p> Ways<'w, 'c, 'p> {
    pub(super) fn new(
        judge: &'w Judge<'c, 'p>,
        func: FuncId,
        summary: &'w Arc<Summary>,
        access: Access,
    ) -> Self {
        Self { judge, func, summary, access, callers: OnceCell::new() }
    }

    /// The calls of the function itself.
    pub(super) fn callers(&self) -> &[Way] {
        self.callers.get_or_init(|| {
            let sites = sites(self.judge, self.func).into_iter();
            sites.map(|site| Way::new(self.judge, site, self.summary, self.access)).collect()
        })
    }
}

impl Way {
    fn new(
        judge: &Judge<'_, '_>,
        (caller, summary, call): (FuncId, Arc<Summary>, CallSite),
        callee: &Arc<Summary>,
        access: Access,
    ) -> Self {
        Self {
            caller,
            summary,
            call,
            threads: judge.threads.of(caller),
            access,
            callee: callee.clone(),
            seen: OnceCell::new(),
            above: OnceCell::new(),
        }
    }

    /// The access in the terms of the caller.
    pub(super) fn seen(&self, judge: &Judge<'_, '_>) -> &Seen {
        self.seen.get_or_init(|| {
            let Way { caller, summary, call, callee, access, .. } = self;
            let mut lifted = lift_through(judge.cx, *caller, summary, call, callee, access);
            let funcs = &judge.cx.program.funcs;
            if !lifted.never && funcs[call.callee.index()].literal {
                // What its variables are is not in the call; the caller's own summary knows.
                let told = told_through(summary, call, access);
                if !told.is_empty() {
                    lifted.paths = told;
                }
            }
            let cells =
                lifted.paths.iter().flat_map(|path| cell_paths(&summary.names, access, path));
            // A variable that a literal captures is known elsewhere too.
            let is_private = |path: &Path| {
                let own = match path.root {
                    Root::Fresh(_) => true,
                    Root::Var(_) => !funcs[caller.index()].literal,
                    _ => false,
                };
                own && !is_stored(summary, path.root)
            };
            let cells =
                cells.map(|path| SeenCell { path, is_private: is_private(&path) }).collect();
            Seen { lifted, cells }
        })
    }

    /// The calls of the caller. `below` are the functions between it and the access.
    pub(super) fn above(&self, judge: &Judge<'_, '_>, below: &[FuncId]) -> &Above {
        self.above.get_or_init(|| {
            let sites = sites(judge, self.caller);
            if sites.is_empty() {
                return Above::Nobody;
            }
            let is_literal = judge.cx.program.funcs[self.caller.index()].literal;
            let from_above = |path: &&Path| match path.root {
                Root::Fresh(_) | Root::Result(_) => false,
                Root::Var(_) => is_literal,
                Root::Param(_) | Root::Global(_) | Root::Unknown => true,
            };
            let lifted = &self.seen(judge).lifted;
            let Some(&path) = lifted.paths.iter().find(from_above) else {
                return Above::Strangers;
            };
            let (through, told) = lifted.to_access(path, &self.access);
            let through = Arc::new(through);
            let n_sites = sites.len();
            let mut sites = sites;
            sites.retain(|(above, ..)| *above != self.caller && !below.contains(above));
            let is_recursive = sites.len() < n_sites;
            let ways =
                sites.into_iter().map(|site| Way::new(judge, site, &through, told)).collect();
            Above::Callers(ways, is_recursive)
        })
    }
}

/// The call sites of a function.
fn sites(judge: &Judge<'_, '_>, func: FuncId) -> Vec<(FuncId, Arc<Summary>, CallSite)> {
    let mut sites = Vec::new();
    for &caller in asked(judge.cx, func) {
        let caller = FuncId(caller);
        if caller == func {
            continue;
        }
        let Some(summary) = judge.cx.summary(caller) else { continue };
        for call in &summary.calls {
            if call.callee == func && sites.len() < MAX_CALLERS {
                sites.push((caller, summary.clone(), call.clone()));
            }
        }
    }
    sites
}

/// The paths that a function's own summary has for an access of one that it calls.
fn told_through(caller: &Summary, call: &CallSite, access: &Access) -> Vec<Path> {
    let through = |own: &&Access| {
        let site = own.via.and_then(|via| caller.sites.get(via.site as usize));
        own.pos == access.pos
            && own.op == access.op
            && site.is_some_and(|site| site.pos == call.pos)
    };
    caller.accesses.iter().filter(through).map(|own| own.path).collect()
}
