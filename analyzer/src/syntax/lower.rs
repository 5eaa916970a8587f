//! Lowering: the walk from the syntax tree to the facts, its state, and what all its parts use.

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use tree_sitter::{Node, Tree, TreeCursor};

use super::directives::directives;
use super::facts::{
    BinaryOp, Case, Elem, Expr, ExprId, FileFacts, Func, FuncIdx, List, LocalKind, LocalVar, Span,
    Stmt, StmtId, Sym, TypeExpr, TypeExprId, VarId,
};
use super::kinds::{Field, Kind, Tables, tables};
use super::repair;
use super::scopes::{Binding, Scopes};

/// How deep expressions, statements and types may nest. Lowering recurses, and the stack of a worker is 2 MB;
/// written code stays below 100.
const MAX_DEPTH: u32 = 500;

/// A distinct name comes about every so many bytes, or less often.
const BYTES_PER_NAME: usize = 128;

/// A child of a node, with what is asked about it most.
#[derive(Clone, Copy)]
pub(super) struct Kid<'a> {
    pub(super) node: Node<'a>,
    pub(super) kind: Kind,
    pub(super) field: Field,
}

/// The children of one node: a range of [`Lowerer::kids`].
#[derive(Clone, Copy)]
pub(super) struct Kids {
    start: usize,
    end: usize,
}

/// One arm of an `if … else if …` chain that waits for its `else`.
pub(super) struct Arm {
    pub(super) init: Option<StmtId>,
    pub(super) cond: ExprId,
    pub(super) then: StmtId,
    pub(super) span: Span,
}

/// The state of lowering one file. The lists of nested nodes are gathered on stacks (`expr_stack` and its like),
/// because the arenas hold each list in one piece.
pub(super) struct Lowerer<'a> {
    source: &'a [u8],
    tables: &'static Tables,
    cursor: TreeCursor<'a>,
    kids: Vec<Kid<'a>>,
    syms: FxHashMap<&'a [u8], Sym>,
    captured: FxHashSet<(FuncIdx, VarId)>,
    depth: u32,
    pub(super) facts: FileFacts,
    pub(super) scopes: Scopes,
    /// The function being lowered, and the functions around it, outermost first.
    pub(super) frames: Vec<FuncIdx>,
    /// The package-level variable whose initialiser is being lowered.
    pub(super) global: Option<Sym>,
    /// Type parameter lists that the repair blanked out.
    pub(super) blanked: &'a [Span],
    pub(super) expr_stack: Vec<ExprId>,
    pub(super) stmt_stack: Vec<StmtId>,
    pub(super) type_stack: Vec<TypeExprId>,
    pub(super) elem_stack: Vec<Elem>,
    pub(super) case_stack: Vec<Case>,
    pub(super) arm_stack: Vec<Arm>,
    /// The right operands of a chain of binary operators, outermost first, with the operation's end.
    pub(super) operand_stack: Vec<(BinaryOp, Option<Kid<'a>>, u32)>,
}

/// Lowers a tree of `source`. The tree may stem from a repaired copy, of which `blanked` lists the type parameter
/// lists that were taken out; text and places are those of `source`.
pub(super) fn lower(source: &[u8], tree: &Tree, blanked: &[Span]) -> FileFacts {
    let root = tree.root_node();
    let mut lowerer = Lowerer {
        source,
        tables: tables(),
        cursor: root.walk(),
        kids: Vec::with_capacity(64),
        syms: FxHashMap::with_capacity_and_hasher(source.len() / BYTES_PER_NAME, FxBuildHasher),
        captured: FxHashSet::default(),
        depth: 0,
        facts: FileFacts::default(),
        scopes: Scopes::default(),
        frames: Vec::new(),
        global: None,
        blanked,
        expr_stack: Vec::new(),
        stmt_stack: Vec::new(),
        type_stack: Vec::new(),
        elem_stack: Vec::new(),
        case_stack: Vec::new(),
        arm_stack: Vec::new(),
        operand_stack: Vec::new(),
    };
    let package_end = lowerer.file(root);
    let mut facts = lowerer.facts;
    facts.line_starts = line_starts(source);
    facts.directives = directives(source, root, &facts);
    facts.generated = is_generated(source.get(..package_end).unwrap_or_default());
    if root.has_error() {
        facts.errors.extend(repair::error_places(tree));
    }
    if !facts.errors.is_empty() {
        facts.errors.sort_unstable();
        facts.errors.dedup();
        mark_partial(&mut facts.funcs, &facts.errors);
    }
    facts
}

fn line_starts(source: &[u8]) -> Vec<u32> {
    let mut starts = Vec::with_capacity(source.len() / 32 + 1);
    starts.push(0);
    starts.extend(memchr::memchr_iter(b'\n', source).map(|at| offset(at + 1)));
    starts
}

/// Whether one of the lines says that the file is generated, in the words that Go prescribes.
fn is_generated(head: &[u8]) -> bool {
    const START: &[u8] = b"// Code generated ";
    const END: &[u8] = b" DO NOT EDIT.";
    head.split(|&byte| byte == b'\n').any(|line| {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        line.len() >= START.len() + END.len() && line.starts_with(START) && line.ends_with(END)
    })
}

/// Marks the functions that one of the (sorted) places touches.
fn mark_partial(funcs: &mut [Func], errors: &[Span]) {
    // Places can nest only where lowering gave up on depth, so the furthest end so far is what counts.
    let mut reach = 0;
    let reaches: Vec<u32> = errors
        .iter()
        .map(|error| {
            reach = reach.max(error.end);
            reach
        })
        .collect();
    for func in funcs {
        let before = errors.partition_point(|error| error.start <= func.span.end);
        let touched = before
            .checked_sub(1)
            .and_then(|last| reaches.get(last))
            .is_some_and(|&end| end >= func.span.start);
        func.partial |= touched;
    }
}

/// The bytes of a node.
pub(super) fn span_of(node: Node<'_>) -> Span {
    Span { start: offset(node.start_byte()), end: offset(node.end_byte()) }
}

/// A byte offset; files that do not fit are refused before.
pub(super) fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

/// Moves what was gathered since `mark` to the end of an arena.
fn move_list<T>(stack: &mut Vec<T>, mark: usize, arena: &mut Vec<T>) -> List {
    let start = offset(arena.len());
    arena.extend(stack.drain(mark.min(stack.len())..));
    List { start, len: offset(arena.len()).saturating_sub(start) }
}

impl<'a> Lowerer<'a> {
    /// Lists the children of a node that have a meaning. Close the list once its entries are copied or walked.
    pub(super) fn open(&mut self, parent: Kid<'a>) -> Kids {
        let start = self.kids.len();
        // Steps of the cursor are the dearest part of lowering, so none is taken to find that there is nothing more.
        let mut left = parent.node.child_count();
        if left > 0 {
            self.cursor.reset(parent.node);
            let mut found = self.cursor.goto_first_child();
            let has_fields = parent.kind.has_fields();
            while found {
                let node = self.cursor.node();
                let kind = self.tables.kind(node.kind_id());
                if kind != Kind::Skip {
                    let field = if has_fields { self.field_here() } else { Field::None };
                    debug_assert_eq!(field, self.field_here(), "{:?} has fields", parent.kind);
                    self.kids.push(Kid { node, kind, field });
                }
                left = left.saturating_sub(1);
                found = left > 0 && self.cursor.goto_next_sibling();
            }
        }
        Kids { start, end: self.kids.len() }
    }

    /// A node without a parent.
    pub(super) fn kid_of(&self, root: Node<'a>) -> Kid<'a> {
        Kid { node: root, kind: self.tables.kind(root.kind_id()), field: Field::None }
    }

    /// The field of its parent that the cursor's node stands in.
    fn field_here(&self) -> Field {
        self.cursor.field_id().map_or(Field::None, |id| self.tables.field(id.get()))
    }

    /// Forgets a list of children, and those opened after it.
    pub(super) fn close(&mut self, kids: Kids) {
        self.kids.truncate(kids.start);
    }

    /// Takes the next child off a list that stays open.
    pub(super) fn next(&self, kids: &mut Kids) -> Option<Kid<'a>> {
        if kids.start >= kids.end {
            return None;
        }
        let kid = self.kids.get(kids.start).copied();
        kids.start += 1;
        kid
    }

    /// The first child in a field.
    pub(super) fn field(&self, kids: Kids, field: Field) -> Option<Kid<'a>> {
        self.slice(kids).iter().find(|kid| kid.field == field).copied()
    }

    /// The first child of a kind.
    pub(super) fn of_kind(&self, kids: Kids, kind: Kind) -> Option<Kid<'a>> {
        self.slice(kids).iter().find(|kid| kid.kind == kind).copied()
    }

    /// The first child that is an expression, or else the first unreadable place.
    pub(super) fn expr_kid(&self, kids: Kids) -> Option<Kid<'a>> {
        let kids = self.slice(kids);
        let found = kids.iter().find(|kid| kid.kind.is_expr());
        found.or_else(|| kids.iter().find(|kid| kid.kind == Kind::Error)).copied()
    }

    /// The children as a slice.
    pub(super) fn slice(&self, kids: Kids) -> &[Kid<'a>] {
        self.kids.get(kids.start..kids.end).unwrap_or_default()
    }

    /// The source text of a node.
    pub(super) fn text(&self, node: Node<'a>) -> &'a [u8] {
        self.source.get(node.byte_range()).unwrap_or_default()
    }

    /// The source as far as a place.
    pub(super) fn until(&self, end: u32) -> &'a [u8] {
        self.source.get(..end as usize).unwrap_or_default()
    }

    /// The source text of a place.
    pub(super) fn text_at(&self, span: Span) -> &'a [u8] {
        self.source.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// The name for a text.
    pub(super) fn intern(&mut self, text: &'a [u8]) -> Sym {
        let names = &mut self.facts.names;
        *self.syms.entry(text).or_insert_with(|| names.push(&String::from_utf8_lossy(text)))
    }

    /// The name that a node is.
    pub(super) fn sym(&mut self, node: Node<'a>) -> Sym {
        if self.is_joined(node) {
            // Only the copy has one name there.
            self.facts.errors.push(span_of(node));
        }
        self.intern(self.text(node))
    }

    /// Whether what the parser took for a name is an expression that [`primary`](super::primary) reads.
    pub(super) fn is_joined(&self, node: Node<'a>) -> bool {
        let text = self.text(node);
        text.last() == Some(&b')') || memchr::memchr(b'.', text).is_some()
    }

    /// Adds an expression.
    pub(super) fn add_expr(&mut self, expr: Expr, span: Span) -> ExprId {
        let id = ExprId::new(self.facts.code.exprs.len());
        self.facts.code.exprs.push(expr);
        self.facts.code.expr_spans.push(span);
        id
    }

    /// Adds a statement.
    pub(super) fn add_stmt(&mut self, stmt: Stmt, span: Span) -> StmtId {
        let id = StmtId::new(self.facts.code.stmts.len());
        self.facts.code.stmts.push(stmt);
        self.facts.code.stmt_spans.push(span);
        id
    }

    /// Adds a type expression.
    pub(super) fn add_type(&mut self, ty: TypeExpr) -> TypeExprId {
        let id = TypeExprId::new(self.facts.type_exprs.len());
        self.facts.type_exprs.push(ty);
        id
    }

    /// An expression that could not be read.
    pub(super) fn bad_expr(&mut self, span: Span) -> ExprId {
        self.add_expr(Expr::Bad(List::default()), span)
    }

    /// The expressions gathered since `mark`, as a list.
    pub(super) fn take_exprs(&mut self, mark: usize) -> List {
        move_list(&mut self.expr_stack, mark, &mut self.facts.code.expr_lists)
    }

    /// The statements gathered since `mark`, as a list.
    pub(super) fn take_stmts(&mut self, mark: usize) -> List {
        move_list(&mut self.stmt_stack, mark, &mut self.facts.code.stmt_lists)
    }

    /// The types gathered since `mark`, as a list.
    pub(super) fn take_types(&mut self, mark: usize) -> List {
        move_list(&mut self.type_stack, mark, &mut self.facts.type_lists)
    }

    /// The elements gathered since `mark`, as a list.
    pub(super) fn take_elems(&mut self, mark: usize) -> List {
        move_list(&mut self.elem_stack, mark, &mut self.facts.code.elems)
    }

    /// The clauses gathered since `mark`, as a list.
    pub(super) fn take_cases(&mut self, mark: usize) -> List {
        move_list(&mut self.case_stack, mark, &mut self.facts.code.cases)
    }

    /// Goes one level deeper; `false` if that is too deep, which is then on record. Pair it with [`Self::leave`].
    pub(super) fn enter(&mut self, node: Node<'a>) -> bool {
        if self.depth >= MAX_DEPTH {
            self.facts.errors.push(span_of(node));
            return false;
        }
        self.depth += 1;
        true
    }

    /// Comes back from a level.
    pub(super) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// Adds a variable of the current function, without bringing its name into scope. `None` outside of
    /// functions.
    pub(super) fn add_local(
        &mut self,
        name: Sym,
        span: Span,
        ty: Option<TypeExprId>,
        kind: LocalKind,
    ) -> Option<VarId> {
        let owner = self.frames.last().copied()?;
        let var = VarId::new(self.facts.locals.len());
        let local =
            LocalVar { name, span, owner, ty, kind, captured: false, set_in_literal: false };
        self.facts.locals.push(local);
        Some(var)
    }

    /// What a name means as an expression.
    pub(super) fn resolve(&mut self, sym: Sym) -> Expr {
        match self.scopes.lookup(sym) {
            None => Expr::Ident(sym),
            Some(Binding::Var(var)) => {
                self.capture(var);
                Expr::Local(var)
            }
            Some(Binding::Type(ty)) => Expr::Type(self.add_type(TypeExpr::Local(ty))),
            Some(Binding::Param { of_type, index }) => {
                Expr::Type(self.add_type(TypeExpr::Param { of_type, index }))
            }
            Some(Binding::Const(value)) => Expr::Const(value),
        }
    }

    /// Notes that each literal between here and the variable's function captures it.
    fn capture(&mut self, var: VarId) {
        let Some(owner) = self.facts.locals.get(var.index()).map(|local| local.owner) else {
            return;
        };
        for &frame in self.frames.iter().rev() {
            // A literal that has it got it for the literals around as well.
            if frame == owner || !self.captured.insert((frame, var)) {
                break;
            }
            if let Some(func) = self.facts.funcs.get_mut(frame.index()) {
                func.captures.push(var);
                self.facts.locals[var.index()].captured = true;
            }
        }
    }
}
