//! All files together: packages, declarations, types, fields, method sets, and what each expression of each
//! body means.

mod audience;
mod bodies;
mod generics;
mod infer;
mod infer_call;
mod infer_names;
mod interfaces;
mod link;
mod members;
mod resolve;
mod spellings;
#[path = "../../stubs/mod.rs"]
mod stubs;
#[cfg(test)]
mod tests;
pub(crate) mod types;

use std::sync::Arc;

use rustc_hash::FxHashMap;

pub(crate) use audience::{Audience, audiences, exposed};
pub(crate) use bodies::{Bodies, Builtin, Counts, Mention, Res, Usage};
pub(crate) use interfaces::{Implementation, Implementers, targets};
pub(crate) use link::{InputFile, link};
pub(crate) use members::{Member, MemberKind};
use spellings::Spellings;
pub(crate) use stubs::STUBS;
use types::{Basic, Sig, Ty, TyKind, Types};

use crate::syntax::facts::{Code, ExprId, FileFacts, FuncIdx, Span, Sym, TypeExprId, VarId};

macro_rules! index_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub(crate) struct $name(pub(crate) u32);
        #[allow(dead_code, reason = "one set of functions for all ids")]
        impl $name {
            pub(crate) fn new(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }
            pub(crate) fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

index_ids! {
    /// A package.
    PkgId;
    /// A file.
    FileIdx;
    /// A declared type.
    NamedId;
    /// A struct type, by the place where it is written.
    StructId;
    /// An interface type, by the place where it is written.
    IfaceId;
    /// A field, by the struct that declares it.
    FieldId;
    /// A function, method or literal.
    FuncId;
    /// A package-level variable or constant.
    GlobalId;
    /// A local variable of any function.
    LocalId;
}

/// A package: the files of one folder with one package clause.
pub(crate) struct Package {
    /// The import path; of an external test package, with `_test` behind it.
    pub(crate) path: Box<str>,
    /// The package clause's name.
    pub(crate) name: Sym,
    /// Package-level names.
    pub(crate) scope: FxHashMap<Sym, Decl>,
    /// Whether its declarations are bodiless stand-ins for a library.
    pub(crate) stub: bool,
}

/// What a package-level name is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Decl {
    Type(NamedId),
    Func(FuncId),
    Global(GlobalId),
}

/// A file of the program.
pub(crate) struct File {
    pub(crate) facts: FileFacts,
    pub(crate) pkg: PkgId,
    /// The file's number among those that were read; `None` for a stub.
    pub(crate) source: Option<u32>,
    /// Whether findings in it are reported.
    pub(crate) reported: bool,
    /// Whether it is a test file.
    pub(crate) test: bool,
    /// Import names; `None` for a package that is not in the tree.
    pub(crate) imports: FxHashMap<Sym, Option<PkgId>>,
    /// Packages imported with a dot.
    pub(crate) dot_imports: Vec<PkgId>,
    /// The type that each type expression denotes.
    pub(crate) type_of: Vec<Ty>,
    /// Its module's number.
    pub(crate) module: u32,
    /// Whether all rounds of a loop share its variables, as before Go 1.22.
    pub(crate) shares_loop_vars: bool,
    func_base: u32,
    type_base: u32,
    global_base: u32,
    local_base: u32,
}

impl File {
    pub(crate) fn func_id(&self, func: FuncIdx) -> FuncId {
        FuncId(self.func_base + func.index() as u32)
    }
    /// Whether the identifier is the one that declares the variable.
    pub(crate) fn declares(&self, var: VarId, code: &Code, identifier: ExprId) -> bool {
        self.facts.locals[var.index()].span == code.expr_span(identifier)
    }
    pub(crate) fn local_id(&self, var: VarId) -> LocalId {
        LocalId(self.local_base + var.index() as u32)
    }
    pub(crate) fn ty(&self, ty: TypeExprId) -> Ty {
        self.type_of.get(ty.index()).copied().unwrap_or(Types::OPAQUE)
    }
}

/// A declared type.
pub(crate) struct NamedInfo {
    pub(crate) file: FileIdx,
    pub(crate) pkg: PkgId,
    pub(crate) name: Sym,
    /// Its underlying type, in which its own type parameters stand.
    pub(crate) underlying: Ty,
    /// Declared methods.
    pub(crate) methods: FxHashMap<Sym, FuncId>,
}

/// A struct type.
pub(crate) struct StructInfo {
    pub(crate) fields: Vec<FieldId>,
    /// The declared type whose right side it is.
    pub(crate) named: Option<NamedId>,
    pub(crate) pkg: PkgId,
}

/// A field.
pub(crate) struct FieldInfo {
    pub(crate) name: Sym,
    pub(crate) owner: StructId,
    pub(crate) ty: Ty,
    pub(crate) embedded: bool,
    pub(crate) file: FileIdx,
    /// The name's bytes.
    pub(crate) span: Span,
}

/// An interface type.
pub(crate) struct IfaceInfo {
    pub(crate) methods: Vec<(Sym, Arc<Sig>)>,
    pub(crate) embeds: Vec<Ty>,
    /// The package in which it is written; any one for those of the universe.
    pub(crate) pkg: PkgId,
}

/// A function, method or literal.
pub(crate) struct FuncInfo {
    pub(crate) file: FileIdx,
    pub(crate) idx: FuncIdx,
    pub(crate) name: Sym,
    /// The type that a method is declared on, and whether the receiver is a pointer.
    pub(crate) recv: Option<(NamedId, bool)>,
    pub(crate) sig: Arc<Sig>,
    /// The type that it has as a value.
    pub(crate) ty: Ty,
    /// Of a literal: the declared function around it.
    pub(crate) outermost: FuncId,
    pub(crate) has_body: bool,
    pub(crate) literal: bool,
}

/// A package-level variable or constant.
pub(crate) struct GlobalInfo {
    pub(crate) pkg: PkgId,
    pub(crate) name: Sym,
    pub(crate) ty: Ty,
    pub(crate) constant: bool,
}

/// The whole program.
pub(crate) struct Program {
    names: Spellings,
    pub(crate) packages: Vec<Package>,
    pub(crate) files: Vec<File>,
    pub(crate) named: Vec<NamedInfo>,
    pub(crate) structs: Vec<StructInfo>,
    pub(crate) ifaces: Vec<IfaceInfo>,
    pub(crate) fields: Vec<FieldInfo>,
    pub(crate) funcs: Vec<FuncInfo>,
    pub(crate) globals: Vec<GlobalInfo>,
    pub(crate) types: Types<'static>,
    /// `error`.
    pub(crate) error: Ty,
    /// The universe's names.
    pub(crate) universe: FxHashMap<Sym, UniverseName>,
    /// Packages by import path, for models that speak of well-known ones.
    pub(crate) n_locals: u32,
}

/// A predeclared name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum UniverseName {
    Type(Ty),
    Builtin(Builtin),
    Nil,
    Bool(bool),
    Iota,
}

impl Program {
    pub(crate) fn name(&self, sym: Sym) -> &str {
        self.names.name(sym)
    }
    pub(crate) fn file_of(&self, func: FuncId) -> &File {
        &self.files[self.funcs[func.index()].file.index()]
    }
    /// The function's facts.
    pub(crate) fn func_facts(&self, func: FuncId) -> &crate::syntax::facts::Func {
        let info = &self.funcs[func.index()];
        self.files[info.file.index()].facts.func(info.idx)
    }
    /// Hands over the code of all files, with which the program does nothing itself.
    pub(crate) fn take_code(&mut self) -> Vec<Code> {
        self.files.iter_mut().map(|file| std::mem::take(&mut file.facts.code)).collect()
    }
    /// Whether a field is a boolean.
    pub(crate) fn is_flag(&self, field: FieldId) -> bool {
        let ty = self.underlying(&self.types, self.fields[field.index()].ty);
        matches!(self.types.kind(ty), TyKind::Basic(Basic::Bool))
    }
    /// Whether it is the function in which a program starts.
    pub(crate) fn is_main(&self, func: FuncId) -> bool {
        let info = &self.funcs[func.index()];
        let package = &self.packages[self.package_of(func).index()];
        info.recv.is_none()
            && !info.literal
            && self.name(info.name) == "main"
            && self.name(package.name) == "main"
    }
    pub(crate) fn package_of(&self, func: FuncId) -> PkgId {
        self.file_of(func).pkg
    }
    /// Where the name of a struct's type is declared; `None` for a struct without one.
    pub(crate) fn struct_place(&self, id: StructId) -> Option<(FileIdx, Span)> {
        let named = self.structs[id.index()].named?;
        let info = &self.named[named.index()];
        let file = &self.files[info.file.index()];
        Some((info.file, file.facts.types[(named.0 - file.type_base) as usize].span))
    }
    /// Where the name of a package variable is declared.
    pub(crate) fn global_place(&self, global: GlobalId) -> (FileIdx, Span) {
        // The files number their variables one after the other.
        let after = self.files.partition_point(|file| file.global_base <= global.0);
        let file = FileIdx::new(after.saturating_sub(1));
        let facts = &self.files[file.index()].facts;
        let local = (global.0 - self.files[file.index()].global_base) as usize;
        (file, facts.globals[local].span)
    }
    /// The name that reports use: `(*Svc).Close`, `Svc.Len`, `NewFeed`; a literal is `….func`.
    pub(crate) fn display_name(&self, func: FuncId) -> String {
        let info = &self.funcs[func.index()];
        if info.literal {
            if info.outermost == func {
                return format!("{}.func", self.name(info.name));
            }
            return format!("{}.func", self.display_name(info.outermost));
        }
        match info.recv {
            Some((named, pointer)) => {
                let ty = self.name(self.named[named.index()].name);
                let method = self.name(info.name);
                if pointer { format!("(*{ty}).{method}") } else { format!("{ty}.{method}") }
            }
            None => self.name(info.name).to_owned(),
        }
    }
    /// The struct behind a type: through one pointer and its declaration.
    pub(crate) fn struct_of(&self, types: &Types<'_>, ty: Ty) -> Option<StructId> {
        match types.kind(self.underlying(types, types.deref(ty))) {
            types::TyKind::Struct(id) => Some(*id),
            _ => None,
        }
    }
    /// The underlying type, in which a generic type's own parameters still stand.
    pub(crate) fn underlying(&self, types: &Types<'_>, ty: Ty) -> Ty {
        match types.kind(ty) {
            types::TyKind::Named(named, _) => self.named[named.index()].underlying,
            _ => ty,
        }
    }
}
