//! What a finished summary does not keep: what no caller and no judge can ask for.

use rustc_hash::FxHashSet;

use super::domain::{Ctx, CtxId, ObjectId, Root, Summary, Val, Via};
use super::eval::object_of;
use super::joins::is_write;
use super::scoped::judged_at;
use super::shared::Shared;
use super::tables::{ClauseSet, ReleaseSet};
use super::walk::Walker;
use crate::fit::{fit, moved};
use crate::program::LocalId;

/// Which goroutines run beside something.
#[derive(Clone, Copy)]
enum Beside {
    Nothing,
    /// Those that one call starts.
    OneCall(u32),
    More,
}

/// Leaves of a summary what matters to others though nobody asks about the function: what it releases, with what it had
/// waited for by then, and which fields it sets.
pub(super) fn forget_all_but_effects(summary: &mut Summary) {
    let whole = std::mem::take(summary);
    let mut ctxs = vec![Ctx::default()];
    let mut waited = ClauseSet::default();
    let mut releases = whole.releases;
    for event in &mut releases {
        let joined = whole.ctxs[event.ctx as usize].joined;
        waited.add(joined);
        event.ctx = ctxs.len() as CtxId;
        ctxs.push(Ctx { joined, ..Ctx::default() });
    }
    let mut set = FxHashSet::default();
    let mut accesses = whole.accesses;
    accesses.retain_mut(|access| {
        access.ctx = 0;
        access.via = None;
        is_write(access) && !access.zeroing && access.field().is_some_and(|field| set.insert(field))
    });
    let mut tables = whole.tables;
    let renumbering = tables.compact(waited, ReleaseSet::default());
    for ctx in &mut ctxs {
        ctx.joined = renumbering.clauses(ctx.joined);
    }
    fit(&mut ctxs);
    fit(&mut releases);
    fit(&mut accesses);
    let Summary { capped, partial, recovers, .. } = whole;
    *summary = Summary {
        ctxs,
        accesses,
        releases,
        tables,
        capped,
        partial,
        recovers,
        ..Summary::default()
    };
}

impl Walker<'_, '_> {
    /// Drops what is known of objects that nothing in the summary leads to.
    pub(super) fn drop_private_objects(&mut self) {
        if self.out.names.is_empty() && self.out.fields.is_empty() && self.out.releases.is_empty() {
            return;
        }
        let private: FxHashSet<LocalId> = (self.out.names.iter())
            .map(|(root, _)| *root)
            .chain(self.out.releases.iter().map(|event| event.release.path.root))
            .filter_map(|root| match root {
                Root::Var(local) if self.is_own_local(local) && !self.captured.contains(&local) => {
                    Some(local)
                }
                _ => None,
            })
            .collect();
        let out = &mut self.out;
        let mut reached = Reached::default();
        for access in &out.accesses {
            reached.root(access.path.root);
        }
        for spawn in &out.spawns {
            reached.val(&spawn.entry);
            spawn.args.iter().for_each(|arg| reached.val(arg));
            let paths = spawn.releases_at_exit.iter().chain(&spawn.added).chain(&spawn.timer);
            paths.for_each(|path| reached.root(path.root));
        }
        for call in &out.dyn_calls {
            reached.root(call.target.root);
            call.args.iter().for_each(|arg| reached.val(arg));
        }
        for call in &out.calls {
            call.args.iter().for_each(|arg| reached.val(arg));
        }
        out.results.iter().for_each(|val| reached.val(val));
        // What a reached object's fields lead to is reached, and so is what holds a reached object.
        while let Some(root) = reached.next.pop() {
            if let Some(object) = object_of(root)
                && let Some(fields) = out.fields.get(&object)
            {
                fields.iter().for_each(|(_, val)| reached.val(val));
            }
            for (own, place) in &out.names {
                if *own == root {
                    reached.root(place.root);
                }
            }
        }
        let is_kept = |root: &Root| match root {
            Root::Fresh(_) | Root::Result(_) => reached.roots.contains(root),
            Root::Var(local) => !private.contains(local) || reached.roots.contains(root),
            Root::Param(_) | Root::Global(_) | Root::Unknown => true,
        };
        // What is waited for and was handed to somebody, who answers there, is known by where it was handed over.
        let mut waited: Vec<Root> = (out.tables.all_clauses().iter().flatten())
            .map(|join| join.path.root)
            .filter(|root| matches!(root, Root::Fresh(_)) && !is_kept(root))
            .collect();
        let mut next = 0;
        while let Some(&root) = waited.get(next) {
            let places = out.names.iter().filter(|(own, place)| {
                *own == root && matches!(place.root, Root::Fresh(_)) && !is_kept(&place.root)
            });
            for (_, place) in places {
                if !waited.contains(&place.root) {
                    waited.push(place.root);
                }
            }
            next += 1;
        }
        out.names.retain(|(root, _)| is_kept(root) || waited.contains(root));
        // Nobody else waits for what only this function has.
        out.releases.retain(|event| is_kept(&event.release.path.root));
        let kept: FxHashSet<ObjectId> =
            reached.roots.iter().filter_map(|root| object_of(*root)).collect();
        if out.fields.keys().any(|object| !kept.contains(object)) {
            let fields = std::sync::Arc::make_mut(&mut out.fields);
            fields.retain(|object, _| kept.contains(object));
            fields.values_mut().for_each(fit);
            fields.shrink_to_fit();
        }
    }

    /// Drops the contexts and call sites that nothing refers to: most of a long body's.
    pub(super) fn compact(&mut self) {
        let out = &mut self.out;
        let mut ctxs: Vec<Option<CtxId>> = vec![None; out.ctxs.len()];
        let kept_ctxs = &mut self.scratch.kept_ctxs;
        let mut sites: Vec<Option<u32>> = vec![None; out.sites.len()];
        let mut kept_sites = Vec::new();
        let ctx_refs = (out.accesses.iter_mut().map(|access| &mut access.ctx))
            .chain(out.spawns.iter_mut().map(|spawn| &mut spawn.ctx))
            .chain(out.dyn_calls.iter_mut().map(|call| &mut call.ctx))
            .chain(out.releases.iter_mut().map(|event| &mut event.ctx))
            .chain(out.calls.iter_mut().map(|call| &mut call.ctx));
        for ctx in ctx_refs {
            let old = *ctx as usize;
            *ctx = *ctxs[old].get_or_insert_with(|| {
                kept_ctxs.push(std::mem::take(&mut out.ctxs[old]));
                kept_ctxs.len() as CtxId - 1
            });
        }
        let site_refs = (out.accesses.iter_mut().filter_map(|access| access.via.as_mut()))
            .chain(out.spawns.iter_mut().filter_map(|spawn| spawn.via.as_mut()));
        for Via { site, .. } in site_refs {
            let old = *site as usize;
            *site = *sites[old].get_or_insert_with(|| {
                kept_sites.push(out.sites[old].clone());
                kept_sites.len() as u32 - 1
            });
        }
        self.scratch.ctxs = std::mem::replace(&mut out.ctxs, moved(kept_ctxs));
        let kept_accesses = moved(&mut out.accesses);
        self.scratch.accesses = std::mem::replace(&mut out.accesses, kept_accesses);
        out.sites = kept_sites;
        let mut clauses = ClauseSet::default();
        let mut releases = ReleaseSet::default();
        // What was released before matters for what is released where somebody may ask.
        let told = out.releases.iter().fold(ReleaseSet::default(), |told, event| {
            told.or(out.tables.find_release(&event.release))
        });
        for ctx in out.ctxs.iter_mut().chain(out.exit.ctxs_mut()) {
            ctx.released = ctx.released.and(told);
            clauses.add(ctx.joined);
            releases.add(ctx.released);
            ctx.spawned.iter().for_each(|mark| clauses.add(mark.since));
        }
        let renumbering = out.tables.compact(clauses, releases);
        // Most contexts of a function have the same locks, and the same goroutines beside them.
        let (mut locks, mut unlocked, mut added, mut marks) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for ctx in out.ctxs.iter_mut().chain(out.exit.ctxs_mut()) {
            ctx.joined = renumbering.clauses(ctx.joined);
            ctx.released = renumbering.releases(ctx.released);
            if ctx.spawned.iter().any(|mark| mark.since != renumbering.clauses(mark.since)) {
                for mark in ctx.spawned.make_mut() {
                    mark.since = renumbering.clauses(mark.since);
                }
            }
            share(&mut locks, &mut ctx.locks);
            share(&mut unlocked, &mut ctx.unlocked);
            share(&mut added, &mut ctx.added);
            share(&mut marks, &mut ctx.spawned);
        }
        fit(&mut out.sites);
        fit(&mut out.names);
        fit(&mut out.syncs);
        fit(&mut out.releases);
        fit(&mut out.calls);
        fit(&mut out.dyn_calls);
        fit(&mut out.spawns);
    }

    /// Marks accesses to objects of this frame, which no caller can name.
    pub(super) fn mark_local(&mut self) {
        let mut accesses = std::mem::take(&mut self.out.accesses);
        for access in &mut accesses {
            access.local |= match access.path.root {
                Root::Var(local) => self.is_own_local(local) || !self.is_in_scope(local),
                // An object made here may live on in a result, but what this function did to it came before.
                Root::Fresh(_) | Root::Result(_) => true,
                Root::Unknown | Root::Param(_) | Root::Global(_) => false,
            };
        }
        // A private access concerns the goroutines that run beside it here and nobody else, and so does any access of a
        // function that nobody calls. The numbers of accesses are not in use yet.
        let beside: Vec<Beside> = self.out.ctxs.iter().map(|ctx| self.beside(ctx)).collect();
        accesses.retain(|access| {
            let private = access.local || self.is_top && access.via.is_some();
            !private
                || match beside[access.ctx as usize] {
                    Beside::Nothing => false,
                    Beside::OneCall(site) => access.via.is_none_or(|own| own.site != site),
                    Beside::More => true,
                }
        });
        self.out.accesses = accesses;
    }

    /// Which goroutines run beside what happens in this context.
    fn beside(&self, ctx: &Ctx) -> Beside {
        let mut beside = Beside::Nothing;
        for mark in ctx.spawned.iter() {
            let spawn = self.out.spawns.iter().find(|spawn| spawn.key == mark.key);
            // A goroutine of an earlier round may meet what a later call does.
            let site = spawn
                .filter(|_| mark.earlier_round == 0)
                .and_then(|spawn| judged_at(self.cx, &self.out, spawn));
            beside = match (beside, site) {
                (Beside::Nothing, Some(site)) => Beside::OneCall(site),
                (Beside::OneCall(own), Some(site)) if own == site => beside,
                _ => return Beside::More,
            };
        }
        beside
    }
}

/// The objects that something leads to.
#[derive(Default)]
struct Reached {
    roots: FxHashSet<Root>,
    /// Those of which it is still to be seen where they lead.
    next: Vec<Root>,
}

impl Reached {
    fn root(&mut self, root: Root) {
        if matches!(root, Root::Fresh(_) | Root::Result(_) | Root::Var(_))
            && self.roots.insert(root)
        {
            self.next.push(root);
        }
    }

    fn val(&mut self, val: &Val) {
        match val {
            Val::Path(path) => self.root(path.root),
            Val::Func(func) => {
                func.recv.iter().for_each(|recv| self.val(recv));
                func.captures.iter().for_each(|(_, val)| self.val(val));
            }
            Val::Many(vals) => vals.iter().for_each(|val| self.val(val)),
            Val::Opaque | Val::Guard(_) | Val::Bool(_) => {}
        }
    }
}

/// Makes a list one with an equal one of those before it. Mostly that is one of the last few, if there is any.
fn share<T: Clone + Eq>(known: &mut Vec<Shared<T>>, list: &mut Shared<T>) {
    if list.is_empty() {
        *list = Shared::default();
    } else if let Some(same) = known.iter().rev().take(COMPARED).find(|own| *own == list) {
        *list = same.clone();
    } else {
        list.fit();
        known.push(list.clone());
    }
}

/// So many lists before one are compared with it.
const COMPARED: usize = 8;
