//! What a function hands up to its callers that may meet there: what it writes, and what the goroutines that it starts touch.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Asked;
use super::tail::{is_wanted, own_weak_from, root_kind, starter_weak, weak_in_tail};
use crate::program::FuncId;
use crate::summary::Context;
use crate::summary::demand::MAX_TAIL;
use crate::summary::domain::{Access, Hop, Root, Spawn, Summary, Val};

/// What a function does, as its callers are told, that may be reported if a goroutine of theirs runs beside it: the fewest weak
/// links that it has.
#[derive(Default)]
pub(super) struct Effects {
    /// By the last steps of what it writes.
    fields: FxHashMap<Hop, u32>,
    /// Of what may concern any field.
    any: Option<u32>,
}

impl Effects {
    pub(super) fn of(asked: Asked<'_, '_>, func: FuncId, summary: &Summary) -> Self {
        let mut effects = Self::default();
        let told = |access: &&Access| {
            !access.local && access.below.calls < MAX_TAIL && is_wanted(asked.claims, access)
        };
        for access in summary.accesses.iter().filter(told) {
            let mut weak = own_weak_from(asked.cx.program, summary, access, 1);
            let least = effects.least(access);
            let is_less =
                |weak: u32| asked.is_wanted(weak) && least.is_none_or(|least| weak < least);
            // The names on the way are only looked at if it depends on them.
            if is_less(weak) {
                let kind = root_kind(asked.cx, func, summary, access);
                weak += weak_in_tail(asked.cx.program, kind, (summary, access), 1);
            }
            if is_less(weak) {
                match field_of(access) {
                    Some(field) => {
                        effects.fields.insert(field, weak);
                    }
                    None => effects.any = Some(weak),
                }
            }
        }
        effects
    }

    fn least(&self, access: &Access) -> Option<u32> {
        field_of(access).map_or(self.any, |field| self.fields.get(&field).copied())
    }

    /// Whether some of it may be reported if a function that calls it has started a goroutine that touches this.
    pub(super) fn may_meet(
        &self,
        asked: Asked<'_, '_>,
        starter: FuncId,
        touched: &Touched,
    ) -> bool {
        let weak = starter_weak(asked.cx, starter);
        let is_wanted = |own: &u32| asked.is_wanted(weak + own);
        self.any.iter().any(is_wanted)
            || match touched {
                Touched::Anything => self.fields.values().any(is_wanted),
                Touched::Fields(fields) => {
                    fields.iter().filter_map(|field| self.fields.get(field)).any(is_wanted)
                }
            }
    }
}

/// The last step of what is written; `None` if it may concern any field. An overwrite and a write of a struct concern all
/// that is inside.
pub(super) fn field_of(write: &Access) -> Option<Hop> {
    write.cell().last().filter(|_| write.overwritten.is_none())
}

/// What a goroutine touches.
pub(super) enum Touched {
    /// The last steps of its accesses.
    Fields(FxHashSet<Hop>),
    Anything,
}

/// What a goroutine touches, as far as the function that starts it tells.
pub(super) fn touched_by(cx: &Context<'_>, spawn: &Spawn) -> Touched {
    let mut fields = FxHashSet::default();
    let mut funcs = Vec::new();
    let mut work: Vec<(&Val, &[Val])> =
        spawn.entry.each().iter().map(|entry| (entry, &spawn.args[..])).collect();
    if work.is_empty() {
        return Touched::Anything;
    }
    while let Some((val, args)) = work.pop() {
        let Val::Func(func) = val else { return Touched::Anything };
        let Some(summary) = cx.summary(func.func) else { return Touched::Anything };
        if funcs.contains(&func.func) {
            continue;
        }
        funcs.push(func.func);
        // What it runs may have been given to it.
        for call in &summary.dyn_calls {
            let given = match call.target.root {
                _ if !call.target.hops().is_empty() => None,
                Root::Param(index) => func.recv.iter().chain(args).nth(index.into()),
                Root::Var(var) => {
                    func.captures.iter().find(|(own, _)| *own == var).map(|(_, val)| val)
                }
                _ => None,
            };
            match given {
                Some(given @ Val::Func(_)) => work.push((given, &[])),
                _ => return Touched::Anything,
            }
        }
        for access in &summary.accesses {
            if access.path.as_captured().is_some() {
                continue;
            }
            match access.cell().last() {
                Some(hop) if hop.as_field().is_some() => fields.insert(hop),
                _ => return Touched::Anything,
            };
        }
    }
    Touched::Fields(fields)
}
