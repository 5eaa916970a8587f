//! Selectors: fields and methods of a type, with promotion through embedded fields by Go's depth rule.

use std::sync::Arc;

use super::types::{Sig, Ty, TyKind, Types};
use super::{FieldId, FuncId, IfaceId, NamedId, PkgId, Program};
use crate::syntax::facts::Sym;

/// What a selector selects.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Member {
    /// The embedded fields passed on the way, outermost first.
    pub(crate) hops: Vec<FieldId>,
    pub(crate) kind: MemberKind,
    /// The field's type, or the method's as a function type; type arguments are put in.
    pub(crate) ty: Ty,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum MemberKind {
    Field(FieldId),
    Method(FuncId),
    /// A method of an interface, with the declared interface type if it has one.
    IfaceMethod(IfaceId, Option<NamedId>, Sym),
}

/// Embedding deeper than this is not followed.
const MAX_DEPTH: usize = 8;

impl Program {
    /// The field or method `name` of a value of type `ty` as the package `from` sees it, by Go's rule: the shallowest,
    /// and none if two are equally shallow. A name that is not exported is another in each package.
    pub(crate) fn member(
        &self,
        types: &mut Types<'_>,
        ty: Ty,
        name: Sym,
        from: PkgId,
    ) -> Option<Member> {
        let exported = self.is_exported(name);
        let is_seen = |pkg: PkgId| exported || pkg == from;
        let mut level: Vec<(Ty, Vec<FieldId>)> = vec![(types.deref(ty), Vec::new())];
        let mut seen: Vec<NamedId> = Vec::new();
        for _ in 0..MAX_DEPTH {
            let mut found: Option<Member> = None;
            let mut count = 0;
            let mut next: Vec<(Ty, Vec<FieldId>)> = Vec::new();
            // What is embedded once more at one depth is seen once more there, but not further down.
            let shallower = seen.len();
            for (ty, hops) in &level {
                let (args, named): (Box<[Ty]>, Option<NamedId>) = match types.kind(*ty) {
                    TyKind::Named(named, args) if args.is_empty() => (Box::default(), Some(*named)),
                    TyKind::Named(named, args) => (args.clone(), Some(*named)),
                    _ => (Box::default(), None),
                };
                if let Some(named) = named {
                    if seen[..shallower].contains(&named) {
                        continue;
                    }
                    seen.push(named);
                    let info = &self.named[named.index()];
                    if let Some(&method) = info.methods.get(&name)
                        && is_seen(info.pkg)
                    {
                        let ty = types.substitute(self.funcs[method.index()].ty, &args, &[]);
                        count += 1;
                        found.get_or_insert(Member {
                            hops: hops.clone(),
                            kind: MemberKind::Method(method),
                            ty,
                        });
                        continue;
                    }
                }
                match *types.kind(self.underlying(types, *ty)) {
                    TyKind::Struct(id) => {
                        let pkg = self.structs[id.index()].pkg;
                        for &field in &self.structs[id.index()].fields {
                            let info = &self.fields[field.index()];
                            if info.name == name && is_seen(pkg) {
                                let ty = types.substitute(info.ty, &args, &[]);
                                count += 1;
                                found.get_or_insert(Member {
                                    hops: hops.clone(),
                                    kind: MemberKind::Field(field),
                                    ty,
                                });
                            } else if info.embedded {
                                let ty = types.substitute(info.ty, &args, &[]);
                                let mut hops = hops.clone();
                                hops.push(field);
                                next.push((types.deref(ty), hops));
                            }
                        }
                    }
                    TyKind::Interface(iface) => {
                        if let Some((owner, sig)) = self.iface_method(types, iface, name, 0) {
                            let ty = types.intern(TyKind::Func(sig));
                            let ty = types.substitute(ty, &args, &[]);
                            count += 1;
                            let kind = MemberKind::IfaceMethod(owner, named, name);
                            found.get_or_insert(Member { hops: hops.clone(), kind, ty });
                        }
                    }
                    _ => {}
                }
            }
            match (found, count) {
                (Some(member), 1) => return Some(member),
                (Some(_), _) => return None,
                (None, _) if next.is_empty() => return None,
                (None, _) => level = next,
            }
        }
        None
    }

    /// Whether a name can be seen from other packages: whether it begins with an upper-case letter.
    pub(crate) fn is_exported(&self, name: Sym) -> bool {
        self.names.is_exported(name)
    }

    /// A method of an interface or of one that it embeds, with the interface that lists it.
    fn iface_method(
        &self,
        types: &Types<'_>,
        iface: IfaceId,
        name: Sym,
        depth: usize,
    ) -> Option<(IfaceId, Arc<Sig>)> {
        let info = &self.ifaces[iface.index()];
        if let Some((_, sig)) = info.methods.iter().find(|(method, _)| *method == name) {
            return Some((iface, sig.clone()));
        }
        if depth >= MAX_DEPTH {
            return None;
        }
        info.embeds.iter().find_map(|&embed| match *types.kind(self.underlying(types, embed)) {
            TyKind::Interface(embedded) => self.iface_method(types, embedded, name, depth + 1),
            _ => None,
        })
    }

    /// All methods of an interface, those of embedded interfaces included; `None` if one of those is not known.
    pub(crate) fn iface_methods(&self, iface: IfaceId) -> Option<Vec<(Sym, Arc<Sig>)>> {
        let mut methods = Vec::new();
        self.collect_iface_methods(iface, 0, &mut methods).then_some(methods)
    }

    fn collect_iface_methods(
        &self,
        iface: IfaceId,
        depth: usize,
        out: &mut Vec<(Sym, Arc<Sig>)>,
    ) -> bool {
        let info = &self.ifaces[iface.index()];
        for method in &info.methods {
            if !out.iter().any(|(name, _)| *name == method.0) {
                out.push(method.clone());
            }
        }
        depth < MAX_DEPTH
            && info.embeds.iter().all(|&embed| {
                match *self.types.kind(self.underlying(&self.types, embed)) {
                    TyKind::Interface(embedded) => {
                        self.collect_iface_methods(embedded, depth + 1, out)
                    }
                    _ => false,
                }
            })
    }
}
