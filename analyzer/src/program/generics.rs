//! Type parameters: what their constraints say of them, and what a call's arguments bind them to.

use super::infer::Infer;
use super::types::{Sig, Ty, TyKind, Types};
use super::{FuncId, NamedId, Program};

impl Program {
    /// The constraints of a function's own type parameters.
    fn constraints_of_func(&self, func: FuncId) -> Vec<Option<Ty>> {
        let file = self.file_of(func);
        let params = &self.func_facts(func).type_params;
        params.iter().map(|param| param.constraint.map(|ty| file.ty(ty))).collect()
    }

    /// The constraint of a declared type's type parameter.
    fn constraint_of_type(&self, named: NamedId, index: usize) -> Option<Ty> {
        let file = &self.files[self.named[named.index()].file.index()];
        let decl = &file.facts.types[named.index() - file.type_base as usize];
        decl.type_params.get(index)?.constraint.map(|ty| file.ty(ty))
    }
}

impl Infer<'_, '_> {
    /// What a type parameter of the function that is walked must satisfy.
    pub(super) fn constraint(&self, of_type: bool, index: u32) -> Option<Ty> {
        let within = self.program.files[self.file.index()].func_id(self.within?);
        let func = self.program.funcs[within.index()].outermost;
        if of_type {
            let (named, _) = self.program.funcs[func.index()].recv?;
            return self.program.constraint_of_type(named, index as usize);
        }
        self.program.constraints_of_func(func).get(index as usize).copied().flatten()
    }

    /// The one type that all types of a constraint are, or are made of: `[]E` of `~[]E`.
    pub(super) fn core(&mut self, constraint: Ty, depth: u32) -> Option<Ty> {
        let args: Box<[Ty]> = match self.out.types.kind(constraint) {
            TyKind::Named(_, args) => args.clone(),
            // A type parameter is no constraint.
            TyKind::Param { .. } | TyKind::Opaque | TyKind::Missing => return None,
            _ => Box::default(),
        };
        let under = self.under(constraint);
        let TyKind::Interface(iface) = *self.out.types.kind(under) else { return Some(under) };
        if depth > 4 {
            return None;
        }
        let embeds = &self.program.ifaces[iface.index()].embeds;
        embeds.iter().find_map(|&embed| {
            let embed = self.out.types.substitute(embed, &args, &[]);
            self.core(embed, depth + 1)
        })
    }

    pub(super) fn mentions_param(&self, ty: Ty) -> bool {
        match self.out.types.kind(ty) {
            TyKind::Param { of_type, .. } => !of_type,
            TyKind::Named(_, args) => args.iter().any(|&arg| self.mentions_param(arg)),
            TyKind::Pointer(inner)
            | TyKind::Slice(inner)
            | TyKind::Array(inner)
            | TyKind::Chan(_, inner) => self.mentions_param(*inner),
            TyKind::Map(key, value) => self.mentions_param(*key) || self.mentions_param(*value),
            TyKind::Func(sig) => {
                sig.params.iter().chain(&sig.results).any(|&ty| self.mentions_param(ty))
            }
            _ => false,
        }
    }

    /// Binds type parameters where a parameter's type shows them directly (`P`, `[]P`, `*P`, `func() P`, `G[P]`), or the
    /// constraint of one that is bound does.
    pub(super) fn infer_type_args(&mut self, func: FuncId, sig: &Sig, args: &[Ty]) -> Sig {
        let constraints = self.program.constraints_of_func(func);
        let mut bound: Vec<Ty> = vec![Types::OPAQUE; constraints.len()];
        let last = sig.params.len().saturating_sub(1);
        for (i, &arg) in args.iter().enumerate() {
            if let Some(&param) = sig.params.get(i.min(last)) {
                self.bind(param, arg, &mut bound, 0);
            }
        }
        for (index, constraint) in constraints.into_iter().enumerate() {
            let Some(core) = constraint.and_then(|ty| self.core(ty, 0)) else { continue };
            if bound[index] == Types::OPAQUE {
                bound[index] = self.out.types.substitute(core, &[], &bound);
            } else {
                self.bind(core, bound[index], &mut bound, 0);
            }
        }
        Sig {
            params: sig.params.clone(),
            variadic: sig.variadic,
            results: sig
                .results
                .iter()
                .map(|&result| self.out.types.substitute(result, &[], &bound))
                .collect(),
        }
    }

    fn bind(&mut self, param: Ty, arg: Ty, bound: &mut [Ty], depth: u32) {
        if depth > 4 || arg == Types::OPAQUE {
            return;
        }
        let arg_kind = self.out.types.kind(arg).clone();
        match self.out.types.kind(param).clone() {
            TyKind::Param { of_type: false, index } => {
                if let Some(slot) = bound.get_mut(index as usize)
                    && *slot == Types::OPAQUE
                {
                    *slot = arg;
                }
            }
            TyKind::Named(named, params) => {
                if let TyKind::Named(other, args) = arg_kind
                    && named == other
                {
                    for (&param, &arg) in params.iter().zip(&args) {
                        self.bind(param, arg, bound, depth + 1);
                    }
                }
            }
            kind => {
                let under = self.under(arg);
                let arg_kind = self.out.types.kind(under).clone();
                match (kind, arg_kind) {
                    (TyKind::Pointer(p), TyKind::Pointer(a))
                    | (TyKind::Slice(p), TyKind::Slice(a))
                    | (TyKind::Array(p), TyKind::Array(a))
                    | (TyKind::Chan(_, p), TyKind::Chan(_, a)) => self.bind(p, a, bound, depth + 1),
                    (TyKind::Map(pk, pv), TyKind::Map(ak, av)) => {
                        self.bind(pk, ak, bound, depth + 1);
                        self.bind(pv, av, bound, depth + 1);
                    }
                    (TyKind::Func(p), TyKind::Func(a)) => {
                        let pairs: Vec<(Ty, Ty)> = p
                            .params
                            .iter()
                            .zip(&a.params)
                            .chain(p.results.iter().zip(&a.results))
                            .map(|(&p, &a)| (p, a))
                            .collect();
                        for (p, a) in pairs {
                            self.bind(p, a, bound, depth + 1);
                        }
                    }
                    _ => {}
                }
            }
        }
    }
}
