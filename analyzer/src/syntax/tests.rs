//! Tests of lowering: small sources against a compact dump of the facts.

mod dump;
mod trim;

use super::FileParser;
use super::facts::{FileFacts, FuncIdx, LocalKind, Span, Sym};
use dump::Dump;

fn read(source: &str) -> FileFacts {
    FileParser::new().read(source.as_bytes())
}

/// The functions of a file, one line each, for readable sources.
fn funcs(source: &str) -> String {
    let facts = read(&format!("package p\n{source}\n"));
    assert_eq!(facts.errors, [], "{source}");
    check(&facts);
    facts.funcs.iter().map(|func| Dump(&facts).func(func)).collect::<Vec<_>>().join("\n")
}

/// The body of a function that has these statements, without its braces, and its literals in further lines.
fn body(stmts: &str) -> String {
    let text = funcs(&format!("func f() {{\n{stmts}\n}}"));
    let text = text.strip_prefix("func f() {").unwrap();
    let (body, rest) = text.split_once('\n').map_or((text, ""), |(body, rest)| (body, rest));
    let body = body.strip_suffix('}').unwrap();
    if rest.is_empty() { body.to_owned() } else { format!("{body}\n{rest}") }
}

/// Checks that every id of the facts has an entry, every span lies in the file and the arenas fit each other.
fn check(facts: &FileFacts) {
    assert_eq!(facts.code.exprs.len(), facts.code.expr_spans.len());
    assert_eq!(facts.code.stmts.len(), facts.code.stmt_spans.len());
    for (index, func) in facts.funcs.iter().enumerate() {
        // Walks all that hangs on the function.
        let _ = Dump(facts).func(func);
        assert!(
            func.captures.iter().all(|var| facts.locals[var.index()].owner < FuncIdx::new(index))
        );
    }
    for ty in &facts.types {
        let _ = Dump(facts).ty(ty.ty);
    }
    for global in &facts.globals {
        let _ = global.value.map(|value| Dump(facts).expr(value));
    }
}

#[test]
fn define_shadows_by_block() {
    assert_eq!(body("x := 1; x, y := 2, x; _ = y"), "x#0 := 1; x#0, y#1 := 2, x#0; _ = y#1");
    assert_eq!(body("x := 1; { x := x; x++ }; x++"), "x#0 := 1; {x#1 := x#0; x#1++}; x#0++");
    assert_eq!(body("x := 1; { var x = x; x++ }"), "x#0 := 1; {var x#1 = x#0; x#1++}");
    assert_eq!(
        body(
            "if x := a(); x > 0 { x := 2; x++ } else if y := x; y { x, y = y, x } else { x++ }; x++"
        ),
        "if x#0 := a(); (x#0 > 0) {x#1 := 2; x#1++} else if y#2 := x#0; y#2 {x#0, y#2 = y#2, x#0} else {x#0++}; x++"
    );
    assert_eq!(
        body("switch x := a(); x { case 1: x := x; _ = x; case x: x++; fallthrough; default: }"),
        "switch x#0 := a(); x#0 (case 1: x#1 := x#0; _ = x#1) (case x#0: x#0++; fallthrough) (default: )"
    );
    assert_eq!(funcs("func f(a int) (err error) { a, b := 1, 2; err, c := g() }"), {
        "func f(a#0 int) (err#1 error) {a#0, b#2 := 1, 2; err#1, c#3 := g()}"
    });
}

#[test]
fn names_resolve_to_the_right_kind_of_thing() {
    assert_eq!(
        body("type T struct{ next *T }; var t T; _ = T{next: nil}; _ = T(t)"),
        "-; var t#0 T@0; _ = T@0{.next: nil}; _ = <T@0>(t#0)"
    );
    assert_eq!(
        body("const a, b = 7, x; f(a, b); { a := a; f(a) }"),
        "-; f(7, Other); {a#0 := 7; f(a#0)}"
    );
    assert_eq!(body("nil := 1; nil, iota = true, nil"), "nil#0 := 1; nil#0, iota = true, nil#0");
    // A parameter's type is not one of the parameters.
    assert_eq!(funcs("func f(url string, u *url.URL, int int, j int)"), {
        "func f(url#0 string, u#1 *url.URL, int#2 int, j#3 int)"
    });
    assert_eq!(funcs("func f(_ int, b string, c ...T)"), "func f(_ int, b#0 string, c#1 ...T)");
    assert_eq!(funcs("func f(int, pkg.T, ...T) (T, error)"), {
        "func f(_ int, _ pkg.T, _ ...T) (_ T, _ error)"
    });
}

#[test]
fn loops() {
    assert_eq!(body("for { break }"), "for  {break}");
    assert_eq!(body("for x { continue }"), "for x {continue}");
    assert_eq!(body("for i := 0; i < 3; i++ { i := i; _ = i }"), {
        "for i#0 := 0; (i#0 < 3); i#0++ {i#1 := i#0; _ = i#1}"
    });
    assert_eq!(body("for ; ; { }"), "for  {}");
    assert_eq!(body("for range x { }"), "range in x {}");
    assert_eq!(body("for i := range 10 { f(i) }"), "range i#0 in 10 {f(i#0)}");
    assert_eq!(
        body("x := 1; for x, y := range x { f(x, y) }"),
        "x#0 := 1; range x#1 y#2 in x#0 {f(x#1, y#2)}"
    );
    assert_eq!(body("for s.i, a[0] = range x { }"), "range s.i a[0] in x {}");
    assert_eq!(body("for _, v := range x { _ = v }"), "range _ v#0 in x {_ = v#0}");
    let facts = read("package p\nfunc f() { for i := 0; ; { }; for k := range x { j := k } }");
    let kinds: Vec<LocalKind> = facts.locals.iter().map(|local| local.kind).collect();
    assert_eq!(kinds, [LocalKind::Loop, LocalKind::Loop, LocalKind::Var]);
    assert_eq!(body("L: for { for { break L; continue L; goto L } }"), {
        "L: for  {for  {break L; continue L; goto L}}"
    });
    assert_eq!(body("goto L; L:"), "goto L; L: -");
}

#[test]
fn select_and_switch() {
    assert_eq!(
        body(
            "select {\ncase v, ok := <-a: f(v, ok)\ncase x = <-b:\ncase s.x, y[1] = <-(c):\ncase <-d.Done(): return\n\
             case e <- 1: g()\ndefault: h() }"
        ),
        "select (case v#0, ok#1 := <-a: f(v#0, ok#1)) (case x = <-b: ) (case s.x, y[1] = <-c: ) \
         (case <-d.Done(): return) (case e <- 1: g()) (default: h())"
    );
    assert_eq!(body("select {}"), "select ");
    assert_eq!(
        body(
            "switch y := x.(type) { case int, *T: f(y); case nil: g(y); case []byte: y := y; _ = y; default: h(y) }"
        ),
        "typeswitch x (case int, *T bind y#0: f(y#0)) (case bind y#1: g(y#1)) \
         (case []byte bind y#2: y#2 := y#2; _ = y#2) (default bind y#3: h(y#3))"
    );
    assert_eq!(body("switch a := 1; b().(type) { case error: _ = a }"), {
        "typeswitch a#0 := 1; b() (case error: _ = a#0)"
    });
    assert_eq!(body("switch { case a, b == c: }"), "switch (case a, (b == c): )");
}

#[test]
fn literals_capture() {
    assert_eq!(
        body(
            "a, b, c := 1, 2, 3; go func(x int) { c := b; func() { _, _, _ = a, x, c }() }(a); defer func() { c++ }()"
        ),
        "a#0, b#1, c#2 := 1, 2, 3; go fn1(a#0); defer fn3()\n\
         lit f(x#3 int) captures b#1 a#0 {c#4 := b#1; fn2()}\n\
         lit f() captures a#0 x#3 c#4 {_, _, _ = a#0, x#3, c#4}\n\
         lit f() captures c#2 {c#2++}"
    );
    // A name being defined is not in scope on the right.
    assert_eq!(body("f := func() { f() }"), "f#0 := fn1\nlit f() {f()}");
    assert_eq!(body("var f func(); f = func() { f() }"), {
        "var f#0 func()(); f#0 = fn1\nlit f() captures f#0 {f#0()}"
    });
    assert_eq!(
        funcs("var a, b = 1, func() int { x := 1; return x }\nvar _ = []func(){ func() {} }"),
        "lit b() (_ int) {x#0 := 1; return x#0}\nlit _() {}"
    );
}

#[test]
fn calls_that_look_like_conversions() {
    assert_eq!(body("go s.handlers[i](x)"), "go s.handlers[i](x)");
    assert_eq!(body("s, i, x := 1, 2, 3; defer s.m[i](x)"), {
        "s#0, i#1, x#2 := 1, 2, 3; defer s#0.m[i#1](x#2)"
    });
    assert_eq!(body("fs[i](x); a.b.fns[k](x); Map[int](a); g.Run[int, string](x)"), {
        "fs[i](x); a.b.fns[k](x); Map[int](a); g.Run[[int, string]](x)"
    });
    assert_eq!(body("F[[]int](x); F[map[k]v, pkg.T](); _ = pkg.F[A, B]"), {
        "F[<[]int>](x); F[[<map[k]v>, pkg.T]](); _ = pkg.F[[A, B]]"
    });
    assert_eq!(
        body("_ = []byte(s); _ = (*T)(p); _ = (func())(x); _ = T(x); _ = (<-chan int)(c)"),
        { "_ = <[]byte>(s); _ = *T(p); _ = <func()()>(x); _ = T(x); _ = <<-chan int>(c)" }
    );
    assert_eq!(body("b := *(*[]byte)(p); x = **(**[2]int)(q); *(*T)(p) = 1"), {
        "b#0 := *<*[]byte>(p); x = **<**[2]int>(q); **T(p) = 1"
    });
    assert_eq!(body("s.f(a, b...); f(xs...)"), "s.f(a, b...); f(xs...)");
}

#[test]
fn new_of_types_and_values() {
    assert_eq!(body("p := new(T); q := new([]int); r := new(pkg.T); x := make(chan int, n)"), {
        "p#0 := new(T); q#1 := new(<[]int>); r#2 := new(pkg.T); x#3 := make(<chan int>, n)"
    });
    assert_eq!(body("s := 1; f(new(s), new(s.conn), new(*s), new(*T))"), {
        "s#0 := 1; f(new(s#0), new(s#0.conn), new(*s#0), new(<*T>))"
    });
    assert_eq!(body("x := new(123); y := new(T{a: x}); z := new(uint64(1) + new(\"s\"))"), {
        "x#0 := new(123); y#1 := new(T{.a: x#0}); z#2 := new((uint64(1) + new(Str)))"
    });
    assert_eq!(body("x := make([]T, new(5)); y := f(new([]int{1}), make(map[string]int))"), {
        "x#0 := make(<[]T>, new(5)); y#1 := f(new([]int{1}), make(<map[string]int>))"
    });
    assert_eq!(body("make := 1; make(100)"), "make#0 := 1; make#0(100)");
}

#[test]
fn generics() {
    assert_eq!(
        funcs(
            "func F[K comparable, V ~int|string, W I[K]](m map[K]V) W { var v V; type L []K; return any(v).(W) }"
        ),
        "func F[K comparable, V BAD, W I[$F0]](m#0 map[$F0]$F1) (_ $F2) {var v#1 $F1; -; return any(v#1).($F2)}"
    );
    assert_eq!(
        funcs(
            "func (s *Set[K, _]) M(k K) { var z K; _ = K(z); f := func(K) {} }\nfunc (T) N() {}\nfunc (s (*T)) O()"
        ),
        "func (s#0 *Set[$T0, $T1]) M(k#1 $T0) {var z#2 $T0; _ = <$T0>(z#2); f#3 := fn1}\n\
         lit M(_ $T0) {}\nfunc (_ T) N() {}\nfunc (s#4 *T) O()"
    );
    assert_eq!(
        funcs(
            "func (t T[A]) M[U, V any, W ~[]U](u U) V { var w W; return g(u) }\n// x\nfunc (t T[A]) N[U any](A) {}\nfunc h() {}"
        ),
        "func (t#0 T[$T0]) M[U, V, W](u#1 $F0) (_ $F1) {var w#2 $F2; return g(u#1)}\n\
         func (t#3 T[$T0]) N[U](_ $T0) {}\nfunc h() {}"
    );
    let facts = read(
        "package p\ntype Pair[A, B any] struct { a A; b *B; next *Pair[A, B] }\ntype X = Pair[int, string]",
    );
    let types: Vec<String> = facts.types.iter().map(|ty| Dump(&facts).ty(ty.ty)).collect();
    assert_eq!(types, ["struct{a $T0; b *$T1; next *Pair[$T0, $T1]}", "Pair[int, string]"]);
    assert_eq!(facts.types.iter().map(|ty| ty.alias).collect::<Vec<_>>(), [false, true]);
    assert_eq!(facts.types[0].type_params.len(), 2);
}

#[test]
fn types() {
    let ty = |text: &str| {
        let facts = read(&format!("package p\ntype X {text}\n"));
        assert_eq!(facts.errors, [], "{text}");
        Dump(&facts).ty(facts.types[0].ty)
    };
    assert_eq!(
        ty("struct { a, b int; sync.Mutex; *pkg.T; *U; V[int]; pkg.W[K] `tag`; _ [0]func() }"),
        {
            "struct{a int; b int; ^Mutex sync.Mutex; ^T *pkg.T; ^U *U; ^V V[int]; ^W pkg.W[K]; _ [0]func()()}"
        }
    );
    assert_eq!(
        ty("interface { M(a, b int, c ...string) (n int, err error); io.Closer; N() error }"),
        { "interface{M(int, int, string...)(int, error); N()(error); io.Closer}" }
    );
    assert_eq!(ty("interface { ~int | string }"), "interface{~}");
    assert_eq!(ty("[4]map[string]chan<- <-chan *[n]T"), "[4]map[string]chan<- <-chan *[?]T");
    assert_eq!(ty("func(func(int) (a, b T)) [0x10]int"), "func(func(int)(T, T))([16]int)");
    assert_eq!(
        body("_ = [...]T{{1}, 2: {a: b}}; _ = &S{x: []int{}, y: m[k]}; _ = map[K]V{k(): {}}"),
        { "_ = [?]T{{1}, 2: {.a: b}}; _ = &S{.x: []int{}, .y: m[k]}; _ = map[K]V{k(): {}}" }
    );
    let facts = read("package p\nfunc f(xs ...int)");
    assert_eq!(Dump(&facts).ty(facts.locals[0].ty.unwrap()), "[]int");
}

#[test]
fn expressions() {
    assert_eq!(body("x = a[1:], a[:n], a[i:j:k], a[:], (a), ((b)).c, -x, ^x, !x, &x, *x, <-x"), {
        "x = a[:1], a[:n], a[:i, j, k], a[:], a, b.c, -x, -x, !x, &x, *x, <-x"
    });
    assert_eq!(
        body("x = a + b<<1 == c && d || e != f"),
        "x = ((((a + (b << 1)) == c) && d) || (e != f))"
    );
    assert_eq!(body("x = 0x7fff_ffff, 0x80000000, 1.5, 'a', `raw`, \"s\", 0, 3i, 010, 0b11"), {
        "x = 2147483647, Number, Number, Rune, Str, Str, 0, Number, 8, 3"
    });
    assert_eq!(body("*s = S{}; s.m[k] += v; s.n--; s.ch <- <-c; delete(s.m, k)"), {
        "*s = S{}; s.m[k] += v; s.n--; s.ch <- <-c; delete(s.m, k)"
    });
    assert_eq!(body("x, ok := y.(*T); return x, ok"), "x#0, ok#1 := y.(*T); return x#0, ok#1");
}

#[test]
fn variable_groups() {
    assert_eq!(body("var (\na, b = f()\nc T = a\n_ = c\n)\nc++"), {
        "var a#0, b#1 = f(); var c#2 T = a#0; var _ = c#2; c#2++"
    });
    assert_eq!(body("L: var (\na = 1\nb = 2\n)\nconst (\nx = iota\ny\n)\nf(x, y, b)"), {
        "L: var a#0 = 1; var b#1 = 2; -; f(Other, Other, b#1)"
    });
    let facts = read(
        "package p\nvar a, b T = f()\nvar c, d = 1, func() {}\nconst (\nX K = iota\nY\nZ = 3\nW\n)\n",
    );
    let dump = Dump(&facts);
    let globals: Vec<String> = facts
        .globals
        .iter()
        .map(|global| {
            let ty = global.ty.map_or(String::new(), |ty| dump.ty(ty));
            let value = global.value.map_or(String::new(), |value| dump.expr(value));
            format!(
                "{} {ty}={value}/{} {}",
                dump.sym(global.name),
                global.value_index,
                global.constant
            )
        })
        .collect();
    assert_eq!(
        globals,
        [
            "a T=f()/0 false",
            "b T=f()/1 false",
            "c =1/0 false",
            "d =fn0/0 false",
            "X K=iota/0 true",
            "Y K=/0 true",
            "Z =3/0 true",
            "W =/0 true"
        ]
    );
}

#[test]
fn file_header() {
    let facts = read(
        "// Code generated by x. DO NOT EDIT.\r\n\r\n//go:build y\npackage p\nimport \"a/b\"\nimport (\n. `c`\n_ \"d\"\ne \"f\"\n)\n",
    );
    let name = |sym: Option<Sym>| sym.map_or("-", |sym| Dump(&facts).sym(sym));
    assert!(facts.generated);
    assert_eq!(name(facts.package), "p");
    let imports: Vec<(&str, &str)> =
        facts.imports.iter().map(|import| (name(import.name), name(Some(import.path)))).collect();
    assert_eq!(imports, [("-", "a/b"), (".", "c"), ("_", "d"), ("e", "f")]);
    assert_eq!(facts.line_starts.len(), 11);
    assert_eq!(facts.line_column(facts.imports[0].span.start), (5, 8));
    for not in [
        "// Code generated DO NOT EDIT.",
        " // Code generated by x. DO NOT EDIT.",
        "// Code generated x. DO NOT EDIT. ",
    ] {
        assert!(!read(&format!("{not}\npackage p\n")).generated, "{not}");
    }
    assert!(!read("package p\n// Code generated by x. DO NOT EDIT.\n").generated);
}

#[test]
fn spans() {
    let source = "package p\nfunc f() {\n\tgo s.a[i].b(x, func() {})\n}\n";
    let facts = read(source);
    let text = |span: Span| &source[span.start as usize..span.end as usize];
    let exprs: Vec<&str> = facts.code.expr_spans.iter().map(|&span| text(span)).collect();
    assert_eq!(
        exprs,
        ["s", "s.a", "i", "s.a[i]", "s.a[i].b", "x", "func() {}", "s.a[i].b(x, func() {})"]
    );
    assert_eq!(text(facts.funcs[1].name_span), "func");
    assert_eq!(text(facts.funcs[0].name_span), "f");
}

#[test]
fn errors_stay_local() {
    let facts = read(
        "package p\nfunc a() { x := 1; f(x }\nfunc b() { go s.run() }\nfunc c() { y := @; s.close() }\n",
    );
    check(&facts);
    let by_name =
        |name: &str| facts.funcs.iter().find(|func| Dump(&facts).sym(func.name) == name).unwrap();
    assert!(!facts.errors.is_empty());
    assert!(!by_name("b").partial);
    assert_eq!(Dump(&facts).func(by_name("b")), "func b() {go s.run()}");
    assert!(by_name("a").partial);
    assert!(by_name("c").partial);
    assert!(Dump(&facts).func(by_name("c")).contains("s.close()"));
    // A statement where only declarations can stand.
    assert_eq!(read("package p\nx()\n").errors.len(), 1);
}

const RICH: &str = include_str!("tests/rich.go");

#[test]
fn every_prefix_has_facts() {
    let whole = read(RICH);
    assert_eq!(whole.errors, []);
    check(&whole);
    let mut parser = FileParser::new();
    for end in (0..RICH.len()).step_by(7) {
        check(&parser.read(&RICH.as_bytes()[..end]));
        // And without the beginning, or with a piece missing.
        check(&parser.read(&RICH.as_bytes()[end..]));
        let mut bytes = RICH.as_bytes().to_vec();
        bytes.drain(end..(end + 5).min(RICH.len()));
        check(&parser.read(&bytes));
    }
}

#[test]
fn any_bytes_have_facts() {
    let mut parser = FileParser::new();
    check(&parser.read(b""));
    check(&parser.read(b"\xff\xfe\0\0\x80"));
    let facts =
        parser.read(b"package p\nfunc f() { a\xff := 1; b := \"\xff\"; _, _ = a\xff, b }\n");
    check(&facts);
    assert!(!parser.read(b"pac").errors.is_empty());
    for open in [
        "(", "{", "[", "func(){", "if x {", "-", "a(", "[]", "*", "x.(", "T{", "a[", "new(", "\"",
        "/*", "'",
    ] {
        check(&parser.read(format!("package p\nfunc f() {{ x = {}", open.repeat(3000)).as_bytes()));
        check(&parser.read(open.repeat(3000).as_bytes()));
    }
}

#[test]
fn endless_nesting_is_not_parsed() {
    let mut parser = FileParser::new();
    let facts = parser.read("a(".repeat(500_000).as_bytes());
    assert_eq!(facts.errors, [Span { start: 0, end: 1_000_000 }]);
    assert_eq!(parser.read(b"package p\nfunc f() {}\n").funcs.len(), 1);
}

#[test]
fn deep_nesting_is_cut_off() {
    let braces = format!(
        "package p\nfunc f() {{ {}g(){} }}\nfunc h() {{}}\n",
        "{".repeat(10_000),
        "}".repeat(10_000)
    );
    let facts = read(&braces);
    assert!(!facts.errors.is_empty());
    assert!(facts.funcs[0].partial && !facts.funcs[1].partial);
    let calls =
        format!("package p\nfunc f() {{ {}x{} }}\n", "a(".repeat(10_000), ")".repeat(10_000));
    assert!(read(&calls).funcs[0].partial);
    let types = format!("package p\nvar x {}int\n", "[]*".repeat(10_000));
    assert!(!read(&types).errors.is_empty());
    // Parentheses vanish, so they cost nothing.
    let parens =
        format!("package p\nfunc f() {{ x = {}y{} }}\n", "(".repeat(10_000), ")".repeat(10_000));
    let facts = read(&parens);
    assert_eq!(Dump(&facts).func(&facts.funcs[0]), "func f() {x = y}");
}

#[test]
fn long_chains_are_read_whole() {
    let strings = format!("package p\nvar x = \"a\"{}\n", " + \"b\"".repeat(20_000));
    let facts = read(&strings);
    assert_eq!(facts.errors, []);
    assert_eq!(facts.code.exprs.len(), 40_001);
    let arms = format!(
        "package p\nfunc f() {{ if a {{ }}{} }}\n",
        " else if b := a; b { c(b) }".repeat(5_000)
    );
    let facts = read(&arms);
    assert_eq!(facts.errors, []);
    assert_eq!(facts.locals.len(), 5_000);
    // A missing right operand must not lead back to the operation itself.
    let _ = read("package p\nvar x = a + (b + )\n");
}

/// The parser takes the first of many parameter names for types.
#[test]
fn long_name_lists_are_read_whole() {
    let names: Vec<String> = (0..100).map(|i| format!("n{i}")).collect();
    let list = names.join(", ");
    let facts = read(&format!(
        "package p\nvar {list} int\ntype T struct {{ {list} int }}\nfunc a({list} int) {{}}\nfunc b() ({list} int) {{}}\n\
         func c() {{ var {list} int }}\nfunc d[{list} any](func({list} int)) {{}}\n\
         func e() {{ switch x.(type) {{ case {list}: }} }}\nconst {list} = {list}\n"
    ));
    assert_eq!(facts.errors, []);
    assert_eq!(facts.globals.len(), 200);
    assert_eq!(
        facts.globals[199].value.map(|value| Dump(&facts).expr(value)),
        Some("n99".to_owned())
    );
    assert_eq!(Dump(&facts).ty(facts.types[0].ty).matches(" int").count(), 100);
    assert_eq!(facts.funcs[0].params.len(), 100);
    assert_eq!(facts.funcs[1].results.len(), 100);
    assert_eq!(facts.locals.len(), 300);
    assert_eq!(facts.funcs[3].type_params.len(), 100);
    assert_eq!(Dump(&facts).ty(facts.funcs[3].params[0].ty).matches("int").count(), 100);
    assert_eq!(facts.code.cases[0].types.len, 100);
}

#[test]
fn directives_know_what_they_speak_of() {
    let facts = read(
        "package p\n\
         //closerace:ignore all on a type\n\
         type T struct {\n\
         \tn int //nolint:closerace // on a field\n\
         \t// lint:ignore closerace with a space\n\
         \tm int\n\
         }\n\
         \n\
         // F does.\n\
         //\n\
         //lint:ignore closerace on a function\n\
         //nolint:errcheck\n\
         func F(t *T) { // not for closerace:ignore\n\
         \t//closerace:ignore all on a statement of three lines\n\
         \tt.n = f(\n\
         \t\tt.m,\n\
         \t)\n\
         \t//closerace:ignore all on the head alone\n\
         \tgo func() {\n\
         \t\tt.n = 1\n\
         \t}()\n\
         \t_ = \"//closerace:ignore all\" /* //closerace:ignore all */\n\
         \t//closerace:ignore all of nothing\n\
         \n\
         }\n",
    );
    let found: Vec<_> = facts
        .directives
        .iter()
        .map(|directive| (facts.line_column(directive.span.start).0, directive.lines))
        .collect();
    assert_eq!(
        found,
        [
            (2, (3, 3)),
            (4, (4, 4)),
            (5, (6, 6)),
            (11, (13, 13)),
            (14, (15, 17)),
            (18, (19, 19)),
            (23, (24, 24))
        ]
    );
    assert_eq!(&*facts.directives[1].text, "//nolint:closerace // on a field");
}
