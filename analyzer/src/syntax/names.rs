//! The names of one file, all in one piece.

use serde::{Deserialize, Serialize};

use super::facts::Sym;
use crate::fit::fit;

/// Names, numbered in the order in which they were added.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct NameList {
    /// All of them, one behind the other.
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
}

impl NameList {
    /// Adds a name. That it is not there yet is for the caller to know.
    pub(super) fn push(&mut self, name: &str) -> Sym {
        let sym = Sym::new(self.ends.len());
        self.text.push_str(name);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        sym
    }

    /// The names by number.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let end = end as usize;
            // What a damaged cache says may be anything.
            let name = self.text.get(start..end).unwrap_or_default();
            start = end;
            name
        })
    }

    /// Gives back what is left over.
    pub(super) fn shrink(&mut self) {
        fit(&mut self.ends);
        if self.text.len() < self.text.capacity() {
            self.text = self.text.as_str().into();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::NameList;

    #[test]
    fn names_come_back_in_order() {
        let mut list = NameList::default();
        let names = ["Close", "", "ä", "x"];
        let numbers: Vec<usize> = names.iter().map(|name| list.push(name).index()).collect();
        list.shrink();
        assert_eq!(numbers, [0, 1, 2, 3]);
        assert_eq!(list.iter().collect::<Vec<_>>(), names);
    }
}
