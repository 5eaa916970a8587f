//! The type of a call: conversions, predeclared functions, results, and what little of type inference is needed.

use std::sync::Arc;

use super::bodies::{Builtin, Res, Usage};
use super::infer::Infer;
use super::types::{Sig, Ty, TyKind, Types};
use crate::syntax::facts::{ExprId, List};

impl Infer<'_, '_> {
    pub(super) fn call(
        &mut self,
        id: ExprId,
        fun: ExprId,
        args: List,
        spread: bool,
        hint: Ty,
    ) -> Ty {
        let callee = self.callee(fun);
        let args = self.code.exprs_of(args);
        match self.out.res(fun) {
            Res::Type => {
                self.out.set_res(id, Res::Conversion);
                for &arg in args {
                    self.value(arg);
                }
                return callee;
            }
            Res::Builtin(builtin) => return self.builtin(builtin, args, hint),
            res => self.count_call(res, callee),
        }
        let under = self.under(callee);
        let sig = match self.out.types.kind(under) {
            TyKind::Func(sig) => sig.clone(),
            TyKind::Missing => {
                for &arg in args {
                    self.value(arg);
                }
                return Types::MISSING;
            }
            _ => {
                for &arg in args {
                    self.value(arg);
                }
                return Types::OPAQUE;
            }
        };
        let given_to = match self.out.res(fun) {
            Res::Func(func) | Res::Method(func, _) => Usage::Given(func),
            _ => Usage::Taken,
        };
        let arg_types = self.arguments(&sig, args, spread, given_to);
        let sig = match self.out.res(fun) {
            Res::Func(func) | Res::Method(func, _)
                if sig.results.iter().any(|&result| self.mentions_param(result)) =>
            {
                Arc::new(self.infer_type_args(func, &sig, &arg_types))
            }
            _ => sig,
        };
        match &*sig.results {
            [] => Types::OPAQUE,
            [one] => *one,
            many => self.out.types.intern(TyKind::Tuple(many.into())),
        }
    }

    fn count_call(&mut self, res: Res, callee: Ty) {
        let counts = &mut self.out.counts;
        counts.calls += 1;
        match res {
            Res::Missing => counts.calls_missing += 1,
            Res::Unknown => counts.calls_unknown += 1,
            Res::Func(_) | Res::Method(..) | Res::IfaceMethod(..) | Res::MethodExpr(_) => {}
            _ => match self.out.types.kind(callee) {
                TyKind::Missing => counts.calls_missing += 1,
                TyKind::Opaque => counts.calls_unknown += 1,
                _ => counts.calls_dynamic += 1,
            },
        }
    }

    fn arguments(&mut self, sig: &Sig, args: &[ExprId], spread: bool, usage: Usage) -> Vec<Ty> {
        if let ([only], true) = (args, sig.params.len() > 1) {
            // `f(g())` with a multi-valued g.
            let ty = self.value(*only);
            return match self.out.types.kind(ty) {
                TyKind::Tuple(parts) => parts.to_vec(),
                _ => vec![ty],
            };
        }
        args.iter()
            .enumerate()
            .map(|(i, &arg)| {
                let last = sig.params.len().saturating_sub(1);
                let hint = match sig.params.get(i.min(last)).copied().unwrap_or(Types::OPAQUE) {
                    elem if sig.variadic && spread && i >= last => {
                        self.out.types.intern(TyKind::Slice(elem))
                    }
                    ty => ty,
                };
                self.usage = usage;
                let ty = self.expr(arg, hint);
                self.part(ty, 0)
            })
            .collect()
    }

    fn builtin(&mut self, builtin: Builtin, args: &[ExprId], hint: Ty) -> Ty {
        let mut types = Vec::with_capacity(args.len());
        for (i, &arg) in args.iter().enumerate() {
            // `append(s, {…})` cannot elide, but `append(s, nil)` and literals take the slice's element type.
            types.push(self.expr(arg, if i == 0 { hint } else { Types::OPAQUE }));
        }
        let first = types.first().copied().unwrap_or(Types::OPAQUE);
        match builtin {
            Builtin::Append | Builtin::Make => first,
            Builtin::New => self.out.types.pointer(first),
            Builtin::Cap | Builtin::Copy | Builtin::Len => Types::NUMBER,
            Builtin::MinMax => first,
            Builtin::Recover
            | Builtin::Clear
            | Builtin::Close
            | Builtin::Delete
            | Builtin::Panic
            | Builtin::Other => Types::OPAQUE,
        }
    }
}
