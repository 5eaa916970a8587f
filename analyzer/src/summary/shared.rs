//! Lists that many contexts have in common.

use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use crate::fit::fit;

/// A list that is copied when one of its holders changes it, not when it is handed on. Most are empty, and then take
/// no room.
pub(crate) struct Shared<T>(Option<Arc<Vec<T>>>);

impl<T> Shared<T> {
    /// Whether both are one list, or both are empty; two lists may be equal without being one.
    pub(crate) fn is(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        }
    }
}

impl<T: Clone> Shared<T> {
    /// The list, to be changed. Whoever may find nothing to change looks first: this may copy.
    pub(crate) fn make_mut(&mut self) -> &mut Vec<T> {
        Arc::make_mut(self.0.get_or_insert_default())
    }

    /// Gives back what the list has left over, unless somebody else holds it.
    pub(crate) fn fit(&mut self) {
        if let Some(list) = self.0.as_mut().and_then(Arc::get_mut) {
            fit(list);
        }
    }

    /// Keeps what `keep` holds of.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&T) -> bool) {
        let kept: Vec<bool> = self.iter().map(keep).collect();
        if kept.contains(&false) {
            let mut kept = kept.into_iter();
            self.make_mut().retain(|_| kept.next().unwrap_or(true));
        }
    }
}

impl<T> Deref for Shared<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        self.0.as_ref().map_or(&[], |list| list.as_slice())
    }
}

impl<T> From<Vec<T>> for Shared<T> {
    fn from(list: Vec<T>) -> Self {
        Self((!list.is_empty()).then(|| Arc::new(list)))
    }
}

// By hand, because derived ones would ask the same of `T`, and to compare one list with itself for nothing.
impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}
impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self(None)
    }
}
impl<T: PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        self.is(other) || **self == **other
    }
}
impl<T: Eq> Eq for Shared<T> {}
impl<T: Hash> Hash for Shared<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}
impl<T: std::fmt::Debug> std::fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(f)
    }
}
impl<'s, T> IntoIterator for &'s Shared<T> {
    type Item = &'s T;
    type IntoIter = std::slice::Iter<'s, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
