//! Who satisfies an interface: by the names of the methods, their arities, and which of their types are predeclared.

use rustc_hash::{FxHashMap, FxHashSet};

use super::types::{Ty, TyKind, Types};
use super::{FieldId, FuncId, IfaceId, MemberKind, NamedId, PkgId, Program};
use crate::syntax::facts::Sym;

/// A method that an interface call may reach.
#[derive(Clone, Debug)]
pub(crate) struct Implementation {
    pub(crate) func: FuncId,
    /// The embedded fields that lead from the type to the method's receiver.
    pub(crate) hops: Vec<FieldId>,
}

/// For each method name, the declared types of the program that have a method of that name, their own or promoted.
pub(crate) struct Implementers {
    by_method: FxHashMap<Sym, Vec<NamedId>>,
}

impl Implementers {
    pub(crate) fn of(program: &Program) -> Self {
        let mut by_method: FxHashMap<Sym, Vec<NamedId>> = FxHashMap::default();
        for (index, info) in program.named.iter().enumerate() {
            if program.packages[info.pkg.index()].stub {
                continue;
            }
            let mut names = FxHashSet::default();
            method_names(program, NamedId::new(index), &mut names, &mut Vec::new());
            for name in names {
                by_method.entry(name).or_default().push(NamedId::new(index));
            }
        }
        Self { by_method }
    }

    /// The types that may satisfy an interface, sorted. `None` if it has a part that is not known, or no methods.
    pub(crate) fn satisfying(&self, program: &Program, iface: IfaceId) -> Option<Vec<NamedId>> {
        let required = program.iface_methods(iface)?;
        // The rarest method narrows the candidates most.
        let rarest = required
            .iter()
            .map(|(name, _)| self.by_method.get(name).map_or(0, Vec::len))
            .enumerate()
            .min_by_key(|(_, n)| *n)?;
        let candidates = self.by_method.get(&required[rarest.0].0).map_or(&[][..], Vec::as_slice);
        let mut types = Types::extending(&program.types);
        let pkg = program.ifaces[iface.index()].pkg;
        let satisfies = |named: &NamedId| {
            required.iter().all(|(name, sig)| {
                method_of(program, &mut types, *named, *name, pkg).is_some_and(|found| {
                    let own = &program.funcs[found.func.index()].sig;
                    may_agree(program, &own.params, &sig.params)
                        && may_agree(program, &own.results, &sig.results)
                })
            })
        };
        Some(candidates.iter().copied().filter(satisfies).collect())
    }
}

/// The methods that a call of `method` on a value of the interface may reach, if these are the types that satisfy it.
pub(crate) fn targets(
    program: &Program,
    satisfying: &[NamedId],
    iface: IfaceId,
    method: Sym,
) -> Vec<Implementation> {
    let mut types = Types::extending(&program.types);
    let pkg = program.ifaces[iface.index()].pkg;
    let of = |&named: &NamedId| method_of(program, &mut types, named, method, pkg);
    satisfying.iter().filter_map(of).collect()
}

/// The method of a declared type that the package `from` sees under a name.
fn method_of(
    program: &Program,
    types: &mut Types<'_>,
    named: NamedId,
    name: Sym,
    from: PkgId,
) -> Option<Implementation> {
    let info = &program.named[named.index()];
    if let Some(&func) = info.methods.get(&name)
        && (info.pkg == from || program.is_exported(name))
    {
        // Nothing is shallower than what the type itself declares.
        return Some(Implementation { func, hops: Vec::new() });
    }
    let ty = types.intern(TyKind::Named(named, Box::default()));
    let member = program.member(types, ty, name, from)?;
    match member.kind {
        MemberKind::Method(func) => Some(Implementation { func, hops: member.hops }),
        _ => None,
    }
}

/// Whether two lists of types may be the same: as long, and with the same predeclared types at the same places.
fn may_agree(program: &Program, own: &[Ty], required: &[Ty]) -> bool {
    let differ = |a: &Ty, b: &Ty| match (program.types.kind(*a), program.types.kind(*b)) {
        (TyKind::Basic(a), TyKind::Basic(b)) => a != b,
        (TyKind::Basic(_), other) | (other, TyKind::Basic(_)) => matches!(
            other,
            TyKind::Named(..)
                | TyKind::Pointer(_)
                | TyKind::Slice(_)
                | TyKind::Array(_)
                | TyKind::Map(..)
                | TyKind::Chan(..)
                | TyKind::Func(_)
                | TyKind::Struct(_)
                | TyKind::Interface(_)
        ),
        _ => false,
    };
    own.len() == required.len() && !own.iter().zip(required).any(|(a, b)| differ(a, b))
}

/// The names of a type's methods and of those that it gets by embedding.
fn method_names(
    program: &Program,
    named: NamedId,
    names: &mut FxHashSet<Sym>,
    seen: &mut Vec<NamedId>,
) {
    if seen.contains(&named) || seen.len() > 64 {
        return;
    }
    seen.push(named);
    let info = &program.named[named.index()];
    names.extend(info.methods.keys());
    let TyKind::Struct(id) = program.types.kind(info.underlying) else { return };
    for field in &program.structs[id.index()].fields {
        let field = &program.fields[field.index()];
        if let (true, Some(embedded)) = (field.embedded, program.types.named(field.ty)) {
            method_names(program, embedded, names, seen);
        }
    }
}
