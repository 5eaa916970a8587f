//! All names of a program, each once.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rustc_hash::FxBuildHasher;

use crate::syntax::facts::Sym;

/// How the names are spelled, by number, and back.
#[derive(Default)]
pub(crate) struct Spellings {
    list: Vec<Spelling>,
    /// Of `list`, to be found by what they are.
    ids: HashTable<Sym>,
}

struct Spelling {
    name: Box<str>,
    /// Whether it begins with an upper-case letter.
    exported: bool,
}

impl Spellings {
    pub(crate) fn name(&self, sym: Sym) -> &str {
        &self.list[sym.index()].name
    }

    /// Whether a name can be seen from other packages.
    pub(crate) fn is_exported(&self, sym: Sym) -> bool {
        self.list[sym.index()].exported
    }

    /// The number of a name, if the program mentions it.
    pub(crate) fn find(&self, name: &str) -> Option<Sym> {
        let hash = FxBuildHasher.hash_one(name);
        self.ids.find(hash, |sym| *self.list[sym.index()].name == *name).copied()
    }

    /// The number of a name, which from now on the program mentions.
    pub(crate) fn intern(&mut self, name: &str) -> Sym {
        let Self { list, ids } = self;
        let hash_of = |sym: &Sym| FxBuildHasher.hash_one(&*list[sym.index()].name);
        let hash = FxBuildHasher.hash_one(name);
        match ids.entry(hash, |sym| *list[sym.index()].name == *name, hash_of) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(slot) => {
                let sym = Sym::new(list.len());
                slot.insert(sym);
                let exported = name.chars().next().is_some_and(char::is_uppercase);
                list.push(Spelling { name: name.into(), exported });
                sym
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Spellings;

    #[test]
    fn each_name_has_one_number() {
        let mut spellings = Spellings::default();
        let names = ["a", "Ä", "_", "", "Close"];
        let syms = names.map(|name| spellings.intern(name));
        assert_eq!(names.map(|name| spellings.intern(name)), syms);
        assert_eq!(names.map(|name| spellings.find(name)), syms.map(Some));
        assert_eq!(syms.map(|sym| spellings.name(sym)), names);
        assert_eq!(syms.map(|sym| spellings.is_exported(sym)), [false, true, false, false, true]);
        assert_eq!(spellings.find("close"), None);
    }
}
