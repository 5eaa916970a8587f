//! What was found of the expressions of a file's bodies: their types and what they are.

use rustc_hash::FxHashMap;

use super::infer::Infer;
use super::types::{Ty, Types};
use super::{FieldId, FileIdx, FuncId, GlobalId, IfaceId, NamedId, Program};
use crate::fit::fit;
use crate::syntax::facts::{Code, ExprId, FuncIdx};

/// A predeclared function.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Builtin {
    Append,
    Cap,
    Clear,
    Close,
    Copy,
    Delete,
    Len,
    Make,
    MinMax,
    New,
    Panic,
    Recover,
    Other,
}

/// The embedded fields that a selector passes: a run of [`Bodies::hops`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub(crate) struct Hops {
    start: u32,
    len: u8,
}

/// What an expression refers to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub(crate) enum Res {
    /// A plain value.
    #[default]
    Value,
    Global(GlobalId),
    Func(FuncId),
    /// The expression is a type.
    Type,
    Package,
    Builtin(Builtin),
    Nil,
    Bool(bool),
    Field(FieldId, Hops),
    Method(FuncId, Hops),
    IfaceMethod(IfaceId, Option<NamedId>, Hops),
    /// `T.Method`: a function whose first parameter is the receiver.
    MethodExpr(FuncId),
    /// The call is a conversion.
    Conversion,
    /// Not resolved because a package is not in the tree.
    Missing,
    /// Not resolved for another reason.
    Unknown,
}

/// How many selectors and calls there are, and how many were resolved.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Counts {
    pub(crate) selectors: u64,
    pub(crate) selectors_missing: u64,
    pub(crate) selectors_unknown: u64,
    pub(crate) calls: u64,
    pub(crate) calls_missing: u64,
    pub(crate) calls_unknown: u64,
    /// Calls of function values, whose target no declaration gives.
    pub(crate) calls_dynamic: u64,
}

impl Counts {
    pub(crate) fn add(&mut self, other: &Counts) {
        self.selectors += other.selectors;
        self.selectors_missing += other.selectors_missing;
        self.selectors_unknown += other.selectors_unknown;
        self.calls += other.calls;
        self.calls_missing += other.calls_missing;
        self.calls_unknown += other.calls_unknown;
        self.calls_dynamic += other.calls_dynamic;
    }
}

/// The resolved bodies of one file.
pub(crate) struct Bodies<'p> {
    /// What stands in the bodies and initialisers.
    pub(crate) code: Code,
    /// The type of each expression.
    pub(crate) ty: Vec<Ty>,
    /// What each expression refers to, by its number in `distinct`.
    pub(super) res: Vec<u32>,
    /// What the file refers to, each thing once; number 0 is a plain value.
    pub(super) distinct: Vec<Res>,
    pub(super) numbers: FxHashMap<Res, u32>,
    /// The type of each local variable.
    pub(crate) local_ty: Vec<Ty>,
    pub(crate) types: Types<'p>,
    pub(crate) counts: Counts,
    /// Functions that stand in expressions: the function around (`None` in an initialiser), the one mentioned, how.
    pub(crate) mentions: Vec<Mention>,
    pub(super) hops: Vec<FieldId>,
}

/// A function that stands in an expression.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mention {
    pub(crate) within: Option<FuncIdx>,
    pub(crate) expr: ExprId,
    pub(crate) usage: Usage,
}

/// How a function is mentioned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Usage {
    /// As a value.
    Taken,
    /// Called or deferred.
    Called,
    /// Given to this function.
    Given(FuncId),
    /// Called by a `go` statement.
    Started,
}

impl<'p> Bodies<'p> {
    /// Resolves all bodies of a file.
    pub(crate) fn of(program: &'p Program, code: Code, file: FileIdx) -> Self {
        let mut infer = Infer::new(program, &code, file);
        infer.all();
        let mut bodies = infer.out;
        bodies.numbers = FxHashMap::default();
        fit(&mut bodies.distinct);
        fit(&mut bodies.hops);
        fit(&mut bodies.mentions);
        bodies.code = code;
        bodies
    }
    pub(crate) fn ty(&self, expr: ExprId) -> Ty {
        self.ty[expr.index()]
    }
    pub(crate) fn res(&self, expr: ExprId) -> Res {
        self.distinct[self.res[expr.index()] as usize]
    }
    /// Drops the code and what is known of it, for which nobody may ask any more.
    pub(crate) fn forget(&mut self) {
        self.code = Code::default();
        self.ty = Vec::new();
        self.res = Vec::new();
        self.distinct = Vec::new();
        self.mentions = Vec::new();
    }
    /// What is left of it once nobody asks any more.
    pub(crate) fn into_left(self) -> impl Send + 'static {
        (self.code, self.local_ty, self.types.into_kinds(), self.hops)
    }
    pub(super) fn set_res(&mut self, expr: ExprId, res: Res) {
        self.res[expr.index()] = match res {
            Res::Value => 0,
            _ => *self.numbers.entry(res).or_insert_with(|| {
                self.distinct.push(res);
                self.distinct.len() as u32 - 1
            }),
        };
    }
    pub(super) fn keep_hops(&mut self, hops: &[FieldId]) -> Hops {
        if hops.is_empty() {
            return Hops::default();
        }
        let start = self.hops.len() as u32;
        self.hops.extend(hops);
        Hops { start, len: hops.len() as u8 }
    }
    pub(crate) fn hops(&self, hops: Hops) -> &[FieldId] {
        &self.hops[hops.start as usize..hops.start as usize + hops.len as usize]
    }
}
