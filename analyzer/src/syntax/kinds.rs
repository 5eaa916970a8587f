//! The grammar's node kinds and fields as dense enums, so that lowering never compares strings.

use std::sync::OnceLock;

use tree_sitter::Language;

macro_rules! kinds {
    (
        named { $($name:literal => $kind:ident,)* }
        tokens { $($token:literal => $token_kind:ident,)* }
    ) => {
        /// What a node is. The order matters: the groups are asked for by comparison.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub(super) enum Kind {
            /// Punctuation, comments and everything else that carries no meaning of its own.
            Skip,
            $($kind,)*
            Error,
            $($token_kind,)*
        }

        fn kind_of(name: &str, named: bool) -> Kind {
            if named {
                match name {
                    $($name => Kind::$kind,)*
                    _ => Kind::Skip,
                }
            } else {
                match name {
                    $($token => Kind::$token_kind,)*
                    _ => Kind::Skip,
                }
            }
        }
    };
}

kinds! {
    named {
        // Expressions that are one token.
        "identifier" => Identifier,
        "nil" => Nil,
        "true" => True,
        "false" => False,
        "iota" => Iota,
        "int_literal" => Int,
        "float_literal" => Float,
        "imaginary_literal" => Imaginary,
        "rune_literal" => Rune,
        "raw_string_literal" => RawString,
        "interpreted_string_literal" => Str,
        // Other expressions.
        "unary_expression" => Unary,
        "binary_expression" => Binary,
        "selector_expression" => Selector,
        "index_expression" => Index,
        "slice_expression" => SliceExpr,
        "call_expression" => Call,
        "type_assertion_expression" => Assertion,
        "type_conversion_expression" => Conversion,
        "type_instantiation_expression" => Instantiation,
        "composite_literal" => Composite,
        "func_literal" => FuncLiteral,
        "parenthesized_expression" => Paren,
        "variadic_argument" => Spread,
        "literal_value" => LiteralValue,
        "literal_element" => LiteralElement,
        // Types, which also stand where expressions are expected.
        "type_identifier" => TypeIdentifier,
        "generic_type" => GenericType,
        "qualified_type" => QualifiedType,
        "pointer_type" => PointerType,
        "struct_type" => StructType,
        "interface_type" => InterfaceType,
        "array_type" => ArrayType,
        "implicit_length_array_type" => ImplicitArrayType,
        "slice_type" => SliceType,
        "map_type" => MapType,
        "channel_type" => ChannelType,
        "function_type" => FunctionType,
        "negated_type" => NegatedType,
        "parenthesized_type" => ParenType,
        // Statements.
        "expression_statement" => ExprStmt,
        "send_statement" => Send,
        "receive_statement" => Receive,
        "inc_statement" => Inc,
        "dec_statement" => Dec,
        "assignment_statement" => Assignment,
        "short_var_declaration" => ShortVar,
        "labeled_statement" => Labeled,
        "fallthrough_statement" => Fallthrough,
        "break_statement" => Break,
        "continue_statement" => Continue,
        "goto_statement" => Goto,
        "return_statement" => Return,
        "go_statement" => Go,
        "defer_statement" => Defer,
        "if_statement" => If,
        "for_statement" => For,
        "expression_switch_statement" => Switch,
        "type_switch_statement" => TypeSwitch,
        "select_statement" => Select,
        "block" => Block,
        "empty_statement" => EmptyStmt,
        "var_declaration" => VarDecl,
        "const_declaration" => ConstDecl,
        "type_declaration" => TypeDecl,
        // Parts of all of these.
        "statement_list" => StatementList,
        "expression_list" => ExpressionList,
        "argument_list" => ArgumentList,
        "keyed_element" => KeyedElement,
        "type_elem" => TypeElem,
        "type_constraint" => TypeConstraint,
        "type_arguments" => TypeArguments,
        "field_declaration_list" => FieldDeclList,
        "field_declaration" => FieldDecl,
        "method_elem" => MethodElem,
        "parameter_list" => ParamList,
        "parameter_declaration" => ParamDecl,
        "variadic_parameter_declaration" => VariadicParamDecl,
        "type_parameter_list" => TypeParamList,
        "type_parameter_declaration" => TypeParamDecl,
        "for_clause" => ForClause,
        "range_clause" => RangeClause,
        "expression_case" => ExprCase,
        "default_case" => DefaultCase,
        "type_case" => TypeCase,
        "communication_case" => CommCase,
        "var_spec" => VarSpec,
        "var_spec_list" => VarSpecList,
        "const_spec" => ConstSpec,
        "type_spec" => TypeSpec,
        "type_alias" => TypeAlias,
        "field_identifier" => FieldIdentifier,
        "package_identifier" => PackageIdentifier,
        "label_name" => LabelName,
        "blank_identifier" => BlankIdentifier,
        "dot" => Dot,
        // Top-level declarations.
        "source_file" => SourceFile,
        "package_clause" => PackageClause,
        "import_declaration" => ImportDecl,
        "import_spec" => ImportSpec,
        "import_spec_list" => ImportSpecList,
        "function_declaration" => FunctionDecl,
        "method_declaration" => MethodDecl,
    }
    tokens {
        ":=" => Define,
        "=" => Assign,
        "==" => EqEq,
        "!=" => NotEq,
        "<" => Lt,
        "<=" => Le,
        ">" => Gt,
        ">=" => Ge,
        "&&" => AndAnd,
        "||" => OrOr,
        "<<" => Shl,
        ">>" => Shr,
        "*" => Star,
        "&" => Amp,
        "!" => Bang,
        "<-" => Arrow,
        "chan" => Chan,
        "+" => Plus,
        "-" => Minus,
        "^" => Caret,
        "/" => Slash,
        "%" => Percent,
        "|" => Pipe,
        "&^" => AmpCaret,
        "+=" => PlusAssign,
        "-=" => MinusAssign,
        "*=" => StarAssign,
        "/=" => SlashAssign,
        "%=" => PercentAssign,
        "&=" => AmpAssign,
        "|=" => PipeAssign,
        "^=" => CaretAssign,
        "<<=" => ShlAssign,
        ">>=" => ShrAssign,
        "&^=" => AmpCaretAssign,
    }
}

impl Kind {
    /// Whether it is an expression, or a type in the place of one.
    pub(super) fn is_expr(self) -> bool {
        self > Kind::Skip && self <= Kind::ParenType
    }

    /// Whether it is an expression of more than one token.
    pub(super) fn is_compound_expr(self) -> bool {
        self >= Kind::Unary && self <= Kind::LiteralElement
    }

    /// Whether it is a statement.
    pub(super) fn is_stmt(self) -> bool {
        self >= Kind::ExprStmt && self <= Kind::TypeDecl
    }

    /// Whether a child of it may stand in a field. The long lists have none.
    pub(super) fn has_fields(self) -> bool {
        !matches!(
            self,
            Kind::SourceFile
                | Kind::Block
                | Kind::StatementList
                | Kind::ExprStmt
                | Kind::Return
                | Kind::ExpressionList
                | Kind::ArgumentList
                | Kind::ParamList
                | Kind::LiteralValue
                | Kind::LiteralElement
                | Kind::FieldDeclList
                | Kind::ImportSpecList
                | Kind::VarSpecList
                | Kind::Paren
                | Kind::PointerType
        )
    }

    /// Whether it is an operator or another token with a meaning.
    pub(super) fn is_token(self) -> bool {
        self > Kind::Error
    }
}

macro_rules! fields {
    ($($name:literal => $field:ident,)*) => {
        /// The field of its parent that a node stands in.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(super) enum Field {
            /// None, or one that nothing asks about.
            None,
            $($field,)*
        }

        fn field_of(name: &str) -> Field {
            match name {
                $($name => Field::$field,)*
                _ => Field::None,
            }
        }
    };
}

fields! {
    "alias" => Alias,
    "alternative" => Alternative,
    "arguments" => Arguments,
    "body" => Body,
    "capacity" => Capacity,
    "channel" => Channel,
    "communication" => Communication,
    "condition" => Condition,
    "consequence" => Consequence,
    "element" => Element,
    "end" => End,
    "field" => Member,
    "function" => Function,
    "index" => Index,
    "initializer" => Initializer,
    "key" => Key,
    "label" => Label,
    "left" => Left,
    "length" => Length,
    "name" => Name,
    "operand" => Operand,
    "operator" => Operator,
    "package" => Package,
    "parameters" => Parameters,
    "path" => Path,
    "receiver" => Receiver,
    "result" => Result,
    "right" => Right,
    "start" => Start,
    "type" => Type,
    "type_arguments" => TypeArguments,
    "type_parameters" => TypeParameters,
    "update" => Update,
    "value" => Value,
}

/// The kinds and fields by the grammar's ids.
pub(super) struct Tables {
    kinds: Vec<Kind>,
    fields: Vec<Field>,
}

impl Tables {
    /// The kind of a node with this id.
    pub(super) fn kind(&self, id: u16) -> Kind {
        // The id of ERROR nodes is the largest there is, far outside the table.
        if id == u16::MAX {
            Kind::Error
        } else {
            self.kinds.get(usize::from(id)).copied().unwrap_or(Kind::Skip)
        }
    }

    /// The field with this id.
    pub(super) fn field(&self, id: u16) -> Field {
        self.fields.get(usize::from(id)).copied().unwrap_or(Field::None)
    }
}

/// The tables of the Go grammar, made once.
pub(super) fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let language = Language::new(tree_sitter_go::LANGUAGE);
        let kinds = (0..language.node_kind_count())
            .map(|id| {
                let id = u16::try_from(id).unwrap_or(u16::MAX);
                language
                    .node_kind_for_id(id)
                    .map_or(Kind::Skip, |name| kind_of(name, language.node_kind_is_named(id)))
            })
            .collect();
        // Field ids start at 1.
        let fields = (0..=language.field_count())
            .map(|id| {
                let id = u16::try_from(id).unwrap_or(u16::MAX);
                language.field_name_for_id(id).map_or(Field::None, field_of)
            })
            .collect();
        Tables { kinds, fields }
    })
}
