//! Who else may have the objects that a function makes: goroutines of its own, or anyone.

use super::domain::{Path, Root, Summary, Val};
use super::eval::object_of;
use super::limits;
use super::subst::{Binding, LastObject};
use super::walk::Walker;

/// Who may have an object that was made here.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum By {
    /// Goroutines that this function has started.
    Goroutines,
    Anyone,
}

impl Walker<'_, '_> {
    /// Whether nothing but this function's own variables leads to the object of a path yet.
    pub(super) fn is_unseen(&self, path: &Path) -> bool {
        !self.expanding
            && matches!(path.root, Root::Fresh(_))
            && !self.seen_objects.contains_key(&path.root)
    }

    /// Whether the object is stored nowhere yet, though goroutines of this function may have it.
    pub(super) fn is_unstored(&self, path: &Path) -> bool {
        !self.expanding
            && matches!(path.root, Root::Fresh(_))
            && self.seen_objects.get(&path.root) != Some(&By::Anyone)
    }

    /// From now on something else leads to an object, and so to what is stored in it.
    fn show(&mut self, root: Root, by: By) {
        let mut work = vec![root];
        while let Some(root) = work.pop() {
            let known = self.seen_objects.get(&root).copied();
            if matches!(root, Root::Fresh(_)) && known.is_none_or(|known| known < by) {
                self.seen_objects.insert(root, by);
                let inside = self.out.names.iter().filter(|(_, place)| place.root == root);
                work.extend(inside.map(|(own, _)| *own));
            }
        }
    }

    /// The same for all objects that a value leads to.
    pub(super) fn show_all(&mut self, val: &Val, by: By) {
        match val {
            Val::Path(path) => self.show(path.root, by),
            Val::Func(func) => {
                let parts = func.recv.iter().chain(func.captures.iter().map(|(_, val)| val));
                parts.for_each(|val| self.show_all(val, by));
            }
            Val::Many(vals) => vals.iter().for_each(|val| self.show_all(val, by)),
            Val::Opaque | Val::Guard(_) | Val::Bool(_) => {}
        }
    }

    /// An object has a name now: it is stored at a path.
    pub(super) fn name(&mut self, val: &Val, place: &Path) {
        self.hand_over(val, place);
        match (place.root, self.seen_objects.get(&place.root).copied()) {
            (Root::Fresh(_), None) if !self.expanding => {}
            (Root::Fresh(_), Some(by)) => self.show_all(val, by),
            _ => self.show_all(val, By::Anyone),
        }
        for path in val.paths() {
            if path.copy && path.hops().is_empty() {
                self.name_parts(path.root, place);
            }
            let nameable = path.hops().is_empty()
                && !path.copy
                && path.root != place.root
                && !matches!(path.root, Root::Unknown | Root::Global(_));
            let entry = (path.root, *place);
            if nameable && self.out.names.len() < limits::NAMES && !self.out.names.contains(&entry)
            {
                self.out.names.push(entry);
            }
        }
    }

    /// A copy of a struct is another struct, but what its pointers and channels lead to is the same.
    fn name_parts(&mut self, root: Root, place: &Path) {
        let Some(fields) = object_of(root).and_then(|object| self.out.fields.get(&object)) else {
            return;
        };
        for (field, val) in fields.clone() {
            if val.paths().all(|path| !path.copy) {
                self.name(&val, &place.field(field));
            }
        }
    }

    /// Where a callee stores what. If it has been called like that before, only what it makes is stored anew.
    pub(super) fn take_names(&mut self, summary: &Summary, binding: &Binding, again: bool) {
        let is_made = |root: Root| matches!(root, Root::Fresh(_) | Root::Result(_));
        // A part of something else is known by that.
        let is_named = |val: &Val| match val {
            Val::Path(path) => path.hops().is_empty() || matches!(path.root, Root::Fresh(_)),
            Val::Opaque | Val::Guard(_) | Val::Bool(_) => false,
            Val::Func(_) | Val::Many(_) => true,
        };
        // If there is no room for more names, it still matters where objects of this function's own are stored.
        let is_own = |val: &Val| match val {
            Val::Path(path) => matches!(path.root, Root::Fresh(_)) || path.copy,
            _ => true,
        };
        let mut object = LastObject::default();
        for (root, place) in &summary.names {
            if again && !is_made(*root) && !is_made(place.root) {
                continue;
            }
            let named = self.subst(&Path::new(*root), binding);
            let has_room = self.out.names.len() < limits::NAMES;
            if named.each().iter().any(is_named) && (has_room || named.each().iter().any(is_own)) {
                for place in self.subst_cell(place, binding, &mut object).paths() {
                    self.name(&named, &place);
                }
            }
        }
    }
}
