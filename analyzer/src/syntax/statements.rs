//! Lowering of statements.

use super::facts::{
    AssignOp, Case, Expr, ExprId, List, LocalKind, Span, Stmt, StmtId, Sym, TypeExprId,
};
use super::kinds::{Field, Kind};
use super::lower::{Arm, Kid, Kids, Lowerer, span_of};
use super::scopes::Binding;

impl<'a> Lowerer<'a> {
    /// The statements of a block, in the scope that is open.
    pub(super) fn block_stmts(&mut self, kid: Kid<'a>) -> List {
        let mark = self.stmt_stack.len();
        let kids = self.open(kid);
        self.stmts_among(kids);
        self.close(kids);
        self.take_stmts(mark)
    }

    /// A block with a scope of its own.
    pub(super) fn block(&mut self, kid: Kid<'a>) -> StmtId {
        self.scopes.open();
        let list = self.block_stmts(kid);
        self.scopes.close();
        self.add_stmt(Stmt::Block(list), span_of(kid.node))
    }

    /// Gathers the statements among the children that are listed, including those inside statement lists and
    /// unreadable places.
    fn stmts_among(&mut self, mut kids: Kids) {
        while let Some(kid) = self.next(&mut kids) {
            match kid.kind {
                Kind::StatementList => {
                    let kids = self.open(kid);
                    self.stmts_among(kids);
                    self.close(kids);
                }
                Kind::Error => self.stmts_inside_error(kid),
                kind if kind.is_stmt() => self.stmts(kid),
                _ => {}
            }
        }
    }

    /// Gathers the statements, and the expressions that belong to none, inside an unreadable place.
    fn stmts_inside_error(&mut self, kid: Kid<'a>) {
        if !self.enter(kid.node) {
            return;
        }
        let kids = self.open(kid);
        let mut rest = kids;
        while let Some(kid) = self.next(&mut rest) {
            match kid.kind {
                Kind::Error | Kind::StatementList => self.stmts_inside_error(kid),
                kind if kind.is_stmt() => self.stmts(kid),
                kind if kind.is_compound_expr() => {
                    let expr = self.expr(kid);
                    self.push_stmt(Stmt::Expr(expr), span_of(kid.node));
                }
                _ => {}
            }
        }
        self.close(kids);
        self.leave();
    }

    /// Adds a statement to the list being gathered.
    pub(super) fn push_stmt(&mut self, stmt: Stmt, span: Span) {
        let id = self.add_stmt(stmt, span);
        self.stmt_stack.push(id);
    }

    /// Gathers one statement of the source, which declarations split into several.
    fn stmts(&mut self, kid: Kid<'a>) {
        let span = span_of(kid.node);
        if !self.enter(kid.node) {
            self.push_stmt(Stmt::Empty, span);
            return;
        }
        match kid.kind {
            Kind::VarDecl => self.local_vars(kid),
            Kind::ConstDecl => {
                self.local_consts(kid);
                self.push_stmt(Stmt::Empty, span);
            }
            Kind::TypeDecl => {
                self.type_declaration(kid);
                self.push_stmt(Stmt::Empty, span);
            }
            Kind::Labeled => self.labeled(kid),
            _ => {
                let id = self.single(kid);
                self.stmt_stack.push(id);
            }
        }
        self.leave();
    }

    /// One statement where only one can stand.
    fn stmt(&mut self, kid: Kid<'a>) -> StmtId {
        let mark = self.stmt_stack.len();
        self.stmts(kid);
        let first = self.stmt_stack.get(mark).copied();
        self.stmt_stack.truncate(mark);
        first.unwrap_or_else(|| self.add_stmt(Stmt::Empty, span_of(kid.node)))
    }

    fn labeled(&mut self, kid: Kid<'a>) {
        let kids = self.open(kid);
        let label = self.field(kids, Field::Label).map(|label| self.sym(label.node));
        let mark = self.stmt_stack.len();
        self.stmts_among(kids);
        self.close(kids);
        let span = span_of(kid.node);
        let Some(label) = label else { return };
        // A label stands before the first of the statements that a declaration splits into.
        match self.stmt_stack.get(mark).copied() {
            Some(first) => {
                let labeled = self.add_stmt(Stmt::Labeled(label, first), span);
                if let Some(slot) = self.stmt_stack.get_mut(mark) {
                    *slot = labeled;
                }
            }
            None => {
                let empty = self.add_stmt(Stmt::Empty, Span { start: span.end, end: span.end });
                self.push_stmt(Stmt::Labeled(label, empty), span);
            }
        }
    }

    fn single(&mut self, kid: Kid<'a>) -> StmtId {
        let stmt = match kid.kind {
            Kind::ExprStmt => Stmt::Expr(self.only_expr(kid)),
            Kind::Send => {
                let kids = self.open(kid);
                let (channel, value) =
                    (self.field(kids, Field::Channel), self.field(kids, Field::Value));
                self.close(kids);
                let channel = self.expr_or_bad(channel, kid);
                Stmt::Send(channel, self.expr_or_bad(value, kid))
            }
            Kind::Receive => self.receive(kid),
            Kind::Inc => Stmt::Inc(self.only_expr(kid)),
            Kind::Dec => Stmt::Dec(self.only_expr(kid)),
            Kind::Assignment => {
                let kids = self.open(kid);
                let (left, right) = (self.field(kids, Field::Left), self.field(kids, Field::Right));
                let operator = self.field(kids, Field::Operator);
                self.close(kids);
                let plain = operator.is_none_or(|operator| operator.kind == Kind::Assign);
                let lhs = self.targets(left);
                let rhs = self.expr_list(right);
                Stmt::Assign {
                    lhs,
                    rhs,
                    op: if plain { AssignOp::Plain } else { AssignOp::Update },
                }
            }
            Kind::ShortVar => self.short_var(kid, LocalKind::Var),
            Kind::Fallthrough => Stmt::Fallthrough,
            Kind::Break => Stmt::Break(self.label(kid)),
            Kind::Continue => Stmt::Continue(self.label(kid)),
            Kind::Goto => self.label(kid).map_or(Stmt::Empty, Stmt::Goto),
            Kind::Return => {
                let kids = self.open(kid);
                let list = self.of_kind(kids, Kind::ExpressionList);
                self.close(kids);
                Stmt::Return(self.expr_list(list))
            }
            Kind::Go => Stmt::Go(self.only_expr(kid)),
            Kind::Defer => Stmt::Defer(self.only_expr(kid)),
            Kind::If => return self.if_chain(kid),
            Kind::For => self.for_stmt(kid),
            Kind::Switch => self.switch(kid),
            Kind::TypeSwitch => self.type_switch(kid),
            Kind::Select => self.select(kid),
            Kind::Block => return self.block(kid),
            _ => Stmt::Empty,
        };
        self.add_stmt(stmt, span_of(kid.node))
    }

    /// The expression that is the only child of a statement.
    fn only_expr(&mut self, kid: Kid<'a>) -> ExprId {
        let kids = self.open(kid);
        let expr = self.expr_kid(kids);
        self.close(kids);
        self.expr_or_bad(expr, kid)
    }

    fn label(&mut self, kid: Kid<'a>) -> Option<Sym> {
        let kids = self.open(kid);
        let label = self.of_kind(kids, Kind::LabelName);
        self.close(kids);
        label.map(|label| self.sym(label.node))
    }

    fn short_var(&mut self, kid: Kid<'a>, kind: LocalKind) -> Stmt {
        let kids = self.open(kid);
        let (left, right) = (self.field(kids, Field::Left), self.field(kids, Field::Right));
        self.close(kids);
        // The new names come into scope after the statement.
        let rhs = self.expr_list(right);
        let lhs = self.define(left, kind);
        Stmt::Assign { lhs, rhs, op: AssignOp::Define }
    }

    /// The targets of a `:=`: names that the innermost block declares are reused, the others are new.
    fn define(&mut self, left: Option<Kid<'a>>, kind: LocalKind) -> List {
        let mark = self.expr_stack.len();
        if let Some(left) = left {
            let kids = self.open(left);
            let mut rest = kids;
            while let Some(kid) = self.next(&mut rest) {
                if kid.kind.is_expr() || kid.kind == Kind::Error {
                    let target = self.define_one(kid, kind);
                    self.expr_stack.push(target);
                }
            }
            self.close(kids);
        }
        self.take_exprs(mark)
    }

    fn define_one(&mut self, kid: Kid<'a>, kind: LocalKind) -> ExprId {
        let text = self.text(kid.node);
        let is_name = matches!(
            kid.kind,
            Kind::Identifier | Kind::Nil | Kind::True | Kind::False | Kind::Iota
        ) && !text.is_empty();
        if !is_name || text == b"_" || self.is_joined(kid.node) {
            return self.expr(kid);
        }
        let sym = self.intern(text);
        if let Some(Binding::Var(var)) = self.scopes.lookup_here(sym) {
            return self.add_expr(Expr::Local(var), span_of(kid.node));
        }
        self.declare(kid, sym, None, kind)
    }

    /// Declares a new variable in the innermost block and gives the expression that means it.
    pub(super) fn declare(
        &mut self,
        kid: Kid<'a>,
        sym: Sym,
        ty: Option<TypeExprId>,
        kind: LocalKind,
    ) -> ExprId {
        let span = span_of(kid.node);
        let Some(var) = self.add_local(sym, span, ty, kind) else { return self.bad_expr(span) };
        self.scopes.bind(sym, Binding::Var(var));
        self.add_expr(Expr::Local(var), span)
    }

    /// The receive of a `select` case.
    fn receive(&mut self, kid: Kid<'a>) -> Stmt {
        let kids = self.open(kid);
        let (left, right) = (self.field(kids, Field::Left), self.field(kids, Field::Right));
        let defines = self.of_kind(kids, Kind::Define).is_some();
        self.close(kids);
        if left.is_none() {
            return Stmt::Expr(self.expr_or_bad(right, kid));
        }
        if defines {
            let rhs = self.expr_list(right);
            let lhs = self.define(left, LocalKind::Var);
            return Stmt::Assign { lhs, rhs, op: AssignOp::Define };
        }
        let lhs = self.targets(left);
        let rhs = self.expr_list(right);
        Stmt::Assign { lhs, rhs, op: AssignOp::Plain }
    }

    /// What an assignment to what is declared already gives a value.
    fn targets(&mut self, list: Option<Kid<'a>>) -> List {
        let list = self.expr_list(list);
        let here = self.frames.last().copied();
        for index in list.range() {
            if let Some(&target) = self.facts.code.expr_lists.get(index)
                && let Expr::Local(var) = self.facts.code.expr(target)
                && let Some(local) = self.facts.locals.get_mut(var.index())
            {
                local.set_in_literal |= Some(local.owner) != here;
            }
        }
        list
    }

    /// An `if` with all its `else if`s, without recursion into them: generated code has thousands.
    fn if_chain(&mut self, kid: Kid<'a>) -> StmtId {
        let mark = self.arm_stack.len();
        let mut at = kid;
        let mut els = loop {
            let kids = self.open(at);
            let init = self.field(kids, Field::Initializer);
            let cond = self.field(kids, Field::Condition);
            let then = self.field(kids, Field::Consequence);
            let alternative = self.field(kids, Field::Alternative);
            self.close(kids);
            // The header's scope reaches over all that follows in the chain.
            self.scopes.open();
            let init = init.map(|init| self.stmt(init));
            let cond = self.expr_or_bad(cond, at);
            let then = self.block_or_empty(then, at);
            self.arm_stack.push(Arm { init, cond, then, span: span_of(at.node) });
            match alternative {
                Some(next) if next.kind == Kind::If => at = next,
                last => break last.map(|last| self.block(last)),
            }
        };
        let mut first = None;
        while self.arm_stack.len() > mark {
            let Some(Arm { init, cond, then, span }) = self.arm_stack.pop() else { break };
            self.scopes.close();
            els = Some(self.add_stmt(Stmt::If { init, cond, then, els }, span));
            first = els;
        }
        first.unwrap_or_else(|| self.add_stmt(Stmt::Empty, span_of(kid.node)))
    }

    fn block_or_empty(&mut self, block: Option<Kid<'a>>, around: Kid<'a>) -> StmtId {
        match block {
            Some(block) => self.block(block),
            None => {
                let end = span_of(around.node).end;
                self.add_stmt(Stmt::Empty, Span { start: end, end })
            }
        }
    }

    fn for_stmt(&mut self, kid: Kid<'a>) -> Stmt {
        let kids = self.open(kid);
        let body = self.field(kids, Field::Body);
        let header = self
            .slice(kids)
            .iter()
            .find(|kid| kid.field != Field::Body && !kid.kind.is_token())
            .copied();
        self.close(kids);
        self.scopes.open();
        let stmt = match header {
            Some(clause) if clause.kind == Kind::RangeClause => {
                let kids = self.open(clause);
                let (left, right) = (self.field(kids, Field::Left), self.field(kids, Field::Right));
                let defines = self.of_kind(kids, Kind::Define).is_some();
                self.close(kids);
                let x = self.expr_or_bad(right, clause);
                let targets = match left {
                    Some(_) if defines => self.define(left, LocalKind::Loop),
                    left => self.targets(left),
                };
                let mut targets = self
                    .facts
                    .code
                    .expr_lists
                    .get(targets.range())
                    .unwrap_or_default()
                    .iter()
                    .copied();
                let (key, value) = (targets.next(), targets.next());
                let body = self.block_or_empty(body, kid);
                Stmt::Range { key, value, x, body }
            }
            Some(clause) if clause.kind == Kind::ForClause => {
                let kids = self.open(clause);
                let init = self.field(kids, Field::Initializer);
                let cond = self.field(kids, Field::Condition);
                let post = self.field(kids, Field::Update);
                self.close(kids);
                let init = init.map(|init| match init.kind {
                    Kind::ShortVar => {
                        let stmt = self.short_var(init, LocalKind::Loop);
                        self.add_stmt(stmt, span_of(init.node))
                    }
                    _ => self.stmt(init),
                });
                let cond = cond.map(|cond| self.expr(cond));
                let post = post.map(|post| self.stmt(post));
                let body = self.block_or_empty(body, kid);
                Stmt::For { init, cond, post, body }
            }
            header => {
                let cond = header.map(|cond| self.expr(cond));
                let body = self.block_or_empty(body, kid);
                Stmt::For { init: None, cond, post: None, body }
            }
        };
        self.scopes.close();
        stmt
    }

    fn switch(&mut self, kid: Kid<'a>) -> Stmt {
        self.scopes.open();
        let kids = self.open(kid);
        let init = self.field(kids, Field::Initializer).map(|init| self.stmt(init));
        let tag = self.field(kids, Field::Value).map(|tag| self.expr(tag));
        let cases = self.clauses(kids, None);
        self.close(kids);
        self.scopes.close();
        Stmt::Switch { init, tag, cases }
    }

    fn type_switch(&mut self, kid: Kid<'a>) -> Stmt {
        self.scopes.open();
        let kids = self.open(kid);
        let init = self.field(kids, Field::Initializer).map(|init| self.stmt(init));
        let value = self.field(kids, Field::Value);
        let x = self.expr_or_bad(value, kid);
        let bind = self.field(kids, Field::Alias).and_then(|alias| {
            let kids = self.open(alias);
            let name = self.of_kind(kids, Kind::Identifier);
            self.close(kids);
            name.filter(|name| !matches!(self.text(name.node), b"_" | b""))
        });
        let cases = self.clauses(kids, bind);
        self.close(kids);
        self.scopes.close();
        Stmt::TypeSwitch { init, x, cases }
    }

    fn select(&mut self, kid: Kid<'a>) -> Stmt {
        let kids = self.open(kid);
        let cases = self.clauses(kids, None);
        self.close(kids);
        Stmt::Select(cases)
    }

    /// The clauses among the children that are listed.
    fn clauses(&mut self, mut kids: Kids, bind: Option<Kid<'a>>) -> List {
        let mark = self.case_stack.len();
        while let Some(kid) = self.next(&mut kids) {
            if matches!(
                kid.kind,
                Kind::ExprCase | Kind::TypeCase | Kind::CommCase | Kind::DefaultCase
            ) {
                let case = self.clause(kid, bind);
                self.case_stack.push(case);
            }
        }
        self.take_cases(mark)
    }

    fn clause(&mut self, kid: Kid<'a>, bind: Option<Kid<'a>>) -> Case {
        self.scopes.open();
        let kids = self.open(kid);
        let exprs = match kid.kind {
            Kind::ExprCase => {
                let values = self.field(kids, Field::Value);
                self.expr_list(values)
            }
            _ => List::default(),
        };
        let mark = self.type_stack.len();
        if kid.kind == Kind::TypeCase {
            let mut rest = kids;
            while let Some(ty) = self.next(&mut rest) {
                if ty.kind.is_expr() && self.text(ty.node) != b"nil" {
                    let ty = self.type_expr(ty);
                    self.type_stack.push(ty);
                }
            }
        }
        let types = self.take_types(mark);
        let comm = self.field(kids, Field::Communication).map(|comm| self.stmt(comm));
        let bind = bind.and_then(|name| {
            let sym = self.sym(name.node);
            let var = self.add_local(sym, span_of(name.node), None, LocalKind::Var)?;
            self.scopes.bind(sym, Binding::Var(var));
            Some(var)
        });
        let mark = self.stmt_stack.len();
        let mut rest = kids;
        while let Some(part) = self.next(&mut rest) {
            if part.kind == Kind::StatementList {
                let kids = self.open(part);
                self.stmts_among(kids);
                self.close(kids);
            } else if part.kind == Kind::Error {
                self.stmts_inside_error(part);
            }
        }
        let body = self.take_stmts(mark);
        self.close(kids);
        self.scopes.close();
        Case {
            exprs,
            types,
            comm,
            bind,
            body,
            default: kid.kind == Kind::DefaultCase,
            span: span_of(kid.node),
        }
    }
}
