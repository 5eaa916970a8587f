//! Whether pairing asks anything of a function that nobody calls. Of most tests, say, nobody does, and they are what
//! summaries of a large program mostly consist of.

use super::{Asked, api, callers, tail};
use crate::program::FuncId;
use crate::summary::domain::{Root, Summary};
use crate::threads::Homes;

/// Whether anything is asked of a function that nobody calls but what it releases and which fields it sets. `homes` are
/// those of the functions before it.
pub(crate) fn is_asked_about(
    asked: Asked<'_, '_>,
    homes: &Homes,
    func: FuncId,
    summary: &Summary,
) -> bool {
    let is_home = homes.add(asked.cx, func, summary);
    is_home
        || asked.claims.captured && !summary.spawns.is_empty()
        || is_asked_as_caller(asked, func)
        || tail::may_race(asked, func, summary)
}

/// Whether it is one of the callers that are asked how they call something.
fn is_asked_as_caller(asked: Asked<'_, '_>, func: FuncId) -> bool {
    let cx = asked.cx;
    cx.graph.mentions[func.index()].iter().any(|&callee| {
        let callee = FuncId(callee);
        let is_judged_by_callers =
            cx.lifted.contains(callee.index()) || cx.sited.contains(callee.index());
        // Of an exported method, what it does to its receiver.
        let is_called_by_anyone = || {
            let callers = &cx.graph.callers[callee.index()];
            callers.iter().take(api::MAX_CALLERS + 1).any(|&caller| caller == func.0)
                && cx.is_exported_method(callee.index())
                && cx.summary(callee).is_none_or(|summary| {
                    let of_receiver = |root| root == Root::Param(0);
                    summary.accesses.iter().any(|access| of_receiver(access.path.root))
                })
        };
        is_judged_by_callers && callers::asked(cx, callee).contains(&func.0)
            || is_called_by_anyone()
    })
}
