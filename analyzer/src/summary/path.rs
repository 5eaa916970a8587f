//! Access paths: an object, and the fields and elements that lead on from it.

use super::domain::mix;
use crate::program::{FieldId, GlobalId, LocalId, Program};
use crate::syntax::facts::Sym;

/// The identity of an object: 48 bits of a hash, which tell those of one frame apart. Most of what summaries consist of are
/// paths, so it takes no more room than that.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct ObjectId([u16; 3]);

impl ObjectId {
    /// The object that is known by a hash.
    pub(crate) fn of(hash: u64) -> Self {
        Self([(hash >> 48) as u16, (hash >> 32) as u16, (hash >> 16) as u16])
    }
    /// What it is in the terms of another function: one for each `salt`.
    pub(crate) fn mixed(self, salt: u64) -> Self {
        Self::of(mix(salt, self.get()))
    }
    /// It as a number.
    pub(crate) fn get(self) -> u64 {
        self.0.iter().fold(0, |all, &part| all << 16 | u64::from(part))
    }
}

impl std::hash::Hash for ObjectId {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        state.write_u64(self.get());
    }
}

/// The first part of an access path: the object that a function did not reach through another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Root {
    /// A parameter by position; the receiver of a method is number 0.
    Param(u16),
    /// The storage of a local variable: of this function, or of one around it.
    Var(LocalId),
    Global(GlobalId),
    /// An object that a function of the frame allocated: a hash of the place and of the calls that lead to it.
    Fresh(ObjectId),
    /// What a call without a known body returned: a hash of the call.
    Result(ObjectId),
    /// An object of which only the path behind it is known.
    Unknown,
}

/// One step of an access path. Pointers are followed without a step.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Hop(u32);

const TAG: u32 = 0xC000_0000;
const TAG_ELEM: u32 = 0x4000_0000;
const TAG_ACCESSOR: u32 = 0x8000_0000;
const TAG_STORAGE: u32 = 0xC000_0000;
const ANY: u32 = 0x3FFF_FFFF;

impl Hop {
    /// Some element of a map, slice, array or channel, or what a pointer to no struct points to.
    pub(crate) const ELEM: Hop = Hop(TAG_ELEM | ANY);
    /// The storage of a variable itself, where the path before stands for the object that it holds.
    const STORAGE: Hop = Hop(TAG_STORAGE);
    pub(crate) fn field(field: FieldId) -> Self {
        Hop(field.0 & !TAG)
    }
    /// The element at a literal index.
    pub(crate) fn elem_at(index: i32) -> Self {
        u32::try_from(index).map_or(Self::ELEM, |index| Hop(TAG_ELEM | (index & (ANY >> 1))))
    }
    /// What a method without arguments returns, of which the body is not known: `ctx.GetSessionVars()`.
    pub(crate) fn accessor(method: Sym) -> Self {
        Hop(TAG_ACCESSOR | (method.index() as u32 & ANY))
    }
    pub(crate) fn as_field(self) -> Option<FieldId> {
        (self.0 & TAG == 0).then_some(FieldId(self.0))
    }
    pub(crate) fn as_accessor(self) -> Option<Sym> {
        self.is_accessor().then(|| Sym::new((self.0 & ANY) as usize))
    }
    pub(crate) fn is_elem(self) -> bool {
        self.0 & TAG == TAG_ELEM
    }
    pub(crate) fn is_accessor(self) -> bool {
        self.0 & TAG == TAG_ACCESSOR
    }
    /// Whether it leads to an embedded struct or interface.
    pub(crate) fn is_embedded(self, program: &Program) -> bool {
        self.as_field().is_some_and(|field| program.fields[field.index()].embedded)
    }
    /// Whether two steps may lead to the same place: equal, or elements of which one has no known index.
    pub(crate) fn matches(self, other: Hop) -> bool {
        self == other
            || (self.is_elem() && other.is_elem() && (self == Self::ELEM || other == Self::ELEM))
    }
    /// Whether two lists of steps are as long as each other and may lead to the same place.
    pub(crate) fn all_match(a: &[Hop], b: &[Hop]) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.matches(*b))
    }
}

impl std::fmt::Debug for Hop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 & TAG {
            0 => write!(f, ".f{}", self.0),
            TAG_ELEM => write!(f, "[]"),
            TAG_STORAGE => write!(f, ".storage"),
            _ => write!(f, ".m{}()", self.0 & ANY),
        }
    }
}

/// The longest access path; a longer one loses its first steps.
pub(crate) const MAX_HOPS: usize = 6;

/// An access path: an object and the fields and elements that lead on from it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Path {
    pub(crate) root: Root,
    hops: [Hop; MAX_HOPS],
    len: u8,
    /// Whether it is a private copy of the struct at the path: its own fields are nobody else's, but what its pointers
    /// lead to is shared.
    pub(crate) copy: bool,
}

impl std::hash::Hash for Path {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.root.hash(state);
        for hop in self.hops() {
            state.write_u32(hop.0);
        }
        state.write_u8(self.len << 1 | u8::from(self.copy));
    }
}

impl Path {
    pub(crate) fn new(root: Root) -> Self {
        Path { root, hops: [Hop(0); MAX_HOPS], len: 0, copy: false }
    }
    pub(crate) fn hops(&self) -> &[Hop] {
        &self.hops[..self.len as usize]
    }
    pub(crate) fn push(mut self, hop: Hop) -> Self {
        if self.len as usize == MAX_HOPS {
            self.hops.copy_within(1.., 0);
            self.len -= 1;
            self.root = Root::Unknown;
        }
        self.hops[self.len as usize] = hop;
        self.len += 1;
        self
    }
    pub(crate) fn extend(self, hops: &[Hop]) -> Self {
        hops.iter().fold(self, |path, &hop| path.push(hop))
    }
    pub(crate) fn field(self, field: FieldId) -> Self {
        self.push(Hop::field(field))
    }
    pub(crate) fn copied(mut self, copy: bool) -> Self {
        self.copy = copy;
        self
    }
    pub(crate) fn last(&self) -> Option<Hop> {
        self.hops().last().copied()
    }
    /// The field that the last step goes to, if it goes to one.
    pub(crate) fn last_field(&self) -> Option<FieldId> {
        self.last().and_then(Hop::as_field)
    }
    /// The storage of a local variable that function literals capture.
    pub(crate) fn captured(local: LocalId) -> Self {
        Path::new(Root::Var(local)).push(Hop::STORAGE)
    }
    /// The captured variable of which it is the storage.
    pub(crate) fn as_captured(&self) -> Option<LocalId> {
        match (self.root, self.last()) {
            (Root::Var(local), Some(Hop::STORAGE)) => Some(local),
            _ => None,
        }
    }
    /// Whether it is the storage of a variable itself.
    pub(crate) fn is_variable(&self) -> bool {
        self.len == 0 && matches!(self.root, Root::Var(_))
    }
    /// The path without its last step.
    pub(crate) fn parent(mut self) -> Option<Self> {
        self.len = self.len.checked_sub(1)?;
        // Unused steps stay zero, so that equal paths compare equal.
        self.hops[self.len as usize] = Hop(0);
        Some(self)
    }
    /// The steps from an object on the way to the path's end; `None` if the path does not pass it.
    pub(crate) fn within(&self, object: &Self) -> Option<&[Hop]> {
        if self.root != object.root {
            return None;
        }
        self.hops().strip_prefix(object.hops())
    }
    /// The path without the elements at its end: `s.m[a][b]` is content of `s.m`.
    pub(crate) fn without_elems(mut self) -> Self {
        while self.len > 1 && self.hops[self.len as usize - 1].is_elem() {
            self.len -= 1;
            self.hops[self.len as usize] = Hop(0);
        }
        self
    }
    /// Whether two paths end in the same steps, so many of them.
    pub(crate) fn ends_like(&self, other: &Self, steps: usize) -> bool {
        let (own, other) = (self.hops(), other.hops());
        let (Some(own_end), Some(end)) =
            (own.len().checked_sub(steps), other.len().checked_sub(steps))
        else {
            return false;
        };
        own[own_end..] == other[end..]
    }
    pub(crate) fn with_root(mut self, root: Root) -> Self {
        self.root = root;
        self
    }
}

impl std::fmt::Debug for Path {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.root)?;
        for hop in self.hops() {
            write!(f, "{hop:?}")?;
        }
        if self.copy { write!(f, " (copy)") } else { Ok(()) }
    }
}
