//! Go's block scopes: which local declaration a name means at a place.

use super::facts::{Const, Sym, TypeIdx, VarId};

/// What a name that is declared inside a function stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Binding {
    /// A variable.
    Var(VarId),
    /// A local type.
    Type(TypeIdx),
    /// A type parameter.
    Param {
        /// Whether it is one of the type (or of the receiver's type) rather than of the function.
        of_type: bool,
        /// Its position.
        index: u32,
    },
    /// A local constant.
    Const(Const),
}

#[derive(Clone, Copy)]
struct Entry {
    sym: Sym,
    binding: Binding,
    /// The entry that this one hides, as an index plus one; 0 for none.
    hides: u32,
}

/// The open blocks. Looking a name up takes constant time, because each name knows its innermost entry.
#[derive(Default)]
pub(super) struct Scopes {
    entries: Vec<Entry>,
    /// By [`Sym`]: the innermost entry, as an index plus one; 0 for none.
    innermost: Vec<u32>,
    /// The number of entries at the start of each open block.
    blocks: Vec<usize>,
}

impl Scopes {
    /// Opens a block.
    pub(super) fn open(&mut self) {
        self.blocks.push(self.entries.len());
    }

    /// Closes the innermost block.
    pub(super) fn close(&mut self) {
        let start = self.blocks.pop().unwrap_or(0);
        while self.entries.len() > start {
            if let Some(entry) = self.entries.pop()
                && let Some(slot) = self.innermost.get_mut(entry.sym.index())
            {
                *slot = entry.hides;
            }
        }
    }

    /// Declares a name in the innermost block.
    pub(super) fn bind(&mut self, sym: Sym, binding: Binding) {
        if self.innermost.len() <= sym.index() {
            self.innermost.resize(sym.index() + 1, 0);
        }
        if let Some(slot) = self.innermost.get_mut(sym.index()) {
            self.entries.push(Entry { sym, binding, hides: *slot });
            *slot = u32::try_from(self.entries.len()).unwrap_or(0);
        }
    }

    /// What a name means here; `None` if no function around declares it.
    pub(super) fn lookup(&self, sym: Sym) -> Option<Binding> {
        self.entry(sym).map(|(_, entry)| entry.binding)
    }

    /// What a name means here, if the innermost block itself declares it.
    pub(super) fn lookup_here(&self, sym: Sym) -> Option<Binding> {
        let (index, entry) = self.entry(sym)?;
        (index >= self.blocks.last().copied().unwrap_or(0)).then_some(entry.binding)
    }

    fn entry(&self, sym: Sym) -> Option<(usize, Entry)> {
        let slot = self.innermost.get(sym.index()).copied().unwrap_or(0);
        let index = (slot as usize).checked_sub(1)?;
        self.entries.get(index).map(|&entry| (index, entry))
    }
}
