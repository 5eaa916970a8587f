//! Lowering of declarations: the file's own, and those inside functions.

use super::facts::{
    Const, Expr, ExprId, Func, FuncIdx, GlobalDecl, Import, List, LocalKind, Param, Span, Stmt,
    TypeDecl, TypeExpr, TypeExprId, TypeIdx,
};
use super::kinds::{Field, Kind};
use super::lower::{Kid, Kids, Lowerer, offset, span_of};
use super::scopes::Binding;

impl<'a> Lowerer<'a> {
    /// The whole file. Answers where the package clause starts (or the file ends).
    pub(super) fn file(&mut self, root: tree_sitter::Node<'a>) -> usize {
        // Of what is no Go at all, the root is an error.
        let kids = self.open(self.kid_of(root));
        self.top_level(kids, false);
        let clause = self.of_kind(kids, Kind::PackageClause);
        self.close(kids);
        clause.map_or(root.end_byte(), |clause| clause.node.start_byte())
    }

    /// The declarations among the children that are listed. Inside an unreadable place (`in_error`), a `var`,
    /// `const` or `type` may belong to a function whose frame was lost.
    fn top_level(&mut self, mut kids: Kids, in_error: bool) {
        while let Some(kid) = self.next(&mut kids) {
            match kid.kind {
                Kind::PackageClause => self.package_clause(kid),
                Kind::ImportDecl => self.imports(kid),
                Kind::FunctionDecl | Kind::MethodDecl => self.function(kid),
                Kind::VarDecl | Kind::ConstDecl | Kind::TypeDecl
                    if in_error && !self.at_line_start(kid) => {}
                Kind::VarDecl => self.globals(kid, Kind::VarSpec),
                Kind::ConstDecl => self.globals(kid, Kind::ConstSpec),
                Kind::TypeDecl => self.type_declaration(kid),
                Kind::Error if self.enter(kid.node) => {
                    let kids = self.open(kid);
                    self.top_level(kids, true);
                    self.close(kids);
                    self.leave();
                }
                Kind::EmptyStmt => {}
                // The grammar allows statements here, Go does not.
                kind if kind.is_stmt() => self.facts.errors.push(span_of(kid.node)),
                _ => {}
            }
        }
    }

    fn at_line_start(&self, kid: Kid<'a>) -> bool {
        let start = offset(kid.node.start_byte());
        start == 0 || self.text_at(Span { start: start - 1, end: start }) == b"\n"
    }

    fn package_clause(&mut self, kid: Kid<'a>) {
        let kids = self.open(kid);
        let name = self.of_kind(kids, Kind::PackageIdentifier);
        self.close(kids);
        if let Some(name) = name
            && self.facts.package.is_none()
            && !self.text(name.node).is_empty()
        {
            self.facts.package = Some(self.sym(name.node));
        }
    }

    fn imports(&mut self, kid: Kid<'a>) {
        let kids = self.open(kid);
        let mut rest = kids;
        while let Some(kid) = self.next(&mut rest) {
            match kid.kind {
                Kind::ImportSpec => self.import(kid),
                Kind::ImportSpecList => {
                    let kids = self.open(kid);
                    let mut rest = kids;
                    while let Some(kid) = self.next(&mut rest) {
                        if kid.kind == Kind::ImportSpec {
                            self.import(kid);
                        }
                    }
                    self.close(kids);
                }
                _ => {}
            }
        }
        self.close(kids);
    }

    fn import(&mut self, kid: Kid<'a>) {
        let kids = self.open(kid);
        let (name, path) = (self.field(kids, Field::Name), self.field(kids, Field::Path));
        self.close(kids);
        let Some(path) = path else { return };
        // Import paths hold no escapes worth reading.
        let text = self.text(path.node);
        let Some((_, unquoted)) = text.split_first() else { return };
        let unquoted = unquoted.split_last().map_or(unquoted, |(_, unquoted)| unquoted);
        let path = self.intern(unquoted);
        // It may be a dot.
        let name = name.map(|name| self.intern(self.text(name.node)));
        self.facts.imports.push(Import { name, path, span: span_of(kid.node) });
    }

    /// Calls `each` for the specifications of a `var` or `const` declaration.
    fn each_spec(&mut self, kid: Kid<'a>, kind: Kind, each: &mut dyn FnMut(&mut Self, Kid<'a>)) {
        let kids = self.open(kid);
        let mut rest = kids;
        while let Some(kid) = self.next(&mut rest) {
            if kid.kind == kind {
                each(self, kid);
            } else if kid.kind == Kind::VarSpecList {
                let kids = self.open(kid);
                let mut rest = kids;
                while let Some(kid) = self.next(&mut rest) {
                    if kid.kind == kind {
                        each(self, kid);
                    }
                }
                self.close(kids);
            }
        }
        self.close(kids);
    }

    /// A package-level `var` or `const` declaration.
    fn globals(&mut self, kid: Kid<'a>, kind: Kind) {
        let constant = kind == Kind::ConstSpec;
        // A constant without a value repeats the type of the one before, too.
        let mut repeated: Option<TypeExprId> = None;
        self.each_spec(kid, kind, &mut |this, spec| {
            let kids = this.open(spec);
            let ty = this.field(kids, Field::Type).map(|ty| this.type_expr(ty));
            let values = this.field(kids, Field::Value);

            let name_count = this.slice(kids).iter().filter(|kid| is_declared_name(**kid)).count();
            let ty = if constant && values.is_none() { repeated } else { ty };
            repeated = ty;
            let values = this.global_values(values, kids, name_count);
            let values: Vec<ExprId> =
                this.facts.code.expr_lists.get(values.range()).unwrap_or_default().to_vec();
            let mut rest = kids;
            let mut index = 0;
            while let Some(kid) = this.next(&mut rest) {
                if !is_declared_name(kid) {
                    continue;
                }
                let shared = values.len() == 1 && name_count > 1;
                let value = if shared { values.first() } else { values.get(index) }.copied();
                let value_index = if shared { u32::try_from(index).unwrap_or(u32::MAX) } else { 0 };
                let name = this.sym(kid.node);
                let span = span_of(kid.node);
                this.facts.globals.push(GlobalDecl {
                    name,
                    span,
                    ty,
                    value,
                    value_index,
                    constant,
                });
                index += 1;
            }
            this.close(kids);
        });
    }

    /// The values of a package-level specification; literals in them are named after the variable.
    fn global_values(&mut self, values: Option<Kid<'a>>, names: Kids, name_count: usize) -> List {
        let Some(values) = values else { return List::default() };
        let names: Vec<Kid<'a>> =
            self.slice(names).iter().filter(|kid| is_declared_name(**kid)).copied().collect();
        let mark = self.expr_stack.len();
        let kids = self.open(values);
        let mut rest = kids;
        let mut index = 0;
        while let Some(kid) = self.next(&mut rest) {
            if kid.kind.is_expr() {
                let name = names.get(index.min(name_count.saturating_sub(1)));
                self.global = name.map(|name| self.sym(name.node));
                let value = self.expr(kid);
                self.expr_stack.push(value);
                index += 1;
            }
        }
        self.global = None;
        self.close(kids);
        self.take_exprs(mark)
    }

    /// A `var` declaration inside a function: one statement a specification.
    pub(super) fn local_vars(&mut self, kid: Kid<'a>) {
        let mark = self.stmt_stack.len();
        self.each_spec(kid, Kind::VarSpec, &mut |this, spec| {
            let kids = this.open(spec);
            let ty = this.field(kids, Field::Type).map(|ty| this.type_expr(ty));
            let values = this.field(kids, Field::Value);
            // The names come into scope after the specification.
            let rhs = this.expr_list(values);
            let mark = this.expr_stack.len();
            let mut rest = kids;
            while let Some(name) = this.next(&mut rest) {
                if !is_declared_name(name) {
                    continue;
                }
                let text = this.text(name.node);
                let target = match text {
                    b"_" => this.add_expr(Expr::Blank, span_of(name.node)),
                    b"" => this.bad_expr(span_of(name.node)),
                    _ => {
                        let sym = this.sym(name.node);
                        this.declare(name, sym, ty, LocalKind::Var)
                    }
                };
                this.expr_stack.push(target);
            }
            let lhs = this.take_exprs(mark);
            this.close(kids);
            let id = this.add_stmt(Stmt::Var { lhs, ty, rhs }, span_of(spec.node));
            this.stmt_stack.push(id);
        });
        if self.stmt_stack.len() == mark {
            self.push_stmt(Stmt::Empty, span_of(kid.node));
        }
    }

    /// A `const` declaration inside a function: only what its names mean.
    pub(super) fn local_consts(&mut self, kid: Kid<'a>) {
        self.each_spec(kid, Kind::ConstSpec, &mut |this, spec| {
            let kids = this.open(spec);
            let values = this.field(kids, Field::Value);
            let values = this.expr_list(values);
            let mut rest = kids;
            let mut index = 0;
            while let Some(name) = this.next(&mut rest) {
                if !is_declared_name(name) {
                    continue;
                }
                let value = this
                    .facts
                    .code
                    .expr_lists
                    .get(values.range())
                    .and_then(|values| values.get(index))
                    .copied();
                let value = match value.and_then(|value| this.facts.code.exprs.get(value.index())) {
                    Some(Expr::Const(value)) => *value,
                    _ => Const::Other,
                };
                if this.text(name.node) != b"_" {
                    let sym = this.sym(name.node);
                    this.scopes.bind(sym, Binding::Const(value));
                }
                index += 1;
            }
            this.close(kids);
        });
    }

    /// A `type` declaration, package-level or local.
    pub(super) fn type_declaration(&mut self, kid: Kid<'a>) {
        let kids = self.open(kid);
        let mut rest = kids;
        while let Some(kid) = self.next(&mut rest) {
            if matches!(kid.kind, Kind::TypeSpec | Kind::TypeAlias) {
                self.type_spec(kid);
            }
        }
        self.close(kids);
    }

    fn type_spec(&mut self, kid: Kid<'a>) {
        let kids = self.open(kid);
        let name = self.field(kids, Field::Name);
        let params = self.field(kids, Field::TypeParameters);
        let ty = self.field(kids, Field::Type);
        self.close(kids);
        let Some(name_kid) = name.filter(|name| !self.text(name.node).is_empty()) else { return };
        let name = self.sym(name_kid.node);
        let index = TypeIdx::new(self.facts.types.len());
        let owner = self.frames.last().copied();
        let placeholder = self.add_type(TypeExpr::Bad);
        self.facts.types.push(TypeDecl {
            name,
            span: span_of(name_kid.node),
            ty: placeholder,
            alias: kid.kind == Kind::TypeAlias,
            type_params: Vec::new(),
            owner,
        });
        // Unlike a variable, a type is in scope in its own declaration.
        if owner.is_some() && self.text(name_kid.node) != b"_" {
            self.scopes.bind(name, Binding::Type(index));
        }
        self.scopes.open();
        let type_params = params.map_or_else(Vec::new, |params| self.type_params(params, true));
        let ty = ty.map_or(placeholder, |ty| self.type_expr(ty));
        self.scopes.close();
        if let Some(decl) = self.facts.types.get_mut(index.index()) {
            decl.type_params = type_params;
            decl.ty = ty;
        }
    }

    /// A function or method declaration.
    fn function(&mut self, kid: Kid<'a>) {
        let kids = self.open(kid);
        let name = self.field(kids, Field::Name);
        let receiver = self.field(kids, Field::Receiver);
        let type_params = self.field(kids, Field::TypeParameters);
        let signature = Signature::of(self, kids);
        self.close(kids);
        let Some(name) = name else { return };
        let index = FuncIdx::new(self.facts.funcs.len());
        let func = Func {
            name: self.sym(name.node),
            name_span: span_of(name.node),
            span: span_of(kid.node),
            recv: None,
            type_params: Vec::new(),
            recv_type_params: Vec::new(),
            params: Vec::new(),
            results: Vec::new(),
            body: None,
            parent: None,
            literal: false,
            captures: Vec::new(),
            partial: false,
        };
        let name_end = func.name_span.end;
        self.facts.funcs.push(func);
        self.frames.push(index);
        self.scopes.open();
        let recv_type_params =
            receiver.map_or_else(Vec::new, |kid| self.bind_receiver_type_params(kid));
        let type_params = match (type_params, signature.params) {
            (Some(list), _) => self.type_params(list, false),
            (None, Some(params)) if receiver.is_some() => {
                let params_start = offset(params.node.start_byte());
                let blanked = self
                    .blanked
                    .iter()
                    .find(|list| list.start >= name_end && list.end <= params_start)
                    .copied();
                blanked.map_or_else(Vec::new, |list| self.blanked_type_params(list))
            }
            _ => Vec::new(),
        };
        let recv: Vec<Param> =
            receiver.map_or_else(Vec::new, |kid| self.params(kid, LocalKind::Receiver));
        self.bind_params(&recv);
        if let Some(func) = self.facts.funcs.get_mut(index.index()) {
            func.recv = recv.first().copied();
            func.type_params = type_params;
            func.recv_type_params = recv_type_params;
        }
        self.signature_and_body(index, signature);
        self.scopes.close();
        self.frames.pop();
    }

    /// A function literal.
    pub(super) fn func_literal(&mut self, kid: Kid<'a>) -> FuncIdx {
        let kids = self.open(kid);
        let signature = Signature::of(self, kids);
        self.close(kids);
        let index = FuncIdx::new(self.facts.funcs.len());
        let parent = self.frames.last().copied();
        let name =
            parent.and_then(|parent| self.facts.funcs.get(parent.index())).map(|func| func.name);
        // Without either there is no declaration around, which only an unreadable file has.
        let name = name.or(self.global).unwrap_or_else(|| self.intern(b"_"));
        let span = span_of(kid.node);
        let keyword_end = span.end.min(span.start.saturating_add(4));
        self.facts.funcs.push(Func {
            name,
            name_span: Span { start: span.start, end: keyword_end },
            span,
            recv: None,
            type_params: Vec::new(),
            recv_type_params: Vec::new(),
            params: Vec::new(),
            results: Vec::new(),
            body: None,
            parent,
            literal: true,
            captures: Vec::new(),
            partial: false,
        });
        self.frames.push(index);
        self.scopes.open();
        self.signature_and_body(index, signature);
        self.scopes.close();
        self.frames.pop();
        index
    }

    fn signature_and_body(&mut self, index: FuncIdx, signature: Signature<'a>) {
        let params =
            signature.params.map_or_else(Vec::new, |list| self.params(list, LocalKind::Param));
        let results = match signature.result {
            Some(list) if list.kind == Kind::ParamList => self.params(list, LocalKind::Result),
            Some(ty) => vec![Param { var: None, ty: self.type_expr(ty), variadic: false }],
            None => Vec::new(),
        };
        self.bind_params(&params);
        self.bind_params(&results);
        if let Some(func) = self.facts.funcs.get_mut(index.index()) {
            func.params = params;
            func.results = results;
        }
        // The body is the block that the parameters are in.
        let body = signature.body.map(|body| {
            let list = self.block_stmts(body);
            self.add_stmt(Stmt::Block(list), span_of(body.node))
        });
        if let Some(func) = self.facts.funcs.get_mut(index.index()) {
            func.body = body;
        }
    }
}

/// The parts of a function that literals have, too.
#[derive(Clone, Copy)]
struct Signature<'a> {
    params: Option<Kid<'a>>,
    result: Option<Kid<'a>>,
    body: Option<Kid<'a>>,
}

impl<'a> Signature<'a> {
    fn of(lowerer: &Lowerer<'a>, kids: Kids) -> Self {
        Self {
            params: lowerer.field(kids, Field::Parameters),
            result: lowerer.field(kids, Field::Result),
            body: lowerer.field(kids, Field::Body),
        }
    }
}

/// Whether it is one of the names that a `var` or `const` specification declares.
fn is_declared_name(kid: Kid<'_>) -> bool {
    matches!(kid.kind, Kind::Identifier | Kind::Nil | Kind::True | Kind::False | Kind::Iota)
}
