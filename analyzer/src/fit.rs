//! Room for what is kept to the end of a run.

/// Gives back what a list that grew has left over. Allocators may leave a list that is told to shrink in the block
/// that it has, so this one moves.
pub(crate) fn fit<T>(list: &mut Vec<T>) {
    if list.len() < list.capacity() {
        *list = moved(list);
    }
}

/// What is in a list that goes on to be used, in one that has no room to spare.
pub(crate) fn moved<T>(list: &mut Vec<T>) -> Vec<T> {
    let mut exact = Vec::with_capacity(list.len());
    exact.append(list);
    exact
}
