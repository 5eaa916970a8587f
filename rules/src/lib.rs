//! The rules: conflicts in, findings out. One rule is one file, and one declaration in it; the list below is the only
//! other place that names it. No input or output happens here.

pub mod finding;
pub mod fingerprint;
pub mod rule;
pub mod wording;

pub use finding::{Finding, findings, group};
pub use fingerprint::{Fingerprint, Identity};
pub use rule::{Claim, Level, Precision, Rule};

use analyzer::Conflict;
use closerace_analyzer as analyzer;

/// Declares the rules' modules and the registry from one list, so that no rule is in the one and not in the other.
macro_rules! rules {
    ($($module:ident),+ $(,)?) => {
        $(mod $module;)+

        /// Every rule, in the order in which they are listed to users.
        pub static RULES: &[&Rule] = &[$(&$module::RULE),+];
    };
}

rules! {
    iterator_close,
    tracker_reset,
    killer_signal,
    waitgroup_late_add,
    close_send,
    teardown_read,
    write_after_go,
    restart_reuse,
    captured_variable,
}

/// The rule of that id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

/// The rule that the conflict belongs to, enabled or not; none if no rule is about such conflicts.
#[must_use]
pub fn claim(conflict: &Conflict) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.claim.covers(conflict))
}

/// What the analysis must look for so that these rules find what they claim.
#[must_use]
pub fn claims(enabled: &[&Rule]) -> analyzer::Claims {
    let mut all = analyzer::Claims {
        teardown_writes: false,
        late_adds: false,
        tail_writes: false,
        restarts: false,
        teardown_reads: false,
        closes: false,
        captured: false,
    };
    for rule in enabled {
        let needs = rule.claim.needs();
        all.teardown_writes |= needs.teardown_writes;
        all.late_adds |= needs.late_adds;
        all.tail_writes |= needs.tail_writes;
        all.restarts |= needs.restarts;
        all.teardown_reads |= needs.teardown_reads;
        all.closes |= needs.closes;
        all.captured |= needs.captured;
    }
    all
}

#[cfg(test)]
mod tests;
