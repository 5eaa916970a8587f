//! The identity of a finding across commits: names, free of lines and order, and a hash of them that no compiler changes.

use std::fmt;

use analyzer::{Conflict, Side};
use closerace_analyzer as analyzer;

use crate::rule::Rule;

/// What makes a finding itself. It outlives moved lines and reformatting; renaming one of the four makes another finding.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Identity {
    /// The rule's id.
    pub rule: String,
    /// The cell, with its import path.
    pub cell: String,
    /// The function that the teardown access stands in.
    pub teardown: String,
    /// The goroutine's function.
    pub goroutine: String,
}

impl Identity {
    /// The identity of a conflict that the rule claims.
    #[must_use]
    pub fn of(rule: &Rule, conflict: &Conflict) -> Self {
        Self {
            rule: rule.id.to_owned(),
            cell: conflict.cell.qualified_name(),
            teardown: access_function(&conflict.teardown).to_owned(),
            goroutine: entry_function(&conflict.goroutine).to_owned(),
        }
    }

    /// The hash of it.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        let Self { rule, cell, teardown, goroutine } = self;
        Fingerprint(fnv1a([&**rule, cell, goroutine, teardown].join(" | ").as_bytes()))
    }
}

/// The hash of an [`Identity`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Fingerprint(u128);

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:032x}", self.0)
    }
}

/// The function that a side starts in: the root, or the goroutine's function.
#[must_use]
pub fn entry_function(side: &Side) -> &str {
    side.trace.first().map_or("", |step| &step.function)
}

/// The function that a side's access stands in.
#[must_use]
pub fn access_function(side: &Side) -> &str {
    side.trace.last().map_or("", |step| &step.function)
}

/// 128-bit FNV-1a. The standard library's hashes may change with the compiler; baselines must not.
fn fnv1a(bytes: &[u8]) -> u128 {
    const OFFSET_BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    bytes.iter().fold(OFFSET_BASIS, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::fnv1a;

    #[test]
    fn hash_is_fnv1a() {
        assert_eq!(fnv1a(b""), 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
        assert_eq!(fnv1a(b"a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
        assert_eq!(fnv1a(b"foobar"), 0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18);
    }
}
