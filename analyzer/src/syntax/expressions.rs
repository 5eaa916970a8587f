//! Lowering of expressions.

use std::ops::Range;

use super::facts::{BinaryOp, Const, Elem, Expr, ExprId, List, Span, TypeExprId};
use super::kinds::{Field, Kind};
use super::lower::{Kid, Kids, Lowerer, offset, span_of};
use super::primary::{self, MAX_CALLS, Reader};
use super::scopes::Binding;
use super::tokens::skip_word;
use super::types::qualified;

impl<'a> Lowerer<'a> {
    /// An expression, or a type in the place of one.
    pub(super) fn expr(&mut self, kid: Kid<'a>) -> ExprId {
        match kid.kind {
            Kind::Identifier
            | Kind::TypeIdentifier
            | Kind::Nil
            | Kind::True
            | Kind::False
            | Kind::Iota => self.name(kid),
            Kind::Int => {
                // Or a string, of which the parser saw a number.
                let value = const_value(self.text(kid.node));
                self.add_expr(Expr::Const(value), span_of(kid.node))
            }
            Kind::Float | Kind::Imaginary => {
                self.add_expr(Expr::Const(Const::Number), span_of(kid.node))
            }
            Kind::Rune => self.add_expr(Expr::Const(Const::Rune), span_of(kid.node)),
            Kind::RawString | Kind::Str => {
                self.add_expr(Expr::Const(Const::Str), span_of(kid.node))
            }
            _ => {
                if !self.enter(kid.node) {
                    return self.bad_expr(span_of(kid.node));
                }
                let id = self.compound(kid);
                self.leave();
                id
            }
        }
    }

    /// An expression that may be absent because of an error near `around`.
    pub(super) fn expr_or_bad(&mut self, kid: Option<Kid<'a>>, around: Kid<'a>) -> ExprId {
        match kid {
            Some(kid) => self.expr(kid),
            None => self.bad_expr(span_of(around.node)),
        }
    }

    /// A name as an expression.
    fn name(&mut self, kid: Kid<'a>) -> ExprId {
        let span = span_of(kid.node);
        if !self.is_joined(kid.node) {
            return self.name_at(span);
        }
        let (source, first) = self.first_name(span);
        primary::read(source, first, MAX_CALLS, self).0
    }

    /// The first of the names that the parser took for one, and the source as far as these go.
    fn first_name(&self, names: Span) -> (&'a [u8], Range<usize>) {
        let source = self.until(names.end);
        let start = names.start as usize;
        (source, start..skip_word(source, start))
    }

    /// The name at a place as an expression.
    fn name_at(&mut self, span: Span) -> ExprId {
        let expr = match self.text_at(span) {
            b"_" => Expr::Blank,
            // An identifier that the parser made up.
            b"" => Expr::Bad(List::default()),
            text => {
                let sym = self.intern(text);
                self.resolve(sym)
            }
        };
        self.add_expr(expr, span)
    }

    fn compound(&mut self, kid: Kid<'a>) -> ExprId {
        let span = span_of(kid.node);
        match kid.kind {
            Kind::Selector => {
                let kids = self.open(kid);
                let (operand, name) =
                    (self.field(kids, Field::Operand), self.field(kids, Field::Member));
                self.close(kids);
                self.selector(operand, name, kid)
            }
            Kind::QualifiedType => {
                let kids = self.open(kid);
                let (operand, name) =
                    (self.field(kids, Field::Package), self.field(kids, Field::Name));
                self.close(kids);
                let operand = operand.map(|operand| Kid { kind: Kind::Identifier, ..operand });
                self.selector(operand, name, kid)
            }
            Kind::Call => self.call(kid, span),
            Kind::Unary => {
                let kids = self.open(kid);
                let operator = self.field(kids, Field::Operator).map_or(Kind::Plus, |kid| kid.kind);
                let operand = self.field(kids, Field::Operand);
                self.close(kids);
                let operand = self.expr_or_bad(operand, kid);
                let expr = match operator {
                    Kind::Star => Expr::Star(operand),
                    Kind::Amp => Expr::AddrOf(operand),
                    Kind::Arrow => Expr::Recv(operand),
                    Kind::Bang => Expr::Not(operand),
                    _ => Expr::Unary(operand),
                };
                self.add_expr(expr, span)
            }
            Kind::Binary => self.binary(kid),
            Kind::Paren | Kind::ParenType | Kind::LiteralElement => self.unwrap_expr(kid),
            Kind::Index => {
                let kids = self.open(kid);
                let (operand, index) =
                    (self.field(kids, Field::Operand), self.field(kids, Field::Index));
                self.close(kids);
                let operand = self.expr_or_bad(operand, kid);
                let index = self.expr_or_bad(index, kid);
                self.add_expr(Expr::Index(operand, index), span)
            }
            Kind::SliceExpr => {
                let kids = self.open(kid);
                let operand = self.field(kids, Field::Operand);
                let bounds = [Field::Start, Field::End, Field::Capacity]
                    .map(|field| self.field(kids, field));
                self.close(kids);
                let operand = self.expr_or_bad(operand, kid);
                let mark = self.expr_stack.len();
                for bound in bounds.into_iter().flatten() {
                    let bound = self.expr(bound);
                    self.expr_stack.push(bound);
                }
                let bounds = self.take_exprs(mark);
                self.add_expr(Expr::Slice(operand, bounds), span)
            }
            Kind::Assertion => {
                let kids = self.open(kid);
                let (operand, ty) =
                    (self.field(kids, Field::Operand), self.field(kids, Field::Type));
                self.close(kids);
                let operand = self.expr_or_bad(operand, kid);
                let ty = ty.map(|ty| self.type_expr(ty));
                self.add_expr(Expr::Assert(operand, ty), span)
            }
            Kind::Conversion => {
                let kids = self.open(kid);
                let (ty, operand) =
                    (self.field(kids, Field::Type), self.field(kids, Field::Operand));
                self.close(kids);
                self.conversion(ty, operand, kid)
            }
            Kind::Instantiation => {
                let kids = self.open(kid);
                let fun = self.field(kids, Field::Type);
                let fun = self.expr_or_bad(fun, kid);
                let id = self.instantiate(fun, kids, span);
                self.close(kids);
                id
            }
            Kind::GenericType => {
                let kids = self.open(kid);
                let (fun, args) =
                    (self.field(kids, Field::Type), self.field(kids, Field::TypeArguments));
                self.close(kids);
                let fun = self.expr_or_bad(fun, kid);
                self.type_arguments_of(fun, args, span)
            }
            Kind::Composite => {
                let kids = self.open(kid);
                let (ty, body) = (self.field(kids, Field::Type), self.field(kids, Field::Body));
                self.close(kids);
                let ty = ty.map(|ty| self.type_expr(ty));
                self.composite(ty, body, span)
            }
            Kind::LiteralValue => self.composite(None, Some(kid), span),
            Kind::FuncLiteral => {
                let func = self.func_literal(kid);
                self.add_expr(Expr::FuncLit(func), span)
            }
            Kind::PointerType if self.points_to_value(kid) => {
                let kids = self.open(kid);
                let inner = self.expr_kid(kids);
                self.close(kids);
                let inner = self.expr_or_bad(inner, kid);
                self.add_expr(Expr::Star(inner), span)
            }
            Kind::Spread => self.unwrap_expr(kid),
            Kind::Error => {
                let mark = self.expr_stack.len();
                self.exprs_inside(kid);
                let inside = self.take_exprs(mark);
                self.add_expr(Expr::Bad(inside), span)
            }
            kind if kind.is_expr() => {
                let ty = self.type_expr(kid);
                self.add_expr(Expr::Type(ty), span)
            }
            _ => self.bad_expr(span),
        }
    }

    fn selector(
        &mut self,
        operand: Option<Kid<'a>>,
        name: Option<Kid<'a>>,
        around: Kid<'a>,
    ) -> ExprId {
        let operand = self.expr_or_bad(operand, around);
        let span = span_of(around.node);
        match name {
            Some(name) if !self.text(name.node).is_empty() => {
                let (source, first) = self.first_name(span_of(name.node));
                let start = span.start as usize;
                primary::read_selected(source, operand, start, first, MAX_CALLS, self).0
            }
            _ => {
                let mark = self.expr_stack.len();
                self.expr_stack.push(operand);
                let inside = self.take_exprs(mark);
                self.add_expr(Expr::Bad(inside), span)
            }
        }
    }

    /// The expression inside parentheses, which leave no trace. Only the innermost costs a level.
    fn unwrap_expr(&mut self, kid: Kid<'a>) -> ExprId {
        let mut at = kid;
        loop {
            let kids = self.open(at);
            let inner = self.expr_kid(kids);
            self.close(kids);
            match inner {
                Some(inner) if matches!(inner.kind, Kind::Paren | Kind::ParenType) => at = inner,
                inner => return self.expr_or_bad(inner, kid),
            }
        }
    }

    /// A chain of binary operators, without recursion into the left operands: generated code concatenates
    /// thousands of strings.
    fn binary(&mut self, kid: Kid<'a>) -> ExprId {
        let mark = self.operand_stack.len();
        let start = offset(kid.node.start_byte());
        let mut at = kid;
        let leftmost = loop {
            let kids = self.open(at);
            let left = self.field(kids, Field::Left);
            let operator = self
                .field(kids, Field::Operator)
                .map_or(BinaryOp::Other, |kid| binary_op(kid.kind));
            let right = self.field(kids, Field::Right);
            self.close(kids);
            self.operand_stack.push((operator, right, offset(at.node.end_byte())));
            match left {
                Some(left) if left.kind == Kind::Binary => at = left,
                left => break left,
            }
        };
        let mut left = self.expr_or_bad(leftmost, kid);
        while self.operand_stack.len() > mark {
            let Some((operator, right, end)) = self.operand_stack.pop() else { break };
            let right = self.expr_or_bad(right, kid);
            left = self.add_expr(Expr::Binary(operator, left, right), Span { start, end });
        }
        left
    }

    fn call(&mut self, kid: Kid<'a>, span: Span) -> ExprId {
        let kids = self.open(kid);
        let function = self.field(kids, Field::Function);
        let types = self.field(kids, Field::TypeArguments);
        let arguments = self.field(kids, Field::Arguments);
        self.close(kids);
        let mut fun = self.expr_or_bad(function, kid);
        if let Some(types) = types {
            let span = Span { start: span.start, end: offset(types.node.end_byte()) };
            fun = self.type_arguments_of(fun, Some(types), span);
        }
        let mut spread = false;
        let mut unreadable = None;
        let mark = self.expr_stack.len();
        if let Some(arguments) = arguments {
            let kids = self.open(arguments);
            let mut rest = kids;
            while let Some(kid) = self.next(&mut rest) {
                if kid.kind.is_expr() {
                    spread = kid.kind == Kind::Spread;
                    let arg = self.expr(kid);
                    self.expr_stack.push(arg);
                } else if kid.kind == Kind::Error {
                    unreadable = Some(kid);
                }
            }
            self.close(kids);
        }
        // At the end, so that the readable arguments keep their positions.
        if let Some(kid) = unreadable {
            let arg = self.expr(kid);
            self.expr_stack.push(arg);
        }
        let args = self.take_exprs(mark);
        self.add_expr(Expr::Call { fun, args, spread }, span)
    }

    /// What the parser takes for a conversion. It is a call if the type is a value: `fs[i](x)` looks like a
    /// conversion to a generic type, so the type is lowered like an expression, which keeps both readings.
    fn conversion(
        &mut self,
        ty: Option<Kid<'a>>,
        operand: Option<Kid<'a>>,
        kid: Kid<'a>,
    ) -> ExprId {
        let mut span = span_of(kid.node);
        // A pointer type must be in parentheses here; `*(*T)(p)` is `*((*T)(p))`.
        let mut stars = Vec::new();
        let mut ty = ty;
        while let Some(pointer) = ty.filter(|ty| ty.kind == Kind::PointerType) {
            let kids = self.open(pointer);
            ty = self.expr_kid(kids);
            self.close(kids);
            stars.push(span);
            span.start = ty.map_or(span.start, |ty| offset(ty.node.start_byte()));
        }
        let fun = self.expr_or_bad(ty, kid);
        let operand = self.expr_or_bad(operand, kid);
        let list = self.expr_stack.len();
        self.expr_stack.push(operand);
        let args = self.take_exprs(list);
        let mut id = self.add_expr(Expr::Call { fun, args, spread: false }, span);
        for span in stars.into_iter().rev() {
            id = self.add_expr(Expr::Star(id), span);
        }
        id
    }

    /// `fun[A, B]` with the arguments of a type argument list.
    fn type_arguments_of(&mut self, fun: ExprId, args: Option<Kid<'a>>, span: Span) -> ExprId {
        let Some(args) = args else { return fun };
        let kids = self.open(args);
        let id = self.instantiate(fun, kids, span);
        self.close(kids);
        id
    }

    /// `fun[A, B]`, with the arguments among the children that are listed; the function is in a field.
    fn instantiate(&mut self, fun: ExprId, mut kids: Kids, span: Span) -> ExprId {
        let mark = self.expr_stack.len();
        while let Some(kid) = self.next(&mut kids) {
            if kid.field == Field::Type {
                continue;
            }
            let arg = if kid.kind == Kind::TypeElem {
                match self.only_type(kid) {
                    Some(kid) => self.expr(kid),
                    None => self.bad_expr(span_of(kid.node)),
                }
            } else if kid.kind.is_expr() {
                self.expr(kid)
            } else {
                continue;
            };
            self.expr_stack.push(arg);
        }
        if self.expr_stack.len() == mark + 1
            && let Some(arg) = self.expr_stack.pop()
        {
            return self.add_expr(Expr::Index(fun, arg), span);
        }
        let args = self.take_exprs(mark);
        self.add_expr(Expr::Instantiate(fun, args), span)
    }

    fn composite(&mut self, ty: Option<TypeExprId>, body: Option<Kid<'a>>, span: Span) -> ExprId {
        let mark = self.elem_stack.len();
        if let Some(body) = body {
            let kids = self.open(body);
            let mut rest = kids;
            while let Some(kid) = self.next(&mut rest) {
                let elem = match kid.kind {
                    Kind::KeyedElement => self.keyed_element(kid),
                    Kind::LiteralElement | Kind::Error => {
                        Elem { key: None, key_name: None, value: self.expr(kid) }
                    }
                    _ => continue,
                };
                self.elem_stack.push(elem);
            }
            self.close(kids);
        }
        let elems = self.take_elems(mark);
        self.add_expr(Expr::Composite(ty, elems), span)
    }

    fn keyed_element(&mut self, kid: Kid<'a>) -> Elem {
        let kids = self.open(kid);
        let (key, value) = (self.field(kids, Field::Key), self.field(kids, Field::Value));
        self.close(kids);
        let key = key.and_then(|key| {
            let kids = self.open(key);
            let inner = self.expr_kid(kids);
            self.close(kids);
            inner
        });
        let key_name = match key {
            Some(key) if key.kind == Kind::Identifier && !self.is_joined(key.node) => {
                Some(self.sym(key.node))
            }
            _ => None,
        };
        let key = key.map(|key| self.expr(key));
        let value = self.expr_or_bad(value, kid);
        Elem { key, key_name, value }
    }

    /// Whether a pointer type is really `*x` of a variable, as in Go 1.26's `new(*x)`.
    fn points_to_value(&mut self, kid: Kid<'a>) -> bool {
        let mut at = Some(kid);
        while let Some(kid) = at {
            let kids = self.open(kid);
            at = match kid.kind {
                Kind::PointerType | Kind::ParenType => self.expr_kid(kids),
                Kind::QualifiedType => self.field(kids, Field::Package),
                Kind::GenericType => self.field(kids, Field::Type),
                Kind::TypeIdentifier | Kind::PackageIdentifier => {
                    self.close(kids);
                    // A type has no more than a package's name before its own.
                    if self.is_joined(kid.node) && qualified(self.text(kid.node)).is_none() {
                        return true;
                    }
                    let (source, first) = self.first_name(span_of(kid.node));
                    let sym = self.intern(source.get(first).unwrap_or_default());
                    return matches!(self.scopes.lookup(sym), Some(Binding::Var(_)));
                }
                _ => None,
            };
            self.close(kids);
        }
        false
    }

    /// Gathers the expressions inside a place that could not be read.
    fn exprs_inside(&mut self, kid: Kid<'a>) {
        let kids = self.open(kid);
        let mut rest = kids;
        while let Some(kid) = self.next(&mut rest) {
            if kid.kind.is_expr() {
                let expr = self.expr(kid);
                self.expr_stack.push(expr);
            } else if matches!(kid.kind, Kind::Error | Kind::ExpressionList | Kind::ArgumentList)
                && self.enter(kid.node)
            {
                self.exprs_inside(kid);
                self.leave();
            }
        }
        self.close(kids);
    }

    /// The expressions of an `expression_list`.
    pub(super) fn expr_list(&mut self, kid: Option<Kid<'a>>) -> List {
        let mark = self.expr_stack.len();
        if let Some(kid) = kid {
            if kid.kind == Kind::ExpressionList {
                self.exprs_inside(kid);
            } else {
                let expr = self.expr(kid);
                self.expr_stack.push(expr);
            }
        }
        self.take_exprs(mark)
    }
}

fn binary_op(kind: Kind) -> BinaryOp {
    match kind {
        Kind::EqEq => BinaryOp::Eq,
        Kind::NotEq => BinaryOp::Ne,
        Kind::Lt => BinaryOp::Lt,
        Kind::Le => BinaryOp::Le,
        Kind::Gt => BinaryOp::Gt,
        Kind::Ge => BinaryOp::Ge,
        Kind::AndAnd => BinaryOp::And,
        Kind::OrOr => BinaryOp::Or,
        Kind::Shl | Kind::Shr => BinaryOp::Shift,
        _ => BinaryOp::Other,
    }
}

impl Reader for Lowerer<'_> {
    type Expr = ExprId;

    fn name(&mut self, at: Range<usize>) -> ExprId {
        self.name_at(span(at))
    }

    fn literal(&mut self, at: Range<usize>) -> ExprId {
        let at = span(at);
        let value = const_value(self.text_at(at));
        self.add_expr(Expr::Const(value), at)
    }

    fn select(&mut self, operand: ExprId, start: usize, name: Range<usize>) -> ExprId {
        let at = span(start..name.end);
        let name = self.text_at(span(name));
        let sym = self.intern(name);
        self.add_expr(Expr::Selector(operand, sym), at)
    }

    fn open(&mut self) -> usize {
        self.expr_stack.len()
    }

    fn argument(&mut self, argument: ExprId) {
        self.expr_stack.push(argument);
    }

    fn call(&mut self, fun: ExprId, mark: usize, at: Range<usize>) -> ExprId {
        let args = self.take_exprs(mark);
        self.add_expr(Expr::Call { fun, args, spread: false }, span(at))
    }
}

fn span(at: Range<usize>) -> Span {
    Span { start: offset(at.start), end: offset(at.end) }
}

/// The value of a string, rune or integer.
fn const_value(text: &[u8]) -> Const {
    match text {
        [b'"' | b'`', ..] => Const::Str,
        [b'\'', ..] => Const::Rune,
        digits => int_value(digits),
    }
}

/// The value of an integer literal.
fn int_value(text: &[u8]) -> Const {
    let (radix, digits) = match text {
        [b'0', b'x' | b'X', digits @ ..] => (16, digits),
        [b'0', b'o' | b'O', digits @ ..] => (8, digits),
        [b'0', b'b' | b'B', digits @ ..] => (2, digits),
        [b'0', digits @ ..] if !digits.is_empty() => (8, digits),
        digits => (10, digits),
    };
    let mut value = 0u32;
    for &byte in digits.iter().filter(|&&byte| byte != b'_') {
        let digit = char::from(byte).to_digit(radix);
        let next = digit.and_then(|digit| value.checked_mul(radix)?.checked_add(digit));
        match next {
            Some(next) => value = next,
            None => return Const::Number,
        }
    }
    i32::try_from(value).map_or(Const::Number, Const::Int)
}
