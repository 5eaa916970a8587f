//! What each type expression of the program denotes; structs, interfaces and fields get their identity here.

use std::sync::Arc;

use super::types::{Sig, Ty, TyKind, Types};
use super::{
    Decl, FieldId, FieldInfo, FileIdx, IfaceId, IfaceInfo, NamedId, Program, StructId, StructInfo,
    UniverseName,
};
use crate::syntax::facts::{FuncSig, Sym, TypeExpr, TypeExprId};

/// Chains of aliases and nested types longer than this are taken for cycles.
const MAX_DEPTH: u32 = 64;

/// Resolves all type expressions of all files, and from them the underlying type of each declaration.
pub(crate) fn resolve_types(program: &mut Program) {
    let mut resolver = Resolver {
        done: program.files.iter().map(|file| vec![None; file.facts.type_exprs.len()]).collect(),
        named: vec![None; program.named.len()],
        program,
    };
    for file in 0..resolver.program.files.len() {
        for index in 0..resolver.program.files[file].facts.type_exprs.len() {
            resolver.resolve(FileIdx::new(file), TypeExprId::new(index), 0);
        }
    }
    let done = std::mem::take(&mut resolver.done);
    for (file, types) in program.files.iter_mut().zip(done) {
        file.type_of = types.into_iter().map(|ty| ty.unwrap_or(Types::OPAQUE)).collect();
    }
    for index in 0..program.named.len() {
        let underlying = underlying(program, NamedId::new(index));
        program.named[index].underlying = underlying;
        // `type A B` shares B's struct, which stays B's.
        let info = &program.named[index];
        let file = &program.files[info.file.index()];
        let right = file.facts.types[index - file.type_base as usize].ty;
        if let TyKind::Struct(id) = program.types.kind(file.ty(right)) {
            program.structs[id.index()].named.get_or_insert(NamedId::new(index));
        }
    }
}

/// The right side of a declaration, followed through the declarations that it names.
fn underlying(program: &Program, named: NamedId) -> Ty {
    let mut named = named;
    for _ in 0..MAX_DEPTH {
        let info = &program.named[named.index()];
        let file = &program.files[info.file.index()];
        let ty = file.ty(file.facts.types[named.index() - file.type_base as usize].ty);
        match program.types.kind(ty) {
            TyKind::Named(next, args) if args.is_empty() => named = *next,
            // A declaration over an instance shares the generic type's right side; its parameters stay unknown.
            TyKind::Named(generic, _) => {
                let info = &program.named[generic.index()];
                let file = &program.files[info.file.index()];
                return file.ty(file.facts.types[generic.index() - file.type_base as usize].ty);
            }
            _ => return ty,
        }
    }
    Types::OPAQUE
}

struct Resolver<'p> {
    program: &'p mut Program,
    /// Per file and type expression: its type, once known.
    done: Vec<Vec<Option<Ty>>>,
    /// By declared type: the type that mentions of it without arguments denote, once one is known.
    named: Vec<Option<Ty>>,
}

impl Resolver<'_> {
    fn resolve(&mut self, file: FileIdx, id: TypeExprId, depth: u32) -> Ty {
        if let Some(ty) = self.done[file.index()].get(id.index()).copied().flatten() {
            return ty;
        }
        if depth > MAX_DEPTH {
            return Types::OPAQUE;
        }
        let ty = self.compute(file, id, depth + 1);
        if let Some(slot) = self.done[file.index()].get_mut(id.index()) {
            // A cycle may have answered in between; struct and interface identities must stay unique.
            return *slot.get_or_insert(ty);
        }
        ty
    }

    fn compute(&mut self, file: FileIdx, id: TypeExprId, depth: u32) -> Ty {
        let Some(expr) = self.program.files[file.index()].facts.type_exprs.get(id.index()) else {
            return Types::OPAQUE;
        };
        let kind = match expr.clone() {
            TypeExpr::Name(name) => return self.name(file, name, depth),
            TypeExpr::Qualified(package, name) => {
                return self.qualified(file, package, name, depth);
            }
            TypeExpr::Local(index) => {
                let named =
                    NamedId(self.program.files[file.index()].type_base + index.index() as u32);
                return self.declared(named, depth);
            }
            TypeExpr::Param { of_type, index } => TyKind::Param { of_type, index },
            TypeExpr::Pointer(to) => {
                let to = self.resolve(file, to, depth);
                return self.program.types.pointer(to);
            }
            TypeExpr::Slice(elem) => TyKind::Slice(self.resolve(file, elem, depth)),
            TypeExpr::Array(_, elem) => TyKind::Array(self.resolve(file, elem, depth)),
            TypeExpr::Map(key, value) => {
                TyKind::Map(self.resolve(file, key, depth), self.resolve(file, value, depth))
            }
            TypeExpr::Chan(dir, elem) => TyKind::Chan(dir, self.resolve(file, elem, depth)),
            TypeExpr::Func(sig) => TyKind::Func(Arc::new(self.sig(file, &sig, depth))),
            TypeExpr::Struct(decls) => {
                let struct_id = StructId::new(self.program.structs.len());
                let pkg = self.program.files[file.index()].pkg;
                self.program.structs.push(StructInfo { fields: Vec::new(), named: None, pkg });
                // The identity is known before the fields, which may mention the struct itself.
                let ty = self.program.types.intern(TyKind::Struct(struct_id));
                for decl in &decls {
                    let field = FieldId::new(self.program.fields.len());
                    self.program.fields.push(FieldInfo {
                        name: decl.name,
                        owner: struct_id,
                        ty: Types::OPAQUE,
                        embedded: decl.embedded,
                        file,
                        span: decl.span,
                    });
                    self.program.structs[struct_id.index()].fields.push(field);
                }
                if let Some(slot) = self.done[file.index()].get_mut(id.index()) {
                    *slot = Some(ty);
                }
                for (position, decl) in decls.iter().enumerate() {
                    let field_ty = self.resolve(file, decl.ty, depth);
                    let field = self.program.structs[struct_id.index()].fields[position];
                    self.program.fields[field.index()].ty = field_ty;
                }
                return ty;
            }
            TypeExpr::Interface(decl) => {
                let iface = IfaceId::new(self.program.ifaces.len());
                let pkg = self.program.files[file.index()].pkg;
                self.program.ifaces.push(IfaceInfo {
                    methods: Vec::new(),
                    embeds: Vec::new(),
                    pkg,
                });
                let ty = self.program.types.intern(TyKind::Interface(iface));
                if let Some(slot) = self.done[file.index()].get_mut(id.index()) {
                    *slot = Some(ty);
                }
                let methods = decl
                    .methods
                    .iter()
                    .map(|(name, sig)| {
                        let sig = Arc::new(self.sig(file, sig, depth));
                        // What mentions the method finds its type there.
                        self.program.types.intern(TyKind::Func(sig.clone()));
                        (*name, sig)
                    })
                    .collect();
                let embeds =
                    decl.embeds.iter().map(|&embed| self.resolve(file, embed, depth)).collect();
                self.program.ifaces[iface.index()] = IfaceInfo { methods, embeds, pkg };
                return ty;
            }
            TypeExpr::Generic(base, args) => {
                let base = self.resolve(file, base, depth);
                let args = args.iter().map(|&arg| self.resolve(file, arg, depth)).collect();
                match *self.program.types.kind(base) {
                    TyKind::Named(named, _) => TyKind::Named(named, args),
                    _ => return base,
                }
            }
            TypeExpr::Bad => return Types::OPAQUE,
        };
        self.program.types.intern(kind)
    }

    fn sig(&mut self, file: FileIdx, sig: &FuncSig, depth: u32) -> Sig {
        Sig {
            params: sig.params.iter().map(|&param| self.resolve(file, param, depth)).collect(),
            variadic: sig.variadic,
            results: sig.results.iter().map(|&result| self.resolve(file, result, depth)).collect(),
        }
    }

    fn name(&mut self, file: FileIdx, name: Sym, depth: u32) -> Ty {
        let entry = &self.program.files[file.index()];
        let packages = &self.program.packages;
        let decl = packages[entry.pkg.index()].scope.get(&name).copied().or_else(|| {
            entry.dot_imports.iter().find_map(|pkg| packages[pkg.index()].scope.get(&name).copied())
        });
        match (decl, self.program.universe.get(&name)) {
            (Some(Decl::Type(named)), _) => self.declared(named, depth),
            (None, Some(UniverseName::Type(ty))) => *ty,
            _ => Types::OPAQUE,
        }
    }

    fn qualified(&mut self, file: FileIdx, package: Sym, name: Sym, depth: u32) -> Ty {
        let Some(Some(pkg)) = self.program.files[file.index()].imports.get(&package).copied()
        else {
            return Types::MISSING;
        };
        match self.program.packages[pkg.index()].scope.get(&name).copied() {
            Some(Decl::Type(named)) => self.declared(named, depth),
            _ => Types::MISSING,
        }
    }

    /// A mention of a declared type: the type itself, or what it is an alias of.
    fn declared(&mut self, named: NamedId, depth: u32) -> Ty {
        if let Some(ty) = self.named[named.index()] {
            return ty;
        }
        let info = &self.program.named[named.index()];
        let file_idx = info.file;
        let file = &self.program.files[file_idx.index()];
        let decl = &file.facts.types[named.index() - file.type_base as usize];
        if decl.alias && decl.type_params.is_empty() {
            let target = decl.ty;
            return self.resolve(file_idx, target, depth);
        }
        let ty = self.program.types.intern(TyKind::Named(named, Box::default()));
        self.named[named.index()] = Some(ty);
        ty
    }
}
