//! An access of a function as one of its callers sees it.

use super::Context;
use super::domain::{Access, CallSite, Ctx, Path, Summary, Val, mix};
use super::subst::{Binding, LastObject, ruled_out};
use super::tables::Tables;
use super::walk::Walker;
use crate::program::FuncId;

/// An access in the terms of a caller.
pub(crate) struct Lifted {
    /// The paths that its cell may have.
    pub(crate) paths: Vec<Path>,
    pub(crate) ctx: Ctx,
    /// What the numbers in the context stand for: the caller's tables and more.
    pub(crate) tables: Tables,
    /// Whether the arguments of the call keep the callee from it.
    pub(crate) never: bool,
}

impl Lifted {
    /// The access as one of the caller's own, to be lifted through the caller's callers in turn: with a summary that
    /// tells of nothing else.
    pub(crate) fn to_access(&self, path: Path, access: &Access) -> (Summary, Access) {
        let ctxs = vec![self.ctx.clone()];
        let summary = Summary { ctxs, tables: self.tables.clone(), ..Summary::default() };
        (summary, Access { path, ctx: 0, ..*access })
    }
}

/// The paths and the context of an access, in the terms of the caller.
pub(crate) fn lift_through(
    cx: &Context<'_>,
    caller: FuncId,
    caller_summary: &Summary,
    call: &CallSite,
    callee: &Summary,
    access: &Access,
) -> Lifted {
    let mut walker = Walker::bare(cx, caller);
    walker.out.fields = caller_summary.fields.clone();
    walker.out.tables = caller_summary.tables.clone();
    let info = &cx.program.funcs[call.callee.index()];
    let variadic =
        info.sig.variadic.then(|| info.sig.params.len() - 1 + usize::from(info.recv.is_some()));
    let salt = mix(u64::from(call.pos.start), u64::from(call.callee.0));
    let CallSite { args, captures, nils, .. } = call.clone();
    let binding = Binding { params: args, variadic, captures, nils, salt };
    let base = caller_summary.ctx(call.ctx);
    let never = callee.ctx(access.ctx).joined.meets(ruled_out(callee, &binding));
    let ctx = walker.context_through(callee, access.ctx, base, &binding);
    let paths = if never {
        Val::Opaque
    } else {
        walker.subst_access(access, &binding, &mut LastObject::default())
    };
    Lifted { paths: paths.paths().collect(), ctx, tables: walker.out.tables, never }
}
