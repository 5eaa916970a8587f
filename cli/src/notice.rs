//! What a run has to say beside its findings.

use analyzer::Location;
use closerace_analyzer as analyzer;

/// What a notice is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum About {
    /// A comment that is meant to silence findings and does not.
    BadIgnore,
    /// A comment that silences nothing.
    UnusedIgnore,
    /// An entry of the baseline that is no longer found.
    StaleBaseline,
}

impl About {
    /// Its name in reports for machines.
    pub(crate) fn name(self) -> &'static str {
        match self {
            About::BadIgnore => "bad-ignore",
            About::UnusedIgnore => "unused-ignore",
            About::StaleBaseline => "stale-baseline",
        }
    }
}

/// One notice: a warning that is no finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Notice {
    pub(crate) about: About,
    /// The place in the sources, if it is about one.
    pub(crate) place: Option<Location>,
    /// What is to be said, in one line without its place.
    pub(crate) text: String,
}
