//! What a walk fills and nobody keeps. One walk after the other uses the same, so that it has grown already: most of what
//! lists and tables cost is that they grow.

use std::cell::RefCell;
use std::ops::{Deref, DerefMut};

use hashbrown::HashTable;
use rustc_hash::{FxHashMap, FxHashSet};

use super::domain::{Access, Ctx, CtxId, Val};
use crate::program::FuncId;
use crate::syntax::facts::VarId;

/// What one walk fills.
#[derive(Default)]
pub(super) struct Filled {
    /// What locals are known to be. Locals are mostly assigned once, so one value for the whole body serves.
    pub(super) env: FxHashMap<VarId, Val>,
    /// The contexts of the summary, to be found by the hashes of what they say.
    pub(super) ctx_ids: HashTable<(u64, CtxId)>,
    /// The accesses of the summary, to be found by the hashes of what they say.
    pub(super) seen: HashTable<(u64, u32)>,
    /// Calls taken in so far: the callee, the context and the arguments.
    pub(super) taken: FxHashSet<(FuncId, CtxId, Vec<Val>)>,
    /// Room for the lists of the summary, of which it keeps a copy that fits.
    pub(super) accesses: Vec<Access>,
    pub(super) ctxs: Vec<Ctx>,
    pub(super) kept_ctxs: Vec<Ctx>,
}

/// A walk's own, which the next one gets.
pub(super) struct Scratch(Filled);

/// Tables that have become larger than this are not kept: to empty them for small walks costs more than to let new ones
/// grow.
const MAX_KEPT: usize = 1024;

/// So many walks go on at once on one thread, each within another.
const MAX_SPARE: usize = 4;

thread_local! {
    static SPARE: RefCell<Vec<Filled>> = const { RefCell::new(Vec::new()) };
}

impl Scratch {
    pub(super) fn new() -> Self {
        Self(SPARE.with_borrow_mut(Vec::pop).unwrap_or_default())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let mut filled = std::mem::take(&mut self.0);
        let Filled { env, ctx_ids, seen, taken, accesses, ctxs, kept_ctxs } = &mut filled;
        let largest = env.capacity().max(ctx_ids.capacity()).max(seen.capacity());
        if largest.max(taken.capacity()) > MAX_KEPT {
            return;
        }
        env.clear();
        ctx_ids.clear();
        seen.clear();
        taken.clear();
        accesses.clear();
        ctxs.clear();
        kept_ctxs.clear();
        SPARE.with_borrow_mut(|spare| {
            if spare.len() < MAX_SPARE {
                spare.push(filled);
            }
        });
    }
}

impl Deref for Scratch {
    type Target = Filled;
    fn deref(&self) -> &Filled {
        &self.0
    }
}

impl DerefMut for Scratch {
    fn deref_mut(&mut self) -> &mut Filled {
        &mut self.0
    }
}
