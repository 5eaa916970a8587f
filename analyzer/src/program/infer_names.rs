//! What the names and selectors of a body are.

use super::bodies::Res;
use super::infer::Infer;
use super::types::{Ty, TyKind, Types};
use super::{Decl, Member, MemberKind, UniverseName};
use crate::syntax::facts::{Expr, ExprId, Sym, VarId};

impl Infer<'_, '_> {
    pub(super) fn local(&self, var: VarId) -> Ty {
        self.out.local_ty[var.index()]
    }

    /// What a type expression in the place of a value denotes.
    pub(super) fn as_type(&self, id: ExprId) -> Ty {
        if self.out.res(id) == Res::Type { self.out.ty(id) } else { Types::OPAQUE }
    }

    pub(super) fn ident(&mut self, id: ExprId, name: Sym) -> Ty {
        let file = &self.program.files[self.file.index()];
        let scope = &self.program.packages[file.pkg.index()].scope;
        let decl = scope.get(&name).copied().or_else(|| {
            file.dot_imports
                .iter()
                .find_map(|pkg| self.program.packages[pkg.index()].scope.get(&name).copied())
        });
        if let Some(decl) = decl {
            return self.decl(id, decl);
        }
        if file.imports.contains_key(&name) {
            self.out.set_res(id, Res::Package);
            return Types::OPAQUE;
        }
        let (res, ty) = match self.program.universe.get(&name) {
            Some(UniverseName::Type(ty)) => (Res::Type, *ty),
            Some(UniverseName::Builtin(builtin)) => (Res::Builtin(*builtin), Types::OPAQUE),
            Some(UniverseName::Nil) => (Res::Nil, Types::NIL),
            Some(UniverseName::Bool(value)) => (Res::Bool(*value), Types::BOOL),
            Some(UniverseName::Iota) => (Res::Value, Types::NUMBER),
            None => (Res::Missing, Types::MISSING),
        };
        self.out.set_res(id, res);
        ty
    }

    fn decl(&mut self, id: ExprId, decl: Decl) -> Ty {
        let (res, ty) = match decl {
            Decl::Type(named) => {
                let file = &self.program.files[self.program.named[named.index()].file.index()];
                let decl = &file.facts.types[named.index() - file.type_base as usize];
                let ty = if decl.alias && decl.type_params.is_empty() {
                    file.ty(decl.ty)
                } else {
                    self.out.types.intern(TyKind::Named(named, Box::default()))
                };
                (Res::Type, ty)
            }
            Decl::Func(func) => (Res::Func(func), self.program.funcs[func.index()].ty),
            Decl::Global(global) => (Res::Global(global), self.program.globals[global.index()].ty),
        };
        self.out.set_res(id, res);
        ty
    }

    pub(super) fn selector(&mut self, id: ExprId, base: ExprId, name: Sym) -> Ty {
        let base_ty = self.value(base);
        if self.out.res(base) == Res::Package
            && let Expr::Ident(package) = self.code.expr(base)
        {
            let file = &self.program.files[self.file.index()];
            let decl = file
                .imports
                .get(&package)
                .copied()
                .flatten()
                .and_then(|pkg| self.program.packages[pkg.index()].scope.get(&name).copied());
            return match decl {
                Some(decl) => self.decl(id, decl),
                None => {
                    self.out.set_res(id, Res::Missing);
                    Types::MISSING
                }
            };
        }
        self.out.counts.selectors += 1;
        let Some(member) = self.member(base_ty, name) else {
            let missing = self.reaches_missing(base_ty, 0);
            let (res, ty) = if missing {
                (Res::Missing, Types::MISSING)
            } else {
                (Res::Unknown, Types::OPAQUE)
            };
            if missing {
                self.out.counts.selectors_missing += 1;
            } else {
                self.out.counts.selectors_unknown += 1;
            }
            self.out.set_res(id, res);
            return ty;
        };
        let hops = self.out.keep_hops(&member.hops);
        let res = match member.kind {
            MemberKind::Method(func) if self.out.res(base) == Res::Type => Res::MethodExpr(func),
            MemberKind::Field(field) => Res::Field(field, hops),
            MemberKind::Method(func) => Res::Method(func, hops),
            MemberKind::IfaceMethod(iface, named, _) => Res::IfaceMethod(iface, named, hops),
        };
        self.out.set_res(id, res);
        member.ty
    }

    pub(super) fn member(&mut self, ty: Ty, name: Sym) -> Option<Member> {
        let ty = match *self.out.types.kind(ty) {
            // A type parameter has the methods of its constraint.
            TyKind::Param { of_type, index } => self.constraint(of_type, index)?,
            _ => ty,
        };
        if let Some(member) = self.members.get(&(ty, name)) {
            return member.clone();
        }
        let from = self.program.files[self.file.index()].pkg;
        let member = self.program.member(&mut self.out.types, ty, name, from);
        self.members.insert((ty, name), member.clone());
        member
    }

    /// Whether a member that is not found may come from a package that is not in the tree.
    fn reaches_missing(&self, ty: Ty, depth: u32) -> bool {
        let types = &self.out.types;
        let ty = types.deref(ty);
        match types.kind(self.program.underlying(types, ty)) {
            TyKind::Missing => true,
            TyKind::Struct(id) if depth < 4 => {
                self.program.structs[id.index()].fields.iter().any(|field| {
                    let field = &self.program.fields[field.index()];
                    field.embedded && self.reaches_missing(field.ty, depth + 1)
                })
            }
            TyKind::Interface(id) if depth < 4 => self.program.ifaces[id.index()]
                .embeds
                .iter()
                .any(|&embed| self.reaches_missing(embed, depth + 1)),
            TyKind::Named(..) | TyKind::Opaque => false,
            _ => false,
        }
    }
}
