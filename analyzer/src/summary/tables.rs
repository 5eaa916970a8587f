//! The clauses and releases of one frame, each with a number, so that what holds at a point is a set of bits.

use std::marker::PhantomData;

use super::domain::{Clause, Join, JoinKind, Release, Root};
use super::limits;
use crate::fit::fit;

/// A set of things that a frame's [`Tables`] number.
pub(crate) struct NumberSet<T> {
    bits: u64,
    of: PhantomData<fn() -> T>,
}

/// A conjunction of clauses.
pub(crate) type ClauseSet = NumberSet<Clause>;
/// What may have been released.
pub(crate) type ReleaseSet = NumberSet<Release>;

impl<T> NumberSet<T> {
    fn from_bits(bits: u64) -> Self {
        Self { bits, of: PhantomData }
    }
    fn one(number: usize) -> Self {
        Self::from_bits(1 << number)
    }
    pub(crate) fn is_empty(self) -> bool {
        self.bits == 0
    }
    pub(crate) fn len(self) -> usize {
        self.bits.count_ones() as usize
    }
    /// Whether both have something in common.
    pub(crate) fn meets(self, other: Self) -> bool {
        self.bits & other.bits != 0
    }
    pub(crate) fn and(self, other: Self) -> Self {
        Self::from_bits(self.bits & other.bits)
    }
    pub(crate) fn or(self, other: Self) -> Self {
        Self::from_bits(self.bits | other.bits)
    }
    fn without(self, other: Self) -> Self {
        Self::from_bits(self.bits & !other.bits)
    }
    /// Adds what is in the other.
    pub(crate) fn add(&mut self, other: Self) {
        self.bits |= other.bits;
    }
    /// The numbers, smallest first.
    pub(crate) fn numbers(self) -> impl Iterator<Item = usize> {
        let mut bits = self.bits;
        std::iter::from_fn(move || {
            let number = bits.trailing_zeros() as usize;
            (bits != 0).then(|| {
                bits &= bits - 1;
                number
            })
        })
    }
}

// By hand, because derived ones would ask the same of `T`.
impl<T> Clone for NumberSet<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for NumberSet<T> {}
impl<T> Default for NumberSet<T> {
    fn default() -> Self {
        Self::from_bits(0)
    }
}
impl<T> PartialEq for NumberSet<T> {
    fn eq(&self, other: &Self) -> bool {
        self.bits == other.bits
    }
}
impl<T> Eq for NumberSet<T> {}
impl<T> std::hash::Hash for NumberSet<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        state.write_u64(self.bits);
    }
}
impl<T> std::fmt::Debug for NumberSet<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.numbers()).finish()
    }
}

/// The numbered clauses and releases of one frame. There is no number for more than [`limits::NUMBERED`] of each: a
/// wait that gets none is forgotten, which can make for a report; a release that gets none can hide one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tables {
    clauses: Vec<Clause>,
    releases: Vec<Release>,
}

impl Tables {
    /// The set of just this clause.
    pub(crate) fn clause(&mut self, clause: &Clause) -> ClauseSet {
        number(&mut self.clauses, clause)
    }

    /// The set of just this wait.
    pub(crate) fn join(&mut self, join: Join) -> ClauseSet {
        self.clause(&vec![join])
    }

    /// The set of just this release.
    pub(crate) fn release(&mut self, release: &Release) -> ReleaseSet {
        number(&mut self.releases, release)
    }

    /// The set of just this release if it has a number, else the empty set.
    pub(crate) fn find_release(&self, release: &Release) -> ReleaseSet {
        let found = self.releases.iter().position(|own| own == release);
        found.map(NumberSet::one).unwrap_or_default()
    }

    pub(crate) fn clause_at(&self, number: usize) -> &Clause {
        &self.clauses[number]
    }

    pub(crate) fn all_clauses(&self) -> &[Clause] {
        &self.clauses
    }

    pub(crate) fn release_at(&self, number: usize) -> &Release {
        &self.releases[number]
    }

    pub(crate) fn clauses(&self, set: ClauseSet) -> impl Iterator<Item = &Clause> {
        set.numbers().map(|number| &self.clauses[number])
    }

    pub(crate) fn releases(&self, set: ReleaseSet) -> impl Iterator<Item = &Release> {
        set.numbers().map(|number| &self.releases[number])
    }

    /// The releases of other objects than this.
    pub(crate) fn without_root(&self, set: ReleaseSet, root: Root) -> ReleaseSet {
        let of_root = |&number: &usize| self.releases[number].path.root == root;
        set.numbers().filter(of_root).fold(set, |left, number| left.without(NumberSet::one(number)))
    }

    /// All clauses of which `is_such` holds.
    pub(crate) fn such(&self, is_such: impl Fn(&Clause) -> bool) -> ClauseSet {
        let such = self.clauses.iter().enumerate().filter(|(_, clause)| is_such(clause));
        such.fold(ClauseSet::default(), |all, (number, _)| all.or(NumberSet::one(number)))
    }

    /// Of the clauses, those that hold of `keep`.
    pub(crate) fn retain(&self, set: ClauseSet, keep: impl Fn(&Clause) -> bool) -> ClauseSet {
        set.numbers()
            .filter(|&number| keep(&self.clauses[number]))
            .fold(ClauseSet::default(), |all, number| all.or(NumberSet::one(number)))
    }

    /// What was waited for where two paths meet: clauses that both sides have stay; each of the others is paired with
    /// each of the other side's, as a disjunction.
    pub(crate) fn merge(&mut self, a: ClauseSet, b: ClauseSet) -> ClauseSet {
        let mut merged = a.and(b);
        if merged == a || merged == b {
            return merged;
        }
        // That something was taken or waited for helps nobody.
        let is_taken = |clause: &Clause| clause.iter().any(|join| join.kind == JoinKind::Taken);
        let taken = self.such(is_taken);
        for left in a.without(merged).without(taken).numbers() {
            for right in b.without(merged).without(taken).numbers() {
                if merged.len() >= limits::CLAUSES {
                    return merged;
                }
                let mut clause = self.clauses[left].clone();
                for join in &self.clauses[right] {
                    if !clause.contains(join) {
                        clause.push(*join);
                    }
                }
                // A disjunction of nothing but guards says next to nothing.
                if clause.len() <= limits::CLAUSE && clause.iter().any(|join| !join.kind.is_guard())
                {
                    clause.sort_unstable();
                    merged.add(self.clause(&clause));
                }
            }
        }
        merged
    }

    /// The set, with what follows from it if one join stands for all that `joined` says.
    pub(crate) fn follow(&mut self, set: ClauseSet, join: Join, joined: ClauseSet) -> ClauseSet {
        let mut all = set;
        for number in set.numbers() {
            let clause = self.clauses[number].clone();
            if !clause.contains(&join) {
                continue;
            }
            for meant in joined.numbers() {
                let mut clause: Clause =
                    clause.iter().copied().filter(|own| *own != join).collect();
                clause.extend(&self.clauses[meant]);
                clause.sort_unstable();
                clause.dedup();
                if clause.len() <= limits::CLAUSE {
                    all.add(self.clause(&clause));
                }
            }
        }
        all
    }

    /// The tables without what is in neither set, and what to do to the sets that refer to them.
    pub(crate) fn compact(&mut self, clauses: ClauseSet, releases: ReleaseSet) -> Renumbering {
        Renumbering {
            clauses: keep(&mut self.clauses, clauses),
            releases: keep(&mut self.releases, releases),
        }
    }
}

/// The new numbers of what tables kept, by old number.
pub(crate) struct Renumbering {
    clauses: Vec<u8>,
    releases: Vec<u8>,
}

impl Renumbering {
    pub(crate) fn clauses(&self, set: ClauseSet) -> ClauseSet {
        renumbered(set, &self.clauses)
    }
    pub(crate) fn releases(&self, set: ReleaseSet) -> ReleaseSet {
        renumbered(set, &self.releases)
    }
}

fn renumbered<T>(set: NumberSet<T>, numbers: &[u8]) -> NumberSet<T> {
    set.numbers().fold(NumberSet::default(), |all, old| {
        all.or(NumberSet::one(numbers.get(old).copied().unwrap_or_default().into()))
    })
}

fn keep<T>(table: &mut Vec<T>, set: NumberSet<T>) -> Vec<u8> {
    let mut numbers = Vec::with_capacity(table.len());
    let mut kept = 0;
    let mut old = 0;
    table.retain(|_| {
        let keep = set.meets(NumberSet::one(old));
        old += 1;
        numbers.push(kept);
        kept += u8::from(keep);
        keep
    });
    fit(table);
    numbers
}

fn number<T: Clone + PartialEq>(table: &mut Vec<T>, one: &T) -> NumberSet<T> {
    if let Some(number) = table.iter().position(|own| own == one) {
        return NumberSet::one(number);
    }
    if table.len() >= limits::NUMBERED {
        return NumberSet::default();
    }
    table.push(one.clone());
    NumberSet::one(table.len() - 1)
}
