//! Are two paths of different functions the same object? By the longest common end of the two.

use crate::program::{FieldId, Program, StructId, types::TyKind};
use crate::summary::domain::{Hop, Path, Root};

/// How sure it is that two accesses are of one object.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[expect(clippy::enum_variant_names, reason = "what is the same is the point")]
pub(crate) enum Certainty {
    /// Only the types agree.
    SameType = 1,
    /// One reaches the other's object through a field or container.
    SameContainer = 2,
    /// The same path from objects of one type.
    SameObject = 3,
}

impl Certainty {
    /// The number of weak links that it stands for.
    pub(crate) fn weak_links(self) -> u32 {
        Certainty::SameObject as u32 - self as u32
    }
}

/// How the paths of one function translate into those of another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Alignment {
    pub(crate) certainty: Certainty,
    /// Whether the second side reaches the first side's object through a field or container of its own, so that
    /// only the first side's callers can tell whether it is that object.
    pub(crate) first_is_part: bool,
    /// The same the other way round: the first side reaches the second's object through something of its own.
    pub(crate) second_is_part: bool,
    /// Whether it is an accessor that both use, and not a path from an object, that makes them one.
    pub(crate) by_accessor: bool,
    /// Whether the two reach objects of one type through different fields.
    pub(crate) is_apart: bool,
    /// Whether the goroutine runs a method of the very object that the first side has as its root.
    pub(crate) is_receiver: bool,
    /// The root of the first side, and the path of the second side that it stands for; or the other way round.
    first_root: Option<(Root, Path)>,
    second_root: Option<(Root, Path)>,
    /// Objects that each side reaches in a way of its own, and that are one if the two accesses meet at all.
    meeting: Option<(Path, Path)>,
    /// Whether both sides' paths are those of one function.
    one_frame: bool,
}

/// The end that two lists of steps have in common.
pub(super) fn common_end(a: &[Hop], b: &[Hop]) -> usize {
    a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a.matches(**b)).count()
}

fn prefix(path: &Path, len: usize) -> Path {
    let mut short = *path;
    while short.hops().len() > len {
        match short.parent() {
            Some(parent) => short = parent,
            None => break,
        }
    }
    short
}

/// Aligns two paths that end in the same cell. `None` if they cannot be one object.
pub(crate) fn align(program: &Program, a: &Path, b: &Path) -> Option<Alignment> {
    let mut alignment = align_ends(program, a, b)?;
    alignment.by_accessor = a.hops().iter().chain(b.hops()).any(|hop| hop.is_accessor());
    Some(alignment)
}

fn align_ends(program: &Program, a: &Path, b: &Path) -> Option<Alignment> {
    let (n, m) = (a.hops().len(), b.hops().len());
    let common = common_end(a.hops(), b.hops());
    let unknown = |root: Root| matches!(root, Root::Unknown | Root::Result(_));
    if common == n && common == m {
        let certainty = match (a.root, b.root) {
            (Root::Global(x), Root::Global(y)) if x != y => return None,
            (Root::Var(x), Root::Var(y)) if x != y => Certainty::SameType,
            (Root::Global(_), Root::Global(_)) => Certainty::SameObject,
            // Only a caller could have passed the variable's object.
            (Root::Global(_), _) | (_, Root::Global(_)) => Certainty::SameType,
            // A path without a step is the variable itself.
            (x, y) if n == 0 && x != y => return None,
            (x, y) if unknown(x) || unknown(y) => by_accessor(a, common),
            _ => Certainty::SameObject,
        };
        return Some(Alignment {
            certainty,
            first_is_part: false,
            second_is_part: false,
            by_accessor: false,
            is_apart: false,
            is_receiver: false,
            first_root: Some((a.root, Path::new(b.root))),
            second_root: Some((b.root, Path::new(a.root))),
            meeting: None,
            one_frame: false,
        });
    }
    if common == 0 {
        return None;
    }
    let longer = if n > m { a } else { b };
    let shorter_len = n.min(m);
    if common == shorter_len {
        let shorter = if n > m { b } else { a };
        let lead = prefix(longer, longer.hops().len() - common);
        let mut certainty = match shorter.root {
            // The object of a variable of package level is that variable's.
            Root::Global(_) => Certainty::SameType,
            root if unknown(root) => by_accessor(longer, common),
            _ if is_embedding(program, &longer.hops()[..longer.hops().len() - common]) => {
                Certainty::SameObject
            }
            _ => Certainty::SameContainer,
        };
        if unknown(longer.root) {
            certainty = certainty.min(Certainty::SameContainer);
        }
        let (first_root, second_root) =
            if n > m { (None, Some((b.root, lead))) } else { (Some((a.root, lead)), None) };
        let first_is_part = n < m && certainty == Certainty::SameContainer;
        let second_is_part = n > m && certainty == Certainty::SameContainer;
        return Some(Alignment {
            certainty,
            first_is_part,
            second_is_part,
            by_accessor: false,
            is_apart: false,
            is_receiver: false,
            first_root,
            second_root,
            meeting: None,
            one_frame: false,
        });
    }
    let is_field = |path: &Path| path.hops()[path.hops().len() - common - 1].as_field().is_some();
    Some(Alignment {
        certainty: by_accessor(a, common),
        first_is_part: false,
        second_is_part: false,
        by_accessor: false,
        is_apart: is_field(a) && is_field(b),
        is_receiver: false,
        first_root: None,
        second_root: None,
        meeting: Some((prefix(a, n - common), prefix(b, m - common))),
        one_frame: false,
    })
}

/// Two objects that both sides get by the same accessor are most likely one.
fn by_accessor(path: &Path, common: usize) -> Certainty {
    let hops = path.hops();
    let end = &hops[hops.len() - common..];
    if end.iter().any(|hop| hop.is_accessor()) {
        Certainty::SameContainer
    } else {
        Certainty::SameType
    }
}

fn is_embedding(program: &Program, hops: &[Hop]) -> bool {
    !hops.is_empty() && hops.iter().all(|hop| hop.is_embedded(program))
}

impl Alignment {
    /// The goroutine runs a method of the very object that the first side has as its root.
    pub(crate) fn runs_on(mut self, receivers: &[Path]) -> Self {
        if let Some((_, lead)) = self.first_root
            && receivers.contains(&lead)
        {
            self.certainty = Certainty::SameObject;
            self.first_is_part = false;
            self.is_receiver = true;
        }
        self
    }

    /// Paths of one function, as they are.
    pub(crate) fn same_frame() -> Self {
        Alignment {
            certainty: Certainty::SameObject,
            first_is_part: false,
            second_is_part: false,
            by_accessor: false,
            is_apart: false,
            is_receiver: false,
            first_root: None,
            second_root: None,
            meeting: None,
            one_frame: true,
        }
    }

    /// Whether a path of the first side (a lock or what is waited for) and one of the second may be one object.
    pub(crate) fn may_be_same(&self, first: &Path, second: &Path) -> bool {
        if first.copy || second.copy {
            return false;
        }
        if self.one_frame && first.root != second.root && is_new(first) && is_new(second) {
            // Two objects made by one function; what else they are called, their names say.
            return false;
        }
        if let Some((own, other)) = &self.meeting
            && let (Some(first), Some(second)) = (first.within(own), second.within(other))
            && Hop::all_match(first, second)
        {
            return true;
        }
        let (first_there, second_here) =
            (translate(first, &self.first_root), translate(second, &self.second_root));
        if first_there == *second || *first == second_here {
            return true;
        }
        let (first, second) = (first_there, second_here);
        if first.root == second.root && first.hops().len() == second.hops().len() {
            return ends_match(&first, &second);
        }
        let (n, m) = (first.hops().len(), second.hops().len());
        if n == 0 || m == 0 {
            // A bare variable is only itself; a bare parameter or object may be anything that fits.
            let bare = |path: &Path| {
                path.hops().is_empty() && !matches!(path.root, Root::Param(_) | Root::Unknown)
            };
            return !(bare(&first) || bare(&second)) || first == second;
        }
        if let (Root::Global(a), Root::Global(b)) = (first.root, second.root)
            && a != b
        {
            return false;
        }
        ends_match(&first, &second)
    }
}

fn is_new(path: &Path) -> bool {
    matches!(path.root, Root::Fresh(_))
}

/// Whether one path's steps are the end of the other's.
fn ends_match(a: &Path, b: &Path) -> bool {
    let shorter = a.hops().len().min(b.hops().len());
    common_end(a.hops(), b.hops()) == shorter
}

fn translate(path: &Path, root: &Option<(Root, Path)>) -> Path {
    match root {
        Some((own, lead)) if path.root == *own => lead.extend(path.hops()),
        _ => *path,
    }
}

/// A cell that an access touches: its own, or a struct around it that may be overwritten as a whole, with the length
/// of the path to that.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Key {
    Field(FieldId),
    Struct(StructId),
    Global(crate::program::GlobalId),
}

/// The cells that an access of this path touches, innermost first. A write to any of them writes the access's cell.
pub(crate) fn keys(program: &Program, path: &Path) -> Vec<(Key, Path)> {
    let mut keys = Vec::new();
    let mut at = *path;
    if at.hops().is_empty() {
        if let Root::Global(global) = at.root {
            keys.push((Key::Global(global), at));
        }
        return keys;
    }
    while let Some(hop) = at.last() {
        let Some(field) = hop.as_field() else { break };
        let info = &program.fields[field.index()];
        keys.push((Key::Field(field), at));
        let Some(object) = at.parent() else { break };
        keys.push((Key::Struct(info.owner), object));
        // Outwards as long as the struct lies in the one around it.
        let mut outer = object;
        while outer.last().is_some_and(|hop| hop.is_elem()) {
            match outer.parent() {
                Some(parent) => outer = parent,
                None => break,
            }
        }
        let inside = outer.last_field().is_some_and(|holder| {
            holds_by_value(program, program.fields[holder.index()].ty, info.owner)
        });
        if !inside {
            if let (Root::Global(global), []) = (outer.root, outer.hops()) {
                let ty = program.globals[global.index()].ty;
                if holds_by_value(program, ty, info.owner) {
                    keys.push((Key::Global(global), outer));
                }
            }
            break;
        }
        at = outer;
    }
    keys
}

/// Whether a value of the type contains the struct itself: as the type, or as an array's element.
fn holds_by_value(program: &Program, ty: crate::program::types::Ty, id: StructId) -> bool {
    match program.types.kind(program.underlying(&program.types, ty)) {
        TyKind::Struct(own) => *own == id,
        TyKind::Array(elem) => holds_by_value(program, *elem, id),
        _ => false,
    }
}
