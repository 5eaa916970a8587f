//! Facts as text.

use std::fmt::Write as _;

use crate::syntax::facts::{
    AssignOp, BinaryOp, Case, ChanDir, Const, Elem, Expr, ExprId, FieldDecl, FileFacts, Func,
    FuncSig, List, Param, Stmt, StmtId, Sym, TypeExpr, TypeExprId, TypeParam, VarId,
};

/// Prints facts as text: locals as `name#id`, other names plain, statements in brackets.
pub(super) struct Dump<'a>(pub(super) &'a FileFacts);

impl<'a> Dump<'a> {
    pub(super) fn sym(&self, sym: Sym) -> &'a str {
        self.0.names.iter().nth(sym.index()).unwrap()
    }

    fn var(&self, var: VarId) -> String {
        format!("{}#{}", self.sym(self.0.locals[var.index()].name), var.index())
    }

    fn exprs(&self, list: List) -> String {
        self.0.code.exprs_of(list).iter().map(|&id| self.expr(id)).collect::<Vec<_>>().join(", ")
    }

    fn stmts(&self, list: List) -> String {
        self.0.code.stmts_of(list).iter().map(|&id| self.stmt(id)).collect::<Vec<_>>().join("; ")
    }

    fn tys(&self, list: &[TypeExprId]) -> String {
        list.iter().map(|&id| self.ty(id)).collect::<Vec<_>>().join(", ")
    }

    fn sig(&self, sig: &FuncSig) -> String {
        let dots = if sig.variadic { "..." } else { "" };
        format!("({}{dots})({})", self.tys(&sig.params), self.tys(&sig.results))
    }

    pub(super) fn ty(&self, id: TypeExprId) -> String {
        match &self.0.type_exprs[id.index()] {
            TypeExpr::Name(sym) => self.sym(*sym).to_owned(),
            TypeExpr::Qualified(package, name) => {
                format!("{}.{}", self.sym(*package), self.sym(*name))
            }
            TypeExpr::Local(index) => {
                format!("{}@{}", self.sym(self.0.types[index.index()].name), index.index())
            }
            TypeExpr::Param { of_type, index } => {
                format!("{}{index}", if *of_type { "$T" } else { "$F" })
            }
            TypeExpr::Pointer(ty) => format!("*{}", self.ty(*ty)),
            TypeExpr::Slice(ty) => format!("[]{}", self.ty(*ty)),
            TypeExpr::Array(Some(length), ty) => format!("[{length}]{}", self.ty(*ty)),
            TypeExpr::Array(None, ty) => format!("[?]{}", self.ty(*ty)),
            TypeExpr::Map(key, value) => format!("map[{}]{}", self.ty(*key), self.ty(*value)),
            TypeExpr::Chan(ChanDir::Both, ty) => format!("chan {}", self.ty(*ty)),
            TypeExpr::Chan(ChanDir::Send, ty) => format!("chan<- {}", self.ty(*ty)),
            TypeExpr::Chan(ChanDir::Recv, ty) => format!("<-chan {}", self.ty(*ty)),
            TypeExpr::Func(sig) => format!("func{}", self.sig(sig)),
            TypeExpr::Struct(fields) => {
                let field = |field: &FieldDecl| {
                    let embedded = if field.embedded { "^" } else { "" };
                    format!("{embedded}{} {}", self.sym(field.name), self.ty(field.ty))
                };
                format!("struct{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join("; "))
            }
            TypeExpr::Interface(decl) => {
                let mut parts: Vec<String> = decl
                    .methods
                    .iter()
                    .map(|(name, sig)| format!("{}{}", self.sym(*name), self.sig(sig)))
                    .collect();
                parts.extend(decl.embeds.iter().map(|&ty| self.ty(ty)));
                parts.extend(decl.constraint.then(|| "~".to_owned()));
                format!("interface{{{}}}", parts.join("; "))
            }
            TypeExpr::Generic(base, args) => format!("{}[{}]", self.ty(*base), self.tys(args)),
            TypeExpr::Bad => "BAD".to_owned(),
        }
    }

    pub(super) fn expr(&self, id: ExprId) -> String {
        match self.0.code.expr(id) {
            Expr::Ident(sym) => self.sym(sym).to_owned(),
            Expr::Local(var) => self.var(var),
            Expr::Blank => "_".to_owned(),
            Expr::Selector(x, name) => format!("{}.{}", self.expr(x), self.sym(name)),
            Expr::Index(x, index) => format!("{}[{}]", self.expr(x), self.expr(index)),
            Expr::Instantiate(x, args) => format!("{}[[{}]]", self.expr(x), self.exprs(args)),
            Expr::Slice(x, bounds) => format!("{}[:{}]", self.expr(x), self.exprs(bounds)),
            Expr::Star(x) => format!("*{}", self.expr(x)),
            Expr::AddrOf(x) => format!("&{}", self.expr(x)),
            Expr::Call { fun, args, spread } => {
                format!(
                    "{}({}{})",
                    self.expr(fun),
                    self.exprs(args),
                    if spread { "..." } else { "" }
                )
            }
            Expr::Composite(ty, elems) => {
                let elem = |elem: &Elem| {
                    let key = elem.key.map_or(String::new(), |key| {
                        format!(
                            "{}{}: ",
                            if elem.key_name.is_some() { "." } else { "" },
                            self.expr(key)
                        )
                    });
                    format!("{key}{}", self.expr(elem.value))
                };
                let elems = self.0.code.elems[elems.range()]
                    .iter()
                    .map(elem)
                    .collect::<Vec<_>>()
                    .join(", ");
                format!("{}{{{elems}}}", ty.map_or(String::new(), |ty| self.ty(ty)))
            }
            Expr::FuncLit(func) => format!("fn{}", func.index()),
            Expr::Assert(x, ty) => {
                format!("{}.({})", self.expr(x), ty.map_or("type".to_owned(), |ty| self.ty(ty)))
            }
            Expr::Recv(x) => format!("<-{}", self.expr(x)),
            Expr::Not(x) => format!("!{}", self.expr(x)),
            Expr::Unary(x) => format!("-{}", self.expr(x)),
            Expr::Binary(op, x, y) => {
                let op = match op {
                    BinaryOp::Eq => "==",
                    BinaryOp::Ne => "!=",
                    BinaryOp::Lt => "<",
                    BinaryOp::Le => "<=",
                    BinaryOp::Gt => ">",
                    BinaryOp::Ge => ">=",
                    BinaryOp::And => "&&",
                    BinaryOp::Or => "||",
                    BinaryOp::Shift => "<<",
                    BinaryOp::Other => "+",
                };
                format!("({} {op} {})", self.expr(x), self.expr(y))
            }
            Expr::Const(Const::Int(value)) => value.to_string(),
            Expr::Const(value) => format!("{value:?}"),
            Expr::Type(ty) => format!("<{}>", self.ty(ty)),
            Expr::Bad(inside) => format!("BAD({})", self.exprs(inside)),
        }
    }

    fn case(&self, case: &Case) -> String {
        let mut text = if case.default { "default".to_owned() } else { "case".to_owned() };
        if case.exprs.len > 0 {
            let _ = write!(text, " {}", self.exprs(case.exprs));
        }
        if case.types.len > 0 {
            let _ = write!(text, " {}", self.tys(&self.0.type_lists[case.types.range()]));
        }
        if let Some(comm) = case.comm {
            let _ = write!(text, " {}", self.stmt(comm));
        }
        if let Some(bind) = case.bind {
            let _ = write!(text, " bind {}", self.var(bind));
        }
        format!("({text}: {})", self.stmts(case.body))
    }

    fn cases(&self, list: List) -> String {
        self.0.code.cases[list.range()]
            .iter()
            .map(|case| self.case(case))
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn stmt(&self, id: StmtId) -> String {
        let init = |init: Option<StmtId>| {
            init.map_or(String::new(), |init| format!("{}; ", self.stmt(init)))
        };
        match self.0.code.stmt(id) {
            Stmt::Block(list) => format!("{{{}}}", self.stmts(list)),
            Stmt::If { init: first, cond, then, els } => {
                let els = els.map_or(String::new(), |els| format!(" else {}", self.stmt(els)));
                format!("if {}{} {}{els}", init(first), self.expr(cond), self.stmt(then))
            }
            Stmt::For { init: first, cond, post, body } => {
                let cond = cond.map_or(String::new(), |cond| self.expr(cond));
                let post = post.map_or(String::new(), |post| format!("; {}", self.stmt(post)));
                format!("for {}{cond}{post} {}", init(first), self.stmt(body))
            }
            Stmt::Range { key, value, x, body } => {
                let key = key.map_or(String::new(), |key| format!("{} ", self.expr(key)));
                let value = value.map_or(String::new(), |value| format!("{} ", self.expr(value)));
                format!("range {key}{value}in {} {}", self.expr(x), self.stmt(body))
            }
            Stmt::Switch { init: first, tag, cases } => {
                let tag = tag.map_or(String::new(), |tag| format!("{} ", self.expr(tag)));
                format!("switch {}{tag}{}", init(first), self.cases(cases))
            }
            Stmt::TypeSwitch { init: first, x, cases } => {
                format!("typeswitch {}{} {}", init(first), self.expr(x), self.cases(cases))
            }
            Stmt::Select(cases) => format!("select {}", self.cases(cases)),
            Stmt::Go(call) => format!("go {}", self.expr(call)),
            Stmt::Defer(call) => format!("defer {}", self.expr(call)),
            Stmt::Return(list) => format!("return {}", self.exprs(list)).trim_end().to_owned(),
            Stmt::Assign { lhs, rhs, op } => {
                let op = match op {
                    AssignOp::Plain => "=",
                    AssignOp::Define => ":=",
                    AssignOp::Update => "+=",
                };
                format!("{} {op} {}", self.exprs(lhs), self.exprs(rhs))
            }
            Stmt::Var { lhs, ty, rhs } => {
                let ty = ty.map_or(String::new(), |ty| format!(" {}", self.ty(ty)));
                let rhs =
                    if rhs.len > 0 { format!(" = {}", self.exprs(rhs)) } else { String::new() };
                format!("var {}{ty}{rhs}", self.exprs(lhs))
            }
            Stmt::Send(channel, value) => format!("{} <- {}", self.expr(channel), self.expr(value)),
            Stmt::Inc(x) => format!("{}++", self.expr(x)),
            Stmt::Dec(x) => format!("{}--", self.expr(x)),
            Stmt::Expr(x) => self.expr(x),
            Stmt::Labeled(label, stmt) => format!("{}: {}", self.sym(label), self.stmt(stmt)),
            Stmt::Break(label) => {
                format!("break {}", label.map_or("", |label| self.sym(label))).trim_end().to_owned()
            }
            Stmt::Continue(label) => {
                format!("continue {}", label.map_or("", |label| self.sym(label)))
                    .trim_end()
                    .to_owned()
            }
            Stmt::Goto(label) => format!("goto {}", self.sym(label)),
            Stmt::Fallthrough => "fallthrough".to_owned(),
            Stmt::Empty => "-".to_owned(),
        }
    }

    fn params(&self, params: &[Param]) -> String {
        let param = |param: &Param| {
            let name = param.var.map_or("_".to_owned(), |var| self.var(var));
            format!("{name} {}{}", if param.variadic { "..." } else { "" }, self.ty(param.ty))
        };
        params.iter().map(param).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn func(&self, func: &Func) -> String {
        let mut text = String::from(if func.literal { "lit" } else { "func" });
        if let Some(recv) = func.recv {
            let _ = write!(text, " ({})", self.params(&[recv]));
        }
        let _ = write!(text, " {}", self.sym(func.name));
        if !func.type_params.is_empty() {
            let param = |param: &TypeParam| {
                let constraint =
                    param.constraint.map_or(String::new(), |ty| format!(" {}", self.ty(ty)));
                format!("{}{constraint}", self.sym(param.name))
            };
            let _ = write!(
                text,
                "[{}]",
                func.type_params.iter().map(param).collect::<Vec<_>>().join(", ")
            );
        }
        let _ = write!(text, "({})", self.params(&func.params));
        if !func.results.is_empty() {
            let _ = write!(text, " ({})", self.params(&func.results));
        }
        if !func.captures.is_empty() {
            let captures: Vec<String> = func.captures.iter().map(|&var| self.var(var)).collect();
            let _ = write!(text, " captures {}", captures.join(" "));
        }
        if func.partial {
            text.push_str(" PARTIAL");
        }
        if let Some(body) = func.body {
            let _ = write!(text, " {}", self.stmt(body));
        }
        text
    }
}
