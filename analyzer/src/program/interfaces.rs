//! Who satisfies an interface: by the names of the methods and their arities.

use rustc_hash::FxHashMap;

use super::types::{TyKind, Types};
use super::{FuncId, IfaceId, MemberKind, NamedId, Program};
use crate::syntax::facts::Sym;

/// For each method name, the declared types of the program that have a method of that name themselves.
pub(crate) struct Implementers {
    by_method: FxHashMap<Sym, Vec<NamedId>>,
    /// Types that embed something and so may have methods that they do not declare.
    embedders: Vec<NamedId>,
}

impl Implementers {
    pub(crate) fn of(program: &Program) -> Self {
        let mut by_method: FxHashMap<Sym, Vec<NamedId>> = FxHashMap::default();
        let mut embedders = Vec::new();
        for (index, info) in program.named.iter().enumerate() {
            let named = NamedId::new(index);
            if program.packages[info.pkg.index()].stub {
                continue;
            }
            for &method in info.methods.keys() {
                by_method.entry(method).or_default().push(named);
            }
            if let TyKind::Struct(id) = program.types.kind(info.underlying)
                && program.structs[id.index()].fields.iter().any(|field| program.fields[field.index()].embedded)
            {
                embedders.push(named);
            }
        }
        for types in by_method.values_mut() {
            types.sort_unstable();
        }
        Self { by_method, embedders }
    }

    /// The methods that a call of `method` on a value of the interface may reach: the implementing type and the
    /// method's function, sorted by type. `None` if the interface has a part that is not known.
    pub(crate) fn targets(&self, program: &Program, iface: IfaceId, method: Sym) -> Option<Vec<(NamedId, FuncId)>> {
        let required = program.iface_methods(iface)?;
        // The rarest method narrows the candidates most.
        let rarest = required.iter().map(|(name, _)| self.by_method.get(name).map_or(0, Vec::len)).enumerate().min_by_key(|(_, n)| *n)?;
        let declared = self.by_method.get(&required[rarest.0].0).map_or(&[][..], Vec::as_slice);
        let mut candidates: Vec<NamedId> = declared.iter().chain(&self.embedders).copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        let mut types = Types::extending(&program.types);
        let targets = candidates.into_iter().filter_map(|named| {
            let ty = types.intern(TyKind::Named(named, Box::default()));
            let mut target = None;
            for (name, sig) in &required {
                let member = program.member(&mut types, ty, *name)?;
                let MemberKind::Method(func) = member.kind else { return None };
                let own = &program.funcs[func.index()].sig;
                if own.params.len() != sig.params.len() || own.results.len() != sig.results.len() {
                    return None;
                }
                if *name == method {
                    target = Some(func);
                }
            }
            target.map(|func| (named, func))
        });
        Some(targets.collect())
    }
}
