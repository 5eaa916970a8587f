//! Tests of what the parser does not see: it must make no difference but for lists of literals.

use std::fs;
use std::path::{Path, PathBuf};

use super::dump::Dump;
use super::{body, funcs, read};
use crate::syntax::facts::{Expr, FileFacts, Span};
use crate::syntax::trim::Trimmer;
use crate::syntax::{FileParser, lower, parse};

/// The text that is parsed, with a dot for each blank that was none.
fn trimmed(source: &str) -> String {
    let text = Trimmer::default().trim(source.as_bytes()).to_vec();
    assert_eq!(text.len(), source.len());
    let shown = |(was, is): (u8, u8)| if was == is || is != b' ' { is } else { b'.' };
    let shown = source.bytes().zip(text).map(shown).collect();
    String::from_utf8(shown).unwrap()
}

#[test]
fn comments_are_not_parsed() {
    assert_eq!(trimmed("x() // \"y\n/* a\nb */ z()\n"), "x__ .. ..\n.. .\n. .. z__\n");
    assert_eq!(trimmed("x() //nolint:closerace\n// y"), "x__ //nolint:closerace\n.. .");
    assert_eq!(trimmed("a / b /* c"), "a / b .. .");
}

#[test]
fn strings_are_numbers_where_they_are_operands() {
    assert_eq!(trimmed(r#"f("a", x+"\"b", m["c"])"#), "f(111, x+11111, m[111])");
    assert_eq!(trimmed("return \"a\"\ncase `b\nc`:"), "return 111\ncase 11111:");
    assert_eq!(trimmed("x = \"\"; y != \"a\"; c <- \"b\""), "x = 11; y != 111; c <- 111");
    // What is no operand, or would be part of another token.
    let others = [
        "import \"a\"\n",
        "import (\n\t\"a\"\n\tb \"c\"\n)\n",
        "type T struct { x int `json:\"y\"`; y []T \"z\"; z *p `z` }",
        "f(x, \"a\"...)",
        "return\"a\"",
        "x = \"a",
        "x = \"a\nf",
        "x['a'], x['\"'], x['\\'']",
    ];
    for source in others {
        assert_eq!(trimmed(source), source);
    }
}

#[test]
fn of_lists_of_literals_the_first_is_left() {
    assert_eq!(trimmed("[]int{1, 2, -3}"), "[]int{1. .. ..}");
    assert_eq!(trimmed("[]T{{1, \"a\"}, {2, \"b\"}}"), "[]T{{1. ...}. ... ....}");
    assert_eq!(trimmed("map[K]V{\"a\": {true, 2}, \"b\": {}}"), "map[K]V{111: {true. .}. .... ..}");
    assert_eq!(trimmed("[]int{\n\t1,\n\t2, // x\n}"), "[]int{\n\t1..... .. ..}");
    for source in [
        "T{1, x}",
        "T{1, nil}",
        "T{a: 1, b: 2}",
        "T{-x, 1}",
        "T{1, &x}",
        "T{1, []int{2}}",
        "f(-1, 2)",
        "a[1:2]",
        "T{}",
        "T{1}",
        "if x { f; return 1, 2 }",
    ] {
        assert_eq!(trimmed(source), source);
    }
}

#[test]
fn simple_expressions_are_names() {
    assert_eq!(trimmed("x.y = a.b.c"), "x__ = a____");
    assert_eq!(
        trimmed("f(a, b.c, 10, 0xf, \"s\", 't').g() + 1"),
        format!("f{} + 1", "_".repeat(31))
    );
    assert_eq!(trimmed("f(\n\ta,\n\tg(),\n); x.\n\ty"), format!("f{}; x____", "_".repeat(13)));
    assert_eq!(trimmed("*p.q = &r.s; (t).u.v(w)"), "*p__ = &r__; (t).u_____");
    // Of what is no simple expression, what is in it.
    assert_eq!(trimmed("f(x.y, g(a + b.c).d.e)"), "f(x__, g(a + b__).d__)");
    assert_eq!(trimmed("f(g(h(i(j()))))"), format!("f(g{})", "_".repeat(11)));
    for source in [
        "f(a + b)",
        "f(&a)",
        "f(a...)",
        "f(1.5, 1e3, 010)",
        "f('\\x41', '\\'')",
        "f(a b)",
        "f(a)b",
        "f(a,, b)",
        "f(a\n)",
        "a[i].(T)",
        "a.type",
        "return(a)",
        // Declarations and types.
        "func f(a, b) {}",
        "func (f) g(a) h {}",
        "interface { f(a); g() b }",
        "[]byte(a)",
        "[]*T(a)",
        "func() f { }",
    ] {
        assert_eq!(trimmed(source), source);
    }
    assert_eq!(trimmed("interface{ f() }\ng()"), "interface{ f() }\ng__");
    assert_eq!(trimmed("func() {\n}\n(a)\nf(b)"), "func() {\n}\n(a)\nf___");
}

#[test]
fn what_simple_expressions_consist_of_is_read() {
    assert_eq!(
        body("go s.a.f(x, 1, \"b\", 'c', g(`d`).e)(nil); s.x.\n\ty = h(i(),\n)"),
        "go s.a.f(x, 1, Str, Rune, g(Str).e)(nil); s.x.y = h(i())"
    );
    assert_eq!(
        body("x[i].f(a.b).g = new(h(c)); go (j).k()"),
        "x[i].f(a.b).g = new(h(c)); go j.k()"
    );
    assert_eq!(
        funcs("func (s *S) f(a p.A, b ...p.B) (c []p.C) { var d p.D; return p.E{F: g.H, g.I: 1} }"),
        "func (s#0 *S) f(a#1 p.A, b#2 ...p.B) (c#3 []p.C) {var d#4 p.D; return p.E{.F: g.H, g.I: 1}}"
    );
    // Where only a name or a type can stand, they are wrong.
    for source in [
        "var a.b = 1",
        "func f(a.b int) {}",
        "func f() { a.b := 1 }",
        "type a.b int",
        "type T struct { a b(c) }",
        "var x a.b.c",
        "func f() { a.b: g() }",
    ] {
        let source = format!("package p\n{source}\n");
        assert_eq!(read(&source).errors, untrimmed(source.as_bytes()).errors, "{source}");
    }
}

#[test]
fn what_is_not_parsed_leaves_everything_in_its_place() {
    assert_eq!(
        body("s.x = \"abc\" /* \n */ s.y = []string{\"a\", \"b\"}; go s.f(`\n`) // z"),
        "s.x = Str; s.y = []string{Str}; go s.f(Str)"
    );
    let source = "package p\nvar x = `\n\n` // y\nfunc f() {\n\tx = \"a\" + `b\n`\n}\n";
    let facts = read(source);
    let text = |span: Span| &source[span.start as usize..span.end as usize];
    assert_eq!(text(facts.funcs[0].span), "func f() {\n\tx = \"a\" + `b\n`\n}");
    let strings: Vec<&str> = (facts.code.exprs.iter().zip(&facts.code.expr_spans))
        .filter(|(expr, _)| matches!(expr, Expr::Const(_)))
        .map(|(_, &span)| text(span))
        .collect();
    assert_eq!(strings, ["`\n\n`", "\"a\"", "`b\n`"]);
    assert_eq!(facts.line_column(facts.funcs[0].span.start), (5, 1));
}

#[test]
fn what_is_wrong_is_told_of_the_source_itself() {
    let source = "package p\nfunc f() { x = \"a\" + }\nfunc g() { /* { */ y() }\n";
    let facts = read(source);
    let own = untrimmed(source.as_bytes());
    assert_eq!(facts.errors, own.errors);
    assert_eq!(facts.funcs.iter().map(|func| func.partial).collect::<Vec<_>>(), [true, false]);
    // Inside of what is not parsed nothing is wrong.
    assert_eq!(funcs("func f() { x = []int{1, 2 3} }"), "func f() {x = []int{1}}");
}

/// The facts if everything is parsed.
fn untrimmed(source: &[u8]) -> FileFacts {
    let mut parser = FileParser::new().parser.unwrap();
    let tree = parse(&mut parser, source).unwrap();
    lower::lower(source, &tree, &[])
}

/// What is made of a file apart from lists of literals, as text.
fn told(source: &[u8], facts: &FileFacts) -> String {
    let is_literal = |expr: &Expr, span: &Span| {
        matches!(expr, Expr::Const(_) | Expr::Composite(..) | Expr::Unary(_))
            || [&b"true"[..], b"false"].contains(&&source[span.start as usize..span.end as usize])
    };
    let exprs: Vec<String> = (facts.code.exprs.iter().zip(&facts.code.expr_spans))
        .filter(|(expr, span)| !is_literal(expr, span))
        .map(|(expr, span)| {
            let expr = format!("{expr:?}");
            format!("{} {span:?}", expr.split('(').next().unwrap_or_default())
        })
        .collect();
    let funcs: Vec<Span> = facts.funcs.iter().map(|func| func.span).collect();
    let types: Vec<String> = facts.types.iter().map(|ty| Dump(facts).ty(ty.ty)).collect();
    format!("{exprs:#?}\n{funcs:?}\n{types:?}\n{:?}", facts.code.stmt_spans)
}

#[test]
fn real_files_have_the_same_facts() {
    let mut files = Vec::new();
    go_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata"), &mut files);
    assert!(files.len() > 400, "{}", files.len());
    for file in files {
        let source = fs::read(&file).unwrap();
        let own = untrimmed(&source);
        if own.errors.is_empty() {
            let facts = FileParser::new().read(&source);
            assert_eq!(told(&source, &facts), told(&source, &own), "{}", file.display());
        }
    }
}

fn go_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            go_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "go") {
            found.push(path);
        }
    }
}
