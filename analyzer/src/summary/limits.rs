//! The limits of one summary. What is lost to one is counted.

pub(crate) const ACCESSES: usize = 400;
/// Further writes of a teardown function's own that put something in the place of something else: they are worth more
/// than what it reads.
pub(crate) const OWN_WRITES: usize = 200;
/// Calls between an access and the outermost function that is told of it.
pub(crate) const ACCESS_LIFT: u8 = 8;
pub(crate) const SPAWNS: usize = 24;
/// Calls between the start of a goroutine and the outermost function that is told of it.
pub(crate) const SPAWN_LIFT: u8 = 4;
/// Implementations of an interface's method that are followed where that is started.
pub(crate) const IMPLEMENTATIONS: usize = 10;
pub(crate) const DYN_CALLS: usize = 16;
pub(crate) const CLAUSES: usize = 10;
pub(crate) const CLAUSE: usize = 4;
pub(crate) const RELEASED: usize = 16;
/// Different clauses, and different releases, of one frame.
pub(crate) const NUMBERED: usize = 64;
pub(crate) const RELEASES: usize = 24;
pub(crate) const RELEASES_OF_GOROUTINE: usize = 96;
pub(crate) const LOCKS: usize = 16;
pub(crate) const LOCKED: usize = 4;
pub(crate) const NAMES: usize = 32;
pub(crate) const ALIASES: usize = 4;
/// Results of a function by which callers can tell its returns apart.
pub(crate) const SAID: usize = 8;
pub(crate) const SYNCS: usize = 12;
pub(crate) const FRESH: usize = 64;
/// Variables of which it is known whether they are nil.
pub(crate) const NILS: usize = 8;
/// Goroutines with what was known of a variable where they were started.
pub(crate) const STARTED_WHERE: usize = 64;
