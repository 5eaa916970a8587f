//! Lowering of types, type parameters and parameter lists.

use memchr::memchr;

use super::facts::{
    ChanDir, Const, Expr, FieldDecl, FuncSig, InterfaceDecl, LocalKind, Param, Span, Sym, TypeExpr,
    TypeExprId, TypeParam, VarId,
};
use super::kinds::{Field, Kind};
use super::lower::{Kid, Lowerer, offset, span_of};
use super::scopes::Binding;
use super::tokens::is_word;

/// The package and the name of which a text consists, if that is all.
pub(super) fn qualified(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let (package, name) = text.split_at(memchr(b'.', text)?);
    let name = name.get(1..)?;
    name.iter().all(|&byte| is_word(byte)).then_some((package, name))
}

/// A parameter as written.
#[derive(Clone, Copy)]
struct WrittenParam<'a> {
    name: Option<Kid<'a>>,
    ty: Option<Kid<'a>>,
    variadic: bool,
}

impl<'a> Lowerer<'a> {
    /// A type.
    pub(super) fn type_expr(&mut self, kid: Kid<'a>) -> TypeExprId {
        if !self.enter(kid.node) {
            return self.add_type(TypeExpr::Bad);
        }
        let ty = self.type_inner(kid);
        self.leave();
        ty
    }

    /// A type that may be absent because of an error.
    fn type_or_bad(&mut self, kid: Option<Kid<'a>>) -> TypeExprId {
        match kid {
            Some(kid) => self.type_expr(kid),
            None => self.add_type(TypeExpr::Bad),
        }
    }

    fn type_inner(&mut self, kid: Kid<'a>) -> TypeExprId {
        let ty = match kid.kind {
            Kind::TypeIdentifier | Kind::Identifier => self.named_type(kid),
            Kind::QualifiedType => {
                let kids = self.open(kid);
                let (package, name) =
                    (self.field(kids, Field::Package), self.field(kids, Field::Name));
                self.close(kids);
                match (package, name) {
                    (Some(package), Some(name)) => {
                        TypeExpr::Qualified(self.sym(package.node), self.sym(name.node))
                    }
                    _ => TypeExpr::Bad,
                }
            }
            Kind::GenericType => {
                let kids = self.open(kid);
                let (base, args) =
                    (self.field(kids, Field::Type), self.field(kids, Field::TypeArguments));
                self.close(kids);
                let base = self.type_or_bad(base);
                let args = args.map_or_else(Box::default, |args| self.type_arguments(args));
                TypeExpr::Generic(base, args)
            }
            Kind::PointerType => TypeExpr::Pointer(self.inner_type(kid)),
            Kind::ParenType => return self.inner_type(kid),
            Kind::SliceType => {
                let element = self.field_type(kid, Field::Element);
                TypeExpr::Slice(element)
            }
            Kind::ImplicitArrayType => {
                let element = self.field_type(kid, Field::Element);
                TypeExpr::Array(None, element)
            }
            Kind::ArrayType => {
                let kids = self.open(kid);
                let (length, element) =
                    (self.field(kids, Field::Length), self.field(kids, Field::Element));
                self.close(kids);
                let length = length.and_then(|length| self.array_length(length));
                TypeExpr::Array(length, self.type_or_bad(element))
            }
            Kind::MapType => {
                let kids = self.open(kid);
                let (key, value) = (self.field(kids, Field::Key), self.field(kids, Field::Value));
                self.close(kids);
                TypeExpr::Map(self.type_or_bad(key), self.type_or_bad(value))
            }
            Kind::ChannelType => self.channel_type(kid),
            Kind::FunctionType => TypeExpr::Func(Box::new(self.signature(kid))),
            Kind::StructType => self.struct_type(kid),
            Kind::InterfaceType => self.interface_type(kid),
            _ => TypeExpr::Bad,
        };
        self.add_type(ty)
    }

    fn named_type(&mut self, kid: Kid<'a>) -> TypeExpr {
        let text = self.text(kid.node);
        if text.is_empty() {
            return TypeExpr::Bad;
        }
        if let Some((package, name)) = qualified(text) {
            return TypeExpr::Qualified(self.intern(package), self.intern(name));
        }
        let sym = self.sym(kid.node);
        match self.scopes.lookup(sym) {
            None => TypeExpr::Name(sym),
            Some(Binding::Type(ty)) => TypeExpr::Local(ty),
            Some(Binding::Param { of_type, index }) => TypeExpr::Param { of_type, index },
            Some(Binding::Var(_) | Binding::Const(_)) => TypeExpr::Bad,
        }
    }

    /// The one type inside a node, whatever its field.
    fn inner_type(&mut self, kid: Kid<'a>) -> TypeExprId {
        let kids = self.open(kid);
        let inner = self.expr_kid(kids);
        self.close(kids);
        self.type_or_bad(inner)
    }

    fn field_type(&mut self, kid: Kid<'a>, field: Field) -> TypeExprId {
        let kids = self.open(kid);
        let inner = self.field(kids, field);
        self.close(kids);
        self.type_or_bad(inner)
    }

    fn array_length(&mut self, kid: Kid<'a>) -> Option<u32> {
        let id = self.expr(kid);
        match self.facts.code.exprs.get(id.index()) {
            Some(Expr::Const(Const::Int(length))) => u32::try_from(*length).ok(),
            _ => None,
        }
    }

    fn channel_type(&mut self, kid: Kid<'a>) -> TypeExpr {
        let kids = self.open(kid);
        let mut direction = ChanDir::Both;
        let mut chan_seen = false;
        for kid in self.slice(kids) {
            match kid.kind {
                Kind::Chan => chan_seen = true,
                Kind::Arrow => direction = if chan_seen { ChanDir::Send } else { ChanDir::Recv },
                _ => {}
            }
        }
        let value = self.field(kids, Field::Value);
        self.close(kids);
        TypeExpr::Chan(direction, self.type_or_bad(value))
    }

    /// The types of a type argument list.
    fn type_arguments(&mut self, kid: Kid<'a>) -> Box<[TypeExprId]> {
        let mut args = Vec::new();
        let kids = self.open(kid);
        let mut rest = kids;
        while let Some(kid) = self.next(&mut rest) {
            if kid.kind == Kind::TypeElem {
                args.push(self.type_elem(kid));
            }
        }
        self.close(kids);
        args.into()
    }

    /// The type that a `type_elem` or a constraint consists of, of `~T` that is T; of a union, nothing is kept.
    fn type_elem(&mut self, kid: Kid<'a>) -> TypeExprId {
        match self.only_type(kid).or_else(|| self.negated_type(kid)) {
            Some(kid) => self.type_expr(kid),
            None => self.add_type(TypeExpr::Bad),
        }
    }

    /// The type behind the `~` that a `type_elem` or a constraint consists of.
    fn negated_type(&mut self, kid: Kid<'a>) -> Option<Kid<'a>> {
        let kids = self.open(kid);
        let mut types = self.slice(kids).iter().filter(|kid| kid.kind.is_expr());
        let only = match (types.next(), types.next()) {
            (Some(kid), None) if kid.kind == Kind::NegatedType => Some(*kid),
            _ => None,
        };
        self.close(kids);
        self.only_type(only?)
    }

    /// The only type inside a `type_elem`; `None` if it is a union or has a `~`.
    pub(super) fn only_type(&mut self, kid: Kid<'a>) -> Option<Kid<'a>> {
        let kids = self.open(kid);
        let mut types = self.slice(kids).iter().filter(|kid| kid.kind.is_expr());
        let only = match (types.next(), types.next()) {
            (Some(kid), None) if kid.kind != Kind::NegatedType => Some(*kid),
            _ => None,
        };
        self.close(kids);
        only
    }

    fn struct_type(&mut self, kid: Kid<'a>) -> TypeExpr {
        let kids = self.open(kid);
        let list = self.of_kind(kids, Kind::FieldDeclList);
        self.close(kids);
        let mut fields = Vec::new();
        if let Some(list) = list {
            let kids = self.open(list);
            let mut rest = kids;
            while let Some(kid) = self.next(&mut rest) {
                if kid.kind == Kind::FieldDecl {
                    self.field_declaration(kid, &mut fields);
                }
            }
            self.close(kids);
        }
        TypeExpr::Struct(fields.into())
    }

    fn field_declaration(&mut self, kid: Kid<'a>, fields: &mut Vec<FieldDecl>) {
        let kids = self.open(kid);
        let ty_kid = self.field(kids, Field::Type);
        let mut ty = self.type_or_bad(ty_kid);
        let mut rest = kids;
        let mut embedded = true;
        let mut pointer = false;
        while let Some(kid) = self.next(&mut rest) {
            if kid.kind == Kind::FieldIdentifier {
                embedded = false;
                let name = self.sym(kid.node);
                fields.push(FieldDecl { name, span: span_of(kid.node), ty, embedded });
            }
            pointer |= kid.kind == Kind::Star;
        }
        self.close(kids);
        if embedded && let Some(name_kid) = ty_kid.and_then(|kid| self.last_name(kid)) {
            if pointer {
                ty = self.add_type(TypeExpr::Pointer(ty));
            }
            let mut span = span_of(name_kid.node);
            if let Some((package, _)) = qualified(self.text_at(span)) {
                span.start += offset(package.len() + 1);
            }
            let name = self.intern(self.text_at(span));
            fields.push(FieldDecl { name, span, ty, embedded });
        }
    }

    /// The identifier that names an embedded type: `Name` of `pkg.Name[T]`.
    fn last_name(&mut self, kid: Kid<'a>) -> Option<Kid<'a>> {
        let field = match kid.kind {
            Kind::TypeIdentifier => return Some(kid),
            Kind::QualifiedType => Field::Name,
            Kind::GenericType => Field::Type,
            _ => return None,
        };
        let kids = self.open(kid);
        let inner = self.field(kids, field);
        self.close(kids);
        // A generic type's name may be qualified, a qualified one's is plain.
        inner.and_then(|inner| self.last_name(inner))
    }

    fn interface_type(&mut self, kid: Kid<'a>) -> TypeExpr {
        let mut decl = InterfaceDecl::default();
        let kids = self.open(kid);
        let mut rest = kids;
        while let Some(kid) = self.next(&mut rest) {
            match kid.kind {
                Kind::MethodElem => {
                    let method = self.open(kid);
                    let name = self.field(method, Field::Name);
                    self.close(method);
                    let signature = self.signature(kid);
                    if let Some(name) = name {
                        decl.methods.push((self.sym(name.node), signature));
                    }
                }
                Kind::TypeElem => match self.only_type(kid) {
                    Some(kid) => decl.embeds.push(self.type_expr(kid)),
                    None => {
                        decl.constraint = true;
                        if let Some(kid) = self.negated_type(kid) {
                            decl.embeds.push(self.type_expr(kid));
                        }
                    }
                },
                _ => {}
            }
        }
        self.close(kids);
        TypeExpr::Interface(Box::new(decl))
    }

    /// The parameters and results of a function type or interface method.
    fn signature(&mut self, kid: Kid<'a>) -> FuncSig {
        let kids = self.open(kid);
        let (params, result) =
            (self.field(kids, Field::Parameters), self.field(kids, Field::Result));
        self.close(kids);
        let mut signature = FuncSig::default();
        if let Some(params) = params {
            signature.variadic = self.signature_types(params, &mut signature.params);
        }
        match result {
            Some(list) if list.kind == Kind::ParamList => {
                self.signature_types(list, &mut signature.results);
            }
            Some(ty) => signature.results.push(self.type_expr(ty)),
            None => {}
        }
        signature
    }

    /// The types of a parameter list, one entry a parameter; whether it is variadic.
    fn signature_types(&mut self, list: Kid<'a>, types: &mut Vec<TypeExprId>) -> bool {
        let mut variadic = false;
        let mut group = None;
        for written in self.written_params(list) {
            variadic |= written.variadic;
            types.push(self.group_type(&mut group, written, LocalKind::Param));
        }
        variadic
    }

    /// The parameters, results or receiver of a function being declared. Their names are not in scope yet: no
    /// type of a signature can mean a parameter ([`Self::bind_params`]).
    pub(super) fn params(&mut self, list: Kid<'a>, kind: LocalKind) -> Vec<Param> {
        let written = self.written_params(list);
        let mut params = Vec::with_capacity(written.len());
        let mut group = None;
        for written in written {
            let variadic = written.variadic;
            let ty = self.group_type(&mut group, written, kind);
            let var = written.name.and_then(|name| {
                // Inside, a variadic parameter is a slice.
                let ty = if variadic { self.add_type(TypeExpr::Slice(ty)) } else { ty };
                self.param_var(name, ty, kind)
            });
            params.push(Param { var, ty, variadic });
        }
        params
    }

    /// What is written of each parameter of a list.
    fn written_params(&mut self, list: Kid<'a>) -> Vec<WrittenParam<'a>> {
        let mut params = Vec::new();
        let mut named = false;
        let kids = self.open(list);
        let mut rest = kids;
        while let Some(kid) = self.next(&mut rest) {
            let variadic = match kid.kind {
                Kind::ParamDecl => false,
                Kind::VariadicParamDecl => true,
                _ => continue,
            };
            let decl = self.open(kid);
            let ty = self.field(decl, Field::Type);
            let names = self.slice(decl).iter().filter(|kid| kid.kind == Kind::Identifier);
            let before = params.len();
            params.extend(names.map(|&name| WrittenParam { name: Some(name), ty, variadic }));
            if params.len() == before {
                params.push(WrittenParam { name: None, ty, variadic });
            } else {
                named = true;
            }
            self.close(decl);
        }
        self.close(kids);
        if named {
            // In Go all parameters of a list have names or none has. From about ten names before one type on,
            // the parser gives up on that reading too early and takes the first names for types.
            let mut next: Option<WrittenParam<'a>> = None;
            for param in params.iter_mut().rev() {
                if let Some(next) = next.filter(|next| next.name.is_some() && !next.variadic)
                    && param.name.is_none()
                    && let Some(ty) = param.ty
                    && ty.kind == Kind::TypeIdentifier
                    && !self.is_joined(ty.node)
                {
                    param.name = Some(ty);
                    param.ty = next.ty;
                }
                next = Some(*param);
            }
        }
        params
    }

    /// The type of a parameter. Those declared together share it (`group`).
    fn group_type(
        &mut self,
        group: &mut Option<(usize, TypeExprId)>,
        param: WrittenParam<'a>,
        kind: LocalKind,
    ) -> TypeExprId {
        let Some(kid) = param.ty else { return self.add_type(TypeExpr::Bad) };
        if let Some((node, ty)) = *group
            && node == kid.node.id()
        {
            return ty;
        }
        let ty =
            if kind == LocalKind::Receiver { self.receiver_type(kid) } else { self.type_expr(kid) };
        *group = Some((kid.node.id(), ty));
        ty
    }

    fn param_var(&mut self, name: Kid<'a>, ty: TypeExprId, kind: LocalKind) -> Option<VarId> {
        if matches!(self.text(name.node), b"_" | b"") {
            return None;
        }
        let sym = self.sym(name.node);
        self.add_local(sym, span_of(name.node), Some(ty), kind)
    }

    /// Brings parameters into scope.
    pub(super) fn bind_params(&mut self, params: &[Param]) {
        for var in params.iter().filter_map(|param| param.var) {
            if let Some(local) = self.facts.locals.get(var.index()) {
                self.scopes.bind(local.name, Binding::Var(var));
            }
        }
    }

    /// The names by which a receiver binds its type's parameters, brought into scope.
    pub(super) fn bind_receiver_type_params(&mut self, receiver: Kid<'a>) -> Vec<Sym> {
        let mut syms = Vec::new();
        let mut at = Some(receiver);
        // Down through `(`, the declaration, pointers and parentheses to the generic type.
        while let Some(kid) = at {
            let kids = self.open(kid);
            at = match kid.kind {
                Kind::ParamList => self.of_kind(kids, Kind::ParamDecl),
                Kind::ParamDecl => self.field(kids, Field::Type),
                Kind::PointerType | Kind::ParenType => self.expr_kid(kids),
                Kind::GenericType => self.field(kids, Field::TypeArguments),
                Kind::TypeArguments => {
                    let mut rest = kids;
                    while let Some(kid) = self.next(&mut rest) {
                        if kid.kind != Kind::TypeElem {
                            continue;
                        }
                        let Some(name) = self.only_type(kid) else { continue };
                        let sym = self.sym(name.node);
                        let index = u32::try_from(syms.len()).unwrap_or(u32::MAX);
                        syms.push(sym);
                        if self.text(name.node) != b"_" {
                            self.scopes.bind(sym, Binding::Param { of_type: true, index });
                        }
                    }
                    None
                }
                _ => None,
            };
            self.close(kids);
        }
        syms
    }

    /// A receiver's type. Its type arguments are names being bound, `_` among them, so they are the type's
    /// parameters by position.
    fn receiver_type(&mut self, kid: Kid<'a>) -> TypeExprId {
        let kids = self.open(kid);
        let (inner, args) = match kid.kind {
            Kind::PointerType | Kind::ParenType => (self.expr_kid(kids), None),
            Kind::GenericType => {
                (self.field(kids, Field::Type), self.field(kids, Field::TypeArguments))
            }
            _ => (None, None),
        };
        self.close(kids);
        let Some(inner) = inner else { return self.type_expr(kid) };
        if !self.enter(kid.node) {
            return self.add_type(TypeExpr::Bad);
        }
        let base = self.receiver_type(inner);
        self.leave();
        match kid.kind {
            Kind::PointerType => self.add_type(TypeExpr::Pointer(base)),
            Kind::GenericType => {
                let count = args.map_or(0, |args| {
                    let kids = self.open(args);
                    let count =
                        self.slice(kids).iter().filter(|kid| kid.kind == Kind::TypeElem).count();
                    self.close(kids);
                    count
                });
                let args = (0..u32::try_from(count).unwrap_or(0))
                    .map(|index| self.add_type(TypeExpr::Param { of_type: true, index }))
                    .collect();
                self.add_type(TypeExpr::Generic(base, args))
            }
            _ => base,
        }
    }

    /// The type parameters of a function or type, brought into scope.
    pub(super) fn type_params(&mut self, list: Kid<'a>, of_type: bool) -> Vec<TypeParam> {
        let mut params: Vec<TypeParam> = Vec::new();
        let kids = self.open(list);
        // All names first: a constraint may mention any of them.
        let mut constraints = Vec::new();
        let mut rest = kids;
        while let Some(kid) = self.next(&mut rest) {
            if kid.kind != Kind::TypeParamDecl {
                continue;
            }
            let decl = self.open(kid);
            let mut names = decl;
            while let Some(name) = self.next(&mut names) {
                if name.kind == Kind::Identifier {
                    let sym = self.sym(name.node);
                    self.bind_type_param(sym, of_type, &mut params);
                }
            }
            constraints.push((params.len(), self.field(decl, Field::Type)));
            self.close(decl);
        }
        self.close(kids);
        let mut start = 0;
        for (end, constraint) in constraints {
            let constraint = constraint.map(|constraint| self.type_elem(constraint));
            for param in params.get_mut(start..end).unwrap_or_default() {
                param.constraint = constraint;
            }
            start = end;
        }
        params
    }

    fn bind_type_param(&mut self, name: Sym, of_type: bool, params: &mut Vec<TypeParam>) {
        let index = u32::try_from(params.len()).unwrap_or(u32::MAX);
        params.push(TypeParam { name, constraint: None });
        self.scopes.bind(name, Binding::Param { of_type, index });
    }

    /// The type parameters of a generic method, whose list the repair took out of the tree: names only.
    pub(super) fn blanked_type_params(&mut self, list: Span) -> Vec<TypeParam> {
        let mut params = Vec::new();
        let text = self.text_at(list);
        let inside = text.get(1..text.len().saturating_sub(1)).unwrap_or_default();
        let mut depth = 0i32;
        let mut at_start = true;
        let mut i = 0;
        while let Some(&byte) = inside.get(i) {
            let is_name =
                |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80;
            match byte {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth -= 1,
                b',' if depth == 0 => at_start = true,
                _ if is_name(&byte) => {
                    let rest = inside.get(i..).unwrap_or_default();
                    let name = rest.split(|byte| !is_name(byte)).next().unwrap_or_default();
                    if at_start && depth == 0 {
                        let sym = self.intern(name);
                        self.bind_type_param(sym, false, &mut params);
                        at_start = false;
                    }
                    i += name.len().max(1) - 1;
                }
                _ => {}
            }
            i += 1;
        }
        params
    }
}
