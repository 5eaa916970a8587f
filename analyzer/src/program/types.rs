//! Types: interned, structural but for named ones, which are told apart by their declaration.

use std::hash::BuildHasher;
use std::sync::Arc;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

use super::{IfaceId, NamedId, StructId};
use crate::syntax::facts::ChanDir;

/// An interned type. Equal types of one [`Types`] table (and its parent) have equal ids.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Ty(u32);

/// A predeclared type, as coarse as the analysis needs it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Basic {
    Bool,
    Number,
    Str,
    Nil,
}

/// Parameters and results of a function type.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub(crate) struct Sig {
    pub(crate) params: Box<[Ty]>,
    pub(crate) variadic: bool,
    pub(crate) results: Box<[Ty]>,
}

/// What a type is.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum TyKind {
    /// Not known; matches nothing.
    Opaque,
    /// Comes from a package that is not in the tree; matches nothing.
    Missing,
    Basic(Basic),
    /// A declared type with its type arguments.
    Named(NamedId, Box<[Ty]>),
    Pointer(Ty),
    Slice(Ty),
    Array(Ty),
    Map(Ty, Ty),
    Chan(ChanDir, Ty),
    Func(Arc<Sig>),
    Struct(StructId),
    Interface(IfaceId),
    /// Several results.
    Tuple(Box<[Ty]>),
    /// A type parameter, of the declared type or of the function.
    Param {
        of_type: bool,
        index: u32,
    },
}

/// A table of types. A table may extend another, whose types keep their ids in it.
pub(crate) struct Types<'a> {
    parent: Option<&'a Types<'static>>,
    offset: u32,
    kinds: Vec<TyKind>,
    /// Of `kinds`, to be found by what they are.
    ids: HashTable<Ty>,
}

impl Types<'static> {
    /// The base table.
    pub(crate) fn new() -> Self {
        let mut types = Types { parent: None, offset: 0, kinds: Vec::new(), ids: HashTable::new() };
        types.intern(TyKind::Opaque);
        for basic in [Basic::Bool, Basic::Number, Basic::Str, Basic::Nil] {
            types.intern(TyKind::Basic(basic));
        }
        types.intern(TyKind::Missing);
        types
    }
}

impl<'a> Types<'a> {
    /// An unknown type.
    pub(crate) const OPAQUE: Ty = Ty(0);
    pub(crate) const BOOL: Ty = Ty(1);
    pub(crate) const NUMBER: Ty = Ty(2);
    pub(crate) const STR: Ty = Ty(3);
    pub(crate) const NIL: Ty = Ty(4);
    /// A type of a package that is not in the tree.
    pub(crate) const MISSING: Ty = Ty(5);

    /// A table that adds to `parent` without changing it.
    pub(crate) fn extending(parent: &'a Types<'static>) -> Self {
        let offset = u32::try_from(parent.kinds.len()).unwrap_or(u32::MAX);
        Types { parent: Some(parent), offset, kinds: Vec::new(), ids: HashTable::new() }
    }

    /// The id of a type.
    pub(crate) fn intern(&mut self, kind: TyKind) -> Ty {
        let hash = FxBuildHasher.hash_one(&kind);
        let known = self.parent.and_then(|parent| parent.find(hash, &kind));
        if let Some(ty) = known.or_else(|| self.find(hash, &kind)) {
            return ty;
        }
        let Self { offset, kinds, ids, .. } = self;
        let ty = Ty(*offset + u32::try_from(kinds.len()).unwrap_or(0));
        kinds.push(kind);
        ids.insert_unique(hash, ty, |ty| FxBuildHasher.hash_one(&kinds[(ty.0 - *offset) as usize]));
        ty
    }

    /// A type of this table itself.
    fn find(&self, hash: u64, kind: &TyKind) -> Option<Ty> {
        let is_it = |ty: &Ty| self.kinds[(ty.0 - self.offset) as usize] == *kind;
        self.ids.find(hash, is_it).copied()
    }

    /// The types that it adds to its parent.
    pub(crate) fn into_kinds(self) -> Vec<TyKind> {
        self.kinds
    }

    /// What the type is.
    pub(crate) fn kind(&self, ty: Ty) -> &TyKind {
        if ty.0 >= self.offset {
            &self.kinds[(ty.0 - self.offset) as usize]
        } else {
            match self.parent {
                Some(parent) => &parent.kinds[ty.0 as usize],
                None => &TyKind::Opaque,
            }
        }
    }

    pub(crate) fn pointer(&mut self, to: Ty) -> Ty {
        if to == Self::OPAQUE || to == Self::MISSING {
            to
        } else {
            self.intern(TyKind::Pointer(to))
        }
    }

    /// The type that a pointer points to; any other type itself.
    pub(crate) fn deref(&self, ty: Ty) -> Ty {
        match self.kind(ty) {
            TyKind::Pointer(to) => *to,
            _ => ty,
        }
    }

    /// The declared type behind at most one pointer.
    pub(crate) fn named(&self, ty: Ty) -> Option<NamedId> {
        match self.kind(self.deref(ty)) {
            TyKind::Named(named, _) => Some(*named),
            _ => None,
        }
    }

    /// Replaces type parameters: the declared type's by `of_type`, the function's by `of_func`. A parameter without
    /// an argument becomes opaque if there are arguments at all.
    pub(crate) fn substitute(&mut self, ty: Ty, of_type: &[Ty], of_func: &[Ty]) -> Ty {
        if of_type.is_empty() && of_func.is_empty() {
            return ty;
        }
        self.substitute_in(ty, of_type, of_func, 0)
    }

    fn substitute_in(&mut self, ty: Ty, of_type: &[Ty], of_func: &[Ty], depth: u32) -> Ty {
        if depth > 12 {
            return Self::OPAQUE;
        }
        let go = |types: &mut Self, ty: Ty| types.substitute_in(ty, of_type, of_func, depth + 1);
        let kind = match self.kind(ty).clone() {
            TyKind::Param { of_type: true, index } if !of_type.is_empty() => {
                return of_type.get(index as usize).copied().unwrap_or(Self::OPAQUE);
            }
            TyKind::Param { of_type: false, index } if !of_func.is_empty() => {
                return of_func.get(index as usize).copied().unwrap_or(Self::OPAQUE);
            }
            TyKind::Named(named, args) if !args.is_empty() => {
                TyKind::Named(named, args.iter().map(|&arg| go(self, arg)).collect())
            }
            TyKind::Pointer(to) => TyKind::Pointer(go(self, to)),
            TyKind::Slice(elem) => TyKind::Slice(go(self, elem)),
            TyKind::Array(elem) => TyKind::Array(go(self, elem)),
            TyKind::Map(key, value) => TyKind::Map(go(self, key), go(self, value)),
            TyKind::Chan(dir, elem) => TyKind::Chan(dir, go(self, elem)),
            TyKind::Tuple(parts) => {
                TyKind::Tuple(parts.iter().map(|&part| go(self, part)).collect())
            }
            TyKind::Func(sig) => TyKind::Func(Arc::new(Sig {
                params: sig.params.iter().map(|&param| go(self, param)).collect(),
                variadic: sig.variadic,
                results: sig.results.iter().map(|&result| go(self, result)).collect(),
            })),
            _ => return ty,
        };
        self.intern(kind)
    }

    /// Whether the type belongs to the parent table.
    pub(crate) fn is_base(&self, ty: Ty) -> bool {
        ty.0 < self.offset
    }
}
