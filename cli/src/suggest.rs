//! The nearest of the known names to one that is not known.

/// The name that was probably meant; none if all are too far away to be worth a mention.
pub(crate) fn nearest<'a>(
    given: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let (distance, name) = closest(given, known)?;
    (distance <= given.len().max(3) / 2).then_some(name)
}

/// "; did you mean `…`?", or nothing.
pub(crate) fn hint<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(given, known).map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

/// The nearest name, however far away it is.
pub(crate) fn closest<'a>(
    given: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<(usize, &'a str)> {
    let distance = |name| strsim::osa_distance(given, name);
    known.into_iter().map(|name| (distance(name), name)).min()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_names_are_suggested_and_far_ones_are_not() {
        let known = ["iterator-close", "tracker-reset"];
        assert_eq!(nearest("iterator-clsoe", known), Some("iterator-close"));
        assert_eq!(nearest("reset", known), None);
        assert_eq!(nearest("x", known), None);
        assert_eq!(nearest("", known), None);
    }
}
