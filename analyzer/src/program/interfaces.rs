//! Who satisfies an interface: by the names of the methods, their arities, and which of their types are predeclared.

use rustc_hash::{FxHashMap, FxHashSet};

use super::types::{Ty, TyKind, Types};
use super::{FieldId, FuncId, IfaceId, MemberKind, NamedId, Program};
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

    /// The methods that a call of `method` on a value of the interface may reach, sorted by type. `None` if the interface
    /// has a part that is not known.
    pub(crate) fn targets(
        &self,
        program: &Program,
        iface: IfaceId,
        method: Sym,
    ) -> Option<Vec<Implementation>> {
        let required = program.iface_methods(iface)?;
        // The rarest method narrows the candidates most.
        let rarest = required
            .iter()
            .map(|(name, _)| self.by_method.get(name).map_or(0, Vec::len))
            .enumerate()
            .min_by_key(|(_, n)| *n)?;
        let candidates = self.by_method.get(&required[rarest.0].0).map_or(&[][..], Vec::as_slice);
        let mut types = Types::extending(&program.types);
        let targets = candidates.iter().filter_map(|&named| {
            let ty = types.intern(TyKind::Named(named, Box::default()));
            let mut target = None;
            for (name, sig) in &required {
                let member =
                    program.member(&mut types, ty, *name, program.ifaces[iface.index()].pkg)?;
                let MemberKind::Method(func) = member.kind else { return None };
                let own = &program.funcs[func.index()].sig;
                if !may_agree(program, &own.params, &sig.params)
                    || !may_agree(program, &own.results, &sig.results)
                {
                    return None;
                }
                if *name == method {
                    target = Some(Implementation { func, hops: member.hops });
                }
            }
            target
        });
        Some(targets.collect())
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
