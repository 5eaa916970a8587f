//! The facts of one file: a compact structured form of its Go code, free of tree-sitter.
//!
//! Everything is an index into a flat arena, so that a file's facts can be copied, cached and walked without
//! chasing pointers. Names are interned per file ([`FileFacts::names`]) until the program links all files and
//! renumbers them. Local names are resolved here, because Go's block scopes are lexical: an identifier that is
//! bound inside a function is [`Expr::Local`]; what stays an [`Expr::Ident`] is a package-level, imported or
//! predeclared name.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

pub use super::names::NameList;
use crate::fit::fit;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(NonZeroU32);
        impl $name {
            /// The id of the arena's entry number `index`.
            #[must_use]
            pub fn new(index: usize) -> Self {
                let raw = u32::try_from(index).unwrap_or(u32::MAX - 1).saturating_add(1);
                Self(NonZeroU32::new(raw).unwrap_or(NonZeroU32::MAX))
            }
            /// The index into the arena.
            #[must_use]
            pub fn index(self) -> usize {
                self.0.get() as usize - 1
            }
        }
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.index())
            }
        }
    )*};
}

ids! {
    /// An interned name: an index into [`FileFacts::names`], and after linking into the program's names.
    Sym;
    /// An expression: an index into [`Code::exprs`].
    ExprId;
    /// A statement: an index into [`Code::stmts`].
    StmtId;
    /// A type expression: an index into [`FileFacts::type_exprs`].
    TypeExprId;
    /// A function, method or function literal of the file: an index into [`FileFacts::funcs`].
    FuncIdx;
    /// A type declaration of the file, package-level or local: an index into [`FileFacts::types`].
    TypeIdx;
    /// A local variable, parameter, result or receiver: an index into [`FileFacts::locals`].
    VarId;
}

/// A run of consecutive entries of one of the list arenas of [`FileFacts`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct List {
    /// The first entry.
    pub start: u32,
    /// The number of entries.
    pub len: u32,
}

impl List {
    /// The run as a range of indices.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.start as usize + self.len as usize
    }
}

/// A half-open range of bytes of the file.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// One import declaration.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Import {
    /// The explicit name, `.` and `_` included.
    pub name: Option<Sym>,
    /// The import path, unquoted.
    pub path: Sym,
    /// The import specification.
    pub span: Span,
}

/// A type declaration (`type T …` or `type T = …`).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TypeDecl {
    /// The declared name.
    pub name: Sym,
    /// The name's bytes.
    pub span: Span,
    /// What stands on the right.
    pub ty: TypeExprId,
    /// Whether it is an alias.
    pub alias: bool,
    /// The type parameters' names and constraints, in order.
    pub type_params: Vec<TypeParam>,
    /// The function it is local to; `None` for a package-level type.
    pub owner: Option<FuncIdx>,
}

/// A type parameter of a function or type.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct TypeParam {
    /// Its name.
    pub name: Sym,
    /// Its constraint.
    pub constraint: Option<TypeExprId>,
}

/// A package-level variable or constant. `var a, b = f()` gives two declarations that share the value
/// expression and differ in `value_index`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct GlobalDecl {
    /// The declared name.
    pub name: Sym,
    /// The name's bytes.
    pub span: Span,
    /// The declared type.
    pub ty: Option<TypeExprId>,
    /// The initialiser.
    pub value: Option<ExprId>,
    /// Which result of a multi-valued initialiser; 0 otherwise.
    pub value_index: u32,
    /// Whether it is a constant.
    pub constant: bool,
}

/// What a local variable is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum LocalKind {
    /// The receiver.
    Receiver,
    /// A parameter.
    Param,
    /// A named result.
    Result,
    /// Declared by `var` or `:=`, or the bound name of a type switch or `select` case.
    Var,
    /// Declared by the header of a `for` statement (one per iteration since Go 1.22).
    Loop,
}

/// A local variable.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct LocalVar {
    /// Its name.
    pub name: Sym,
    /// The declaring identifier.
    pub span: Span,
    /// The function or literal in whose frame it lives.
    pub owner: FuncIdx,
    /// Its declared type, if one is written.
    pub ty: Option<TypeExprId>,
    /// What it is.
    pub kind: LocalKind,
    /// Whether a function literal uses it that stands in its function.
    pub captured: bool,
    /// Whether such a literal gives it another value.
    pub set_in_literal: bool,
}

/// A parameter or result of a function with a body.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Param {
    /// The variable, unless unnamed or `_`.
    pub var: Option<VarId>,
    /// The type; of a variadic parameter, that of one element.
    pub ty: TypeExprId,
    /// Whether it is variadic.
    pub variadic: bool,
}

/// A function, a method or a function literal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Func {
    /// The declared name; of a literal, that of the declared function around it (of a literal in a
    /// package-level initialiser, the variable's name).
    pub name: Sym,
    /// The name's bytes; of a literal, the `func` keyword's.
    pub name_span: Span,
    /// The whole declaration or literal.
    pub span: Span,
    /// The receiver, of a method.
    pub recv: Option<Param>,
    /// Its own type parameters (not the receiver's).
    pub type_params: Vec<TypeParam>,
    /// The names by which a method's receiver binds its type's parameters (`_` included), in order.
    pub recv_type_params: Vec<Sym>,
    /// Parameters.
    pub params: Vec<Param>,
    /// Results.
    pub results: Vec<Param>,
    /// The body; `None` for a declaration without one.
    pub body: Option<StmtId>,
    /// The function or literal directly around a literal.
    pub parent: Option<FuncIdx>,
    /// Whether it is a literal (also of package-level initialisers, where `parent` is `None`).
    pub literal: bool,
    /// Of a literal: the variables of functions around it that it or a literal inside it uses, in order of
    /// first use.
    pub captures: Vec<VarId>,
    /// Whether a part of it could not be read, so that something may be missing.
    pub partial: bool,
}

/// The direction of a channel type.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum ChanDir {
    /// `chan T`
    Both,
    /// `chan<- T`
    Send,
    /// `<-chan T`
    Recv,
}

/// A type as written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum TypeExpr {
    /// A package-level or predeclared name.
    Name(Sym),
    /// `pkg.Name`
    Qualified(Sym, Sym),
    /// A type declared inside a function.
    Local(TypeIdx),
    /// A type parameter, by position: of the function itself, or (`of_type`) of the declared type or, in a
    /// method, of the receiver's type.
    Param {
        /// Whether it is the type's parameter rather than the function's.
        of_type: bool,
        /// Its position.
        index: u32,
    },
    /// `*T`
    Pointer(TypeExprId),
    /// `[]T`
    Slice(TypeExprId),
    /// `[N]T`, with the length if it is a plain integer.
    Array(Option<u32>, TypeExprId),
    /// `map[K]V`
    Map(TypeExprId, TypeExprId),
    /// `chan T`
    Chan(ChanDir, TypeExprId),
    /// `func(…) …`
    Func(Box<FuncSig>),
    /// `struct{…}`
    Struct(Box<[FieldDecl]>),
    /// `interface{…}`
    Interface(Box<InterfaceDecl>),
    /// `T[A, B]`
    Generic(TypeExprId, Box<[TypeExprId]>),
    /// Something that could not be read, or a constraint union.
    Bad,
}

/// The parameters and results of a function type or interface method.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FuncSig {
    /// Parameter types, one entry a parameter; of the variadic one, that of an element.
    pub params: Vec<TypeExprId>,
    /// Whether the last parameter is variadic.
    pub variadic: bool,
    /// Result types, one entry a result.
    pub results: Vec<TypeExprId>,
}

/// A field of a struct type.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct FieldDecl {
    /// The name; of an embedded field, the last part of its type's name.
    pub name: Sym,
    /// The name's bytes.
    pub span: Span,
    /// The type (of an embedded `*T`, a pointer).
    pub ty: TypeExprId,
    /// Whether it is embedded.
    pub embedded: bool,
}

/// An interface type.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct InterfaceDecl {
    /// The explicit methods.
    pub methods: Vec<(Sym, FuncSig)>,
    /// The embedded interfaces; of a constraint, also the type of which all types must be, or be made of.
    pub embeds: Vec<TypeExprId>,
    /// Whether it has type unions or `~T` (then it is only a constraint).
    pub constraint: bool,
}

/// A literal value.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Const {
    /// An integer that fits.
    Int(i32),
    /// Any other number.
    Number,
    /// A rune.
    Rune,
    /// A string.
    Str,
    /// `true` or `false` written out is an identifier; this is the value of a local or unread constant.
    Other,
}

/// A binary operator; what the analysis never asks about is `Other`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum BinaryOp {
    /// `==`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `&&`
    And,
    /// `||`
    Or,
    /// `<<` and `>>`, whose type is that of the left operand.
    Shift,
    /// Any arithmetic operator.
    Other,
}

/// An expression.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Expr {
    /// A package-level, imported or predeclared name (`nil`, `true` and `false` included).
    Ident(Sym),
    /// A local variable.
    Local(VarId),
    /// `_`
    Blank,
    /// `x.name`
    Selector(ExprId, Sym),
    /// `x[i]`: an index, or an instantiation with one argument.
    Index(ExprId, ExprId),
    /// `x[A, B]`: an instantiation with several arguments ([`Code::expr_lists`]).
    Instantiate(ExprId, List),
    /// `x[a:b:c]`: the operand and the bounds that are written ([`Code::expr_lists`]).
    Slice(ExprId, List),
    /// `*x`
    Star(ExprId),
    /// `&x`
    AddrOf(ExprId),
    /// A call or conversion; arguments in [`Code::expr_lists`]. A conversion to a type that is no name has
    /// an [`Expr::Type`] as function.
    Call {
        /// The function, method, function value or type.
        fun: ExprId,
        /// The arguments.
        args: List,
        /// Whether the last argument is spread (`f(xs...)`).
        spread: bool,
    },
    /// A composite literal; elements in [`Code::elems`]. The type is absent where Go lets it be elided.
    Composite(Option<TypeExprId>, List),
    /// A function literal.
    FuncLit(FuncIdx),
    /// `x.(T)`; without a type, `x.(type)`.
    Assert(ExprId, Option<TypeExprId>),
    /// `<-x`
    Recv(ExprId),
    /// `!x`
    Not(ExprId),
    /// `-x`, `+x`, `^x`
    Unary(ExprId),
    /// A binary operation.
    Binary(BinaryOp, ExprId, ExprId),
    /// A literal.
    Const(Const),
    /// A type in the place of an expression (`make([]T, 1)`, `[]byte(s)`).
    Type(TypeExprId),
    /// Something that could not be read, with the expressions found inside it ([`Code::expr_lists`]).
    Bad(List),
}

/// An element of a composite literal.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Elem {
    /// The key as an expression.
    pub key: Option<ExprId>,
    /// The key as a name, if it is a bare identifier (a field's name, in a struct literal).
    pub key_name: Option<Sym>,
    /// The value.
    pub value: ExprId,
}

/// How an assignment assigns.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum AssignOp {
    /// `=`
    Plain,
    /// `:=`
    Define,
    /// `+=` and its kin: reads the left side too.
    Update,
}

/// A clause of a `switch`, a type switch or a `select`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Case {
    /// The case expressions of a `switch` ([`Code::expr_lists`]).
    pub exprs: List,
    /// The case types of a type switch ([`FileFacts::type_lists`]; `nil` is left out).
    pub types: List,
    /// The communication of a `select` case: a send, an expression statement or an assignment from a receive.
    pub comm: Option<StmtId>,
    /// The variable that a type switch binds in this clause.
    pub bind: Option<VarId>,
    /// The body ([`Code::stmt_lists`]).
    pub body: List,
    /// Whether it is the default.
    pub default: bool,
    /// The whole clause.
    pub span: Span,
}

/// A statement.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub enum Stmt {
    /// A block ([`Code::stmt_lists`]).
    Block(List),
    /// `if`
    If {
        /// The simple statement before the condition.
        init: Option<StmtId>,
        /// The condition.
        cond: ExprId,
        /// The block.
        then: StmtId,
        /// `else`: a block or another `if`.
        els: Option<StmtId>,
    },
    /// `for` without `range`.
    For {
        /// The first clause.
        init: Option<StmtId>,
        /// The condition.
        cond: Option<ExprId>,
        /// The last clause.
        post: Option<StmtId>,
        /// The body.
        body: StmtId,
    },
    /// `for … range x`
    Range {
        /// The key's target.
        key: Option<ExprId>,
        /// The value's target.
        value: Option<ExprId>,
        /// What is ranged over.
        x: ExprId,
        /// The body.
        body: StmtId,
    },
    /// `switch`; clauses in [`Code::cases`].
    Switch {
        /// The simple statement before the tag.
        init: Option<StmtId>,
        /// The tag.
        tag: Option<ExprId>,
        /// The clauses.
        cases: List,
    },
    /// A type switch; clauses in [`Code::cases`].
    TypeSwitch {
        /// The simple statement before the guard.
        init: Option<StmtId>,
        /// The expression whose type is asked.
        x: ExprId,
        /// The clauses.
        cases: List,
    },
    /// `select`; clauses in [`Code::cases`].
    Select(List),
    /// `go f(x)`: the call.
    Go(ExprId),
    /// `defer f(x)`: the call.
    Defer(ExprId),
    /// `return` ([`Code::expr_lists`]).
    Return(List),
    /// Assignments of any form ([`Code::expr_lists`]).
    Assign {
        /// The targets.
        lhs: List,
        /// The values.
        rhs: List,
        /// The form.
        op: AssignOp,
    },
    /// `var a, b T = x, y` inside a function: the targets are [`Expr::Local`] or [`Expr::Blank`]
    /// ([`Code::expr_lists`]); the values may be missing.
    Var {
        /// The targets.
        lhs: List,
        /// The declared type.
        ty: Option<TypeExprId>,
        /// The values.
        rhs: List,
    },
    /// `ch <- v`
    Send(ExprId, ExprId),
    /// `x++`
    Inc(ExprId),
    /// `x--`
    Dec(ExprId),
    /// An expression as a statement.
    Expr(ExprId),
    /// `L: s`
    Labeled(Sym, StmtId),
    /// `break`, with its label.
    Break(Option<Sym>),
    /// `continue`, with its label.
    Continue(Option<Sym>),
    /// `goto L`
    Goto(Sym),
    /// `fallthrough`
    Fallthrough,
    /// Nothing (also a local type or constant declaration).
    Empty,
}

/// A comment that speaks to closerace, as it stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Directive {
    /// The whole comment, `//` included.
    pub text: Box<str>,
    /// Its bytes.
    pub span: Span,
    /// The first and the last line that it speaks of: its own if code stands before it, otherwise those of the
    /// statement below it, or the first of the declaration.
    pub lines: (u32, u32),
}

/// What is in a file's bodies and initialisers: most of its facts, and of no use once the bodies are summarised.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Code {
    /// Expressions, and for each its bytes in `expr_spans`.
    pub exprs: Vec<Expr>,
    /// The bytes of each expression.
    pub expr_spans: Vec<Span>,
    /// Statements, and for each its bytes in `stmt_spans`.
    pub stmts: Vec<Stmt>,
    /// The bytes of each statement.
    pub stmt_spans: Vec<Span>,
    /// Lists of expressions.
    pub expr_lists: Vec<ExprId>,
    /// Lists of statements.
    pub stmt_lists: Vec<StmtId>,
    /// Elements of composite literals.
    pub elems: Vec<Elem>,
    /// Clauses.
    pub cases: Vec<Case>,
}

impl Code {
    /// The expression.
    #[must_use]
    pub fn expr(&self, id: ExprId) -> Expr {
        self.exprs[id.index()]
    }
    /// The expression's bytes.
    #[must_use]
    pub fn expr_span(&self, id: ExprId) -> Span {
        self.expr_spans[id.index()]
    }
    /// The statement.
    #[must_use]
    pub fn stmt(&self, id: StmtId) -> Stmt {
        self.stmts[id.index()]
    }
    /// A list of expressions.
    #[must_use]
    pub fn exprs_of(&self, list: List) -> &[ExprId] {
        &self.expr_lists[list.range()]
    }
    /// A list of statements.
    #[must_use]
    pub fn stmts_of(&self, list: List) -> &[StmtId] {
        &self.stmt_lists[list.range()]
    }
    /// Gives back what the arenas have left over.
    fn shrink(&mut self) {
        fit(&mut self.exprs);
        fit(&mut self.expr_spans);
        fit(&mut self.stmts);
        fit(&mut self.stmt_spans);
        fit(&mut self.expr_lists);
        fit(&mut self.stmt_lists);
        fit(&mut self.elems);
        fit(&mut self.cases);
    }
}

/// Everything that the analysis keeps of one file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FileFacts {
    /// The name in the package clause; `None` if there is no readable one.
    pub package: Option<Sym>,
    /// The imports.
    pub imports: Vec<Import>,
    /// Type declarations, package-level and local.
    pub types: Vec<TypeDecl>,
    /// Package-level variables and constants.
    pub globals: Vec<GlobalDecl>,
    /// Functions, methods and literals; a literal comes after the function around it.
    pub funcs: Vec<Func>,
    /// Local variables of all functions.
    pub locals: Vec<LocalVar>,
    /// What is in the bodies and initialisers.
    pub code: Code,
    /// Type expressions.
    pub type_exprs: Vec<TypeExpr>,
    /// Lists of types.
    pub type_lists: Vec<TypeExprId>,
    /// The names, by [`Sym`].
    pub names: NameList,
    /// The byte at which each line starts; the first is 0.
    pub line_starts: Vec<u32>,
    /// Whether the file says `// Code generated … DO NOT EDIT.` before its package clause.
    pub generated: bool,
    /// The places that could not be read even after repair.
    pub errors: Vec<Span>,
    /// Comments that speak to closerace, in order.
    pub directives: Vec<Directive>,
}

impl FileFacts {
    /// The function.
    #[must_use]
    pub fn func(&self, id: FuncIdx) -> &Func {
        &self.funcs[id.index()]
    }
    /// The 1-based line and 1-based byte column of a byte.
    #[must_use]
    pub fn line_column(&self, byte: u32) -> (u32, u32) {
        let line = self.line_starts.partition_point(|&start| start <= byte).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0);
        (u32::try_from(line).unwrap_or(u32::MAX), byte - start + 1)
    }
    /// Gives back what the arenas have left over.
    pub(crate) fn shrink(&mut self) {
        self.code.shrink();
        fit(&mut self.type_exprs);
        fit(&mut self.locals);
        fit(&mut self.funcs);
        fit(&mut self.line_starts);
        self.names.shrink();
    }
}
