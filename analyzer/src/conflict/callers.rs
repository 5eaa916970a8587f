//! How the callers of a teardown function call it: before the goroutine is started, after waiting for it, on another
//! object, or from the goroutine itself.

use super::Judge;
use super::align::{Certainty, align};
use super::index::{Entry, cell_paths};
use super::order::{Point, Same, ordered};
use crate::program::FuncId;
use crate::summary::domain::{Access, CallSite, Pos, Root, Summary};
use crate::summary::joins::Goroutine;
use crate::summary::{Lifted, lift_through};
use crate::threads::{MAX_LIFT, Origin, is_boundary};

/// What the callers say.
pub(super) enum Verdict {
    /// None is known: the function is there to be called.
    NoCallers,
    /// At least one calls it unordered: the calls that lead to it, outermost first, and how sure it is then that the
    /// object is the goroutine's.
    Unordered(Vec<(FuncId, Pos)>, Certainty),
    /// All known callers order the call.
    AllOrdered,
    /// Only the goroutine itself calls it.
    SameGoroutine,
}

/// At most this many callers are looked at.
const MAX_CALLERS: usize = 8;

/// Judges the callers of `func` for one pair.
pub(super) fn judge(
    judge: &Judge<'_, '_>,
    func: FuncId,
    summary: &Summary,
    access: &Access,
    origin: &Origin,
    other: &Access,
    entry: &Entry,
) -> Verdict {
    let mut seen_callers = false;
    let mut all_same = true;
    let mut best: Option<(Vec<(FuncId, Pos)>, Certainty)> = None;
    for (caller, caller_summary, call) in sites(judge, func) {
        let verdict = judge_call(
            judge,
            func,
            caller,
            &caller_summary,
            &call,
            summary,
            access,
            origin,
            other,
            entry,
            0,
        );
        seen_callers |= !matches!(verdict, CallVerdict::Recursive);
        match verdict {
            CallVerdict::Unordered(chain, certainty) => {
                if best.as_ref().is_none_or(|(_, known)| *known < certainty) {
                    best = Some((chain, certainty));
                }
                if certainty == Certainty::SameObject {
                    break;
                }
            }
            CallVerdict::Ordered => all_same = false,
            CallVerdict::SameGoroutine | CallVerdict::Recursive => {}
        }
    }
    if let Some((mut chain, certainty)) = best {
        chain.reverse();
        return Verdict::Unordered(
            if is_boundary(judge.cx, func) { Vec::new() } else { chain },
            certainty,
        );
    }
    match (seen_callers, all_same) {
        (false, _) => Verdict::NoCallers,
        (true, true) => Verdict::SameGoroutine,
        (true, false) => Verdict::AllOrdered,
    }
}

enum CallVerdict {
    Unordered(Vec<(FuncId, Pos)>, Certainty),
    Ordered,
    SameGoroutine,
    /// The call comes from the teardown function itself, for another object of its kind.
    Recursive,
}

/// The call sites of a function.
fn sites(judge: &Judge<'_, '_>, func: FuncId) -> Vec<(FuncId, std::sync::Arc<Summary>, CallSite)> {
    let mut sites = Vec::new();
    for &caller in &judge.cx.graph.callers[func.index()] {
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

#[allow(clippy::too_many_arguments)]
fn judge_call(
    judge: &Judge<'_, '_>,
    top: FuncId,
    caller: FuncId,
    caller_summary: &std::sync::Arc<Summary>,
    call: &CallSite,
    summary: &Summary,
    access: &Access,
    origin: &Origin,
    other: &Access,
    entry: &Entry,
    depth: u32,
) -> CallVerdict {
    let threads = judge.threads.of(caller);
    if !threads.external
        && !threads.entries.is_empty()
        && threads.entries.iter().all(|own| runs(origin, *own))
    {
        return CallVerdict::SameGoroutine;
    }
    let Lifted { paths, ctx, tables } =
        lift_through(judge.cx, caller, caller_summary, call, summary, access);
    // The goroutine as this caller sees it, if the caller is where it starts.
    let own_spawns: Vec<_> =
        caller_summary.spawns.iter().filter(|spawn| spawn.pos == origin.spawn.pos).collect();
    let mut unordered: Option<Certainty> = None;
    let paths: Vec<crate::summary::domain::Path> =
        paths.iter().flat_map(|path| cell_paths(&caller_summary.names, access, path)).collect();
    for path in &paths {
        for spawn in &own_spawns {
            let Some(mark) = ctx.spawned.iter().find(|mark| mark.key == spawn.key) else {
                // Before the goroutine starts.
                continue;
            };
            if mark.earlier_round > 0
                || !super::tail::is_same_frame_object(
                    judge,
                    caller,
                    caller_summary,
                    spawn,
                    path,
                    other.op,
                )
            {
                continue;
            }
            let body = judge.expand(caller, caller_summary, spawn);
            let alignment = super::align::Alignment::same_frame();
            let same = Same {
                alignment: &alignment,
                names: &body.names,
                own_names: &caller_summary.names,
            };
            let goroutine = Goroutine { spawn, body: &body, spawner: caller_summary };
            let point =
                Point { ctx: &ctx, joined: mark.since, tables: &tables, summary: caller_summary };
            if body
                .accesses
                .iter()
                .filter(|own| own.pos == other.pos)
                .any(|own| ordered(point, goroutine, own, &same, &judge.releases).is_err())
            {
                unordered = Some(Certainty::SameObject);
            }
        }
        if !own_spawns.is_empty() {
            continue;
        }
        // A variable that a literal captures is known elsewhere too.
        let own = match path.root {
            Root::Fresh(_) => true,
            Root::Var(_) => !judge.cx.program.funcs[caller.index()].literal,
            _ => false,
        };
        if own
            && !caller_summary.names.iter().any(|(root, _)| *root == path.root)
            && !is_started_on(caller_summary, path.root)
        {
            // An object of this caller alone.
            continue;
        }
        let Some(alignment) = align(judge.cx.program, path, &entry.path) else { continue };
        let Some(home) = judge.cx.summary(origin.home) else { continue };
        let same = Same {
            alignment: &alignment,
            names: &origin.body.names,
            own_names: &caller_summary.names,
        };
        let goroutine = Goroutine { spawn: &origin.spawn, body: &origin.body, spawner: &home };
        let point =
            Point { ctx: &ctx, joined: ctx.joined, tables: &tables, summary: caller_summary };
        if ordered(point, goroutine, other, &same, &judge.releases).is_ok() {
            continue;
        }
        unordered = unordered.max(Some(alignment.certainty));
    }
    let Some(certainty) = unordered else { return CallVerdict::Ordered };
    // A caller that is not called from outside is judged by its own callers.
    if depth + 1 < MAX_LIFT && judge.cx.lifted.contains(caller.index()) {
        let mut all = true;
        let mut any = false;
        let mut recursive = false;
        let mut best: Option<(Vec<(FuncId, Pos)>, Certainty)> = None;
        for (above, above_summary, above_call) in sites(judge, caller) {
            if above == top {
                recursive = true;
                continue;
            }
            // The access as the caller's own summary tells it; without it, the caller's word stands.
            let Some(lifted) = caller_summary
                .accesses
                .iter()
                .find(|own| own.pos == access.pos && own.op == access.op)
            else {
                all = false;
                break;
            };
            let verdict = judge_call(
                judge,
                top,
                above,
                &above_summary,
                &above_call,
                caller_summary,
                lifted,
                origin,
                other,
                entry,
                depth + 1,
            );
            any |= !matches!(verdict, CallVerdict::Recursive);
            recursive |= matches!(verdict, CallVerdict::Recursive);
            match verdict {
                CallVerdict::Unordered(mut chain, above) => {
                    chain.insert(0, (caller, call.pos));
                    if best.as_ref().is_none_or(|(_, known)| *known < above) {
                        best = Some((chain, above));
                    }
                }
                CallVerdict::Ordered | CallVerdict::SameGoroutine | CallVerdict::Recursive => {}
            }
        }
        if !any && recursive {
            return CallVerdict::Recursive;
        }
        if any && all {
            return match best {
                // Where this caller already says which object it is, those above need not.
                Some((chain, above)) => CallVerdict::Unordered(
                    chain,
                    above.max(certainty.min(Certainty::SameContainer)),
                ),
                None => CallVerdict::Ordered,
            };
        }
    }
    CallVerdict::Unordered(vec![(caller, call.pos)], certainty)
}

/// Whether a goroutine's entry is this function.
fn runs(origin: &Origin, func: FuncId) -> bool {
    origin.entry == func
        || origin
            .spawn
            .entry
            .each()
            .iter()
            .any(|val| matches!(val, crate::summary::domain::Val::Func(own) if own.func == func))
}

fn is_started_on(summary: &Summary, root: Root) -> bool {
    use crate::summary::domain::Val;
    fn mentions(val: &Val, root: Root) -> bool {
        match val {
            Val::Path(path) => path.root == root,
            Val::Func(func) => {
                func.recv.as_ref().is_some_and(|recv| mentions(recv, root))
                    || func.captures.iter().any(|(_, val)| mentions(val, root))
            }
            Val::Many(vals) => vals.iter().any(|val| mentions(val, root)),
            Val::Opaque | Val::Guard(_) => false,
        }
    }
    summary.spawns.iter().any(|spawn| {
        mentions(&spawn.entry, root) || spawn.args.iter().any(|arg| mentions(arg, root))
    })
}
