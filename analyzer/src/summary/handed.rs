//! Functions that are put into channels: they run where they are received and called, not where they are made.

use std::sync::Mutex;

use rustc_hash::FxHashMap;

use super::domain::{Path, Root, Val};
use super::walk::Walker;
use crate::program::types::TyKind;
use crate::program::{FieldId, FuncId};

/// Which functions are put into which channels, and who calls what is received from these. A channel is told by its field.
#[derive(Default)]
pub(crate) struct Handed {
    known: Mutex<Known>,
    /// By function that is put into a channel: the functions that may call it, sorted.
    callers: FxHashMap<FuncId, Vec<FuncId>>,
}

#[derive(Default)]
struct Known {
    put: FxHashMap<FuncId, Vec<FieldId>>,
    called: FxHashMap<FieldId, Vec<FuncId>>,
}

impl Handed {
    /// The functions that may call what was put into a channel somewhere, once all functions are summarised.
    pub(crate) fn callers(&self, func: FuncId) -> &[FuncId] {
        self.callers.get(&func).map_or(&[], Vec::as_slice)
    }

    /// All functions are summarised.
    pub(super) fn settle(&mut self) {
        let Ok(known) = self.known.get_mut() else { return };
        let callers = |channels: &[FieldId]| {
            let called = channels.iter().filter_map(|channel| known.called.get(channel));
            let mut callers: Vec<FuncId> = called.flatten().copied().collect();
            callers.sort_unstable();
            callers.dedup();
            callers
        };
        self.callers =
            known.put.iter().map(|(&func, channels)| (func, callers(channels))).collect();
    }

    fn put(&self, func: FuncId, channel: FieldId) {
        if let Ok(mut known) = self.known.lock() {
            add(known.put.entry(func).or_default(), channel);
        }
    }

    fn called(&self, channel: FieldId, by: FuncId) {
        if let Ok(mut known) = self.known.lock() {
            add(known.called.entry(channel).or_default(), by);
        }
    }
}

fn add<T: PartialEq>(list: &mut Vec<T>, one: T) {
    if !list.contains(&one) {
        list.push(one);
    }
}

impl Walker<'_, '_> {
    /// The field of a channel of functions, if a path leads to what is in one.
    fn channel_of_functions(&self, path: &Path) -> Option<FieldId> {
        path.last().filter(|hop| hop.is_elem())?;
        let field = path.parent()?.last_field()?;
        let program = self.cx.program;
        let kind = |ty| program.types.kind(program.underlying(&program.types, ty));
        match kind(program.fields[field.index()].ty) {
            TyKind::Chan(_, elem) => matches!(kind(*elem), TyKind::Func(_)).then_some(field),
            _ => None,
        }
    }

    /// A function is stored at a path.
    pub(super) fn hand_over(&mut self, val: &Val, place: &Path) {
        let Val::Func(func) = val else { return };
        if !self.emit || place.last().is_none_or(|hop| !hop.is_elem()) {
            return;
        }
        if let Some(channel) = self.channel_of_functions(place) {
            self.cx.handed.put(func.func, channel);
        }
        // What it calls in turn goes along with it: `ch <- func() { fn(); close(done) }`.
        for (_, inner) in &func.captures {
            match inner {
                Val::Func(_) => self.hand_over(inner, place),
                Val::Path(path)
                    if path.hops().is_empty() && self.is_function_parameter(path.root) =>
                {
                    self.name(inner, place);
                }
                _ => {}
            }
        }
    }

    fn is_function_parameter(&self, root: Root) -> bool {
        let Root::Param(index) = root else { return false };
        let info = &self.cx.program.funcs[self.func.index()];
        let own = usize::from(index).checked_sub(usize::from(info.recv.is_some()));
        let Some(&ty) = own.and_then(|own| info.sig.params.get(own)) else { return false };
        let types = &self.cx.program.types;
        matches!(types.kind(self.cx.program.underlying(types, ty)), TyKind::Func(_))
    }

    /// A function is called that is known by a path alone.
    pub(super) fn call_handed(&mut self, path: &Path) {
        if self.emit
            && let Some(channel) = self.channel_of_functions(path)
        {
            self.cx.handed.called(channel, self.func);
        }
    }
}
