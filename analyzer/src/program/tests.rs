//! What expressions are and refer to. Each test is Go source text: a statement `_ = x // T` says that `x` is of type
//! `T`, and `_ = x // T @ R` that it refers to `R` besides.

mod members;
mod statements;

use super::types::{Basic, Ty, TyKind, Types};
use super::{Bodies, Program, Res};
use crate::fixture;
use crate::syntax::facts::{Expr, Stmt};

/// Holds a Go text to its comments.
#[track_caller]
fn check(text: &str) {
    let program = fixture::program(text);
    let mut wrong = Vec::new();
    let mut probes = 0;
    let mut sources = text.split("-- ").flat_map(|part| match part.split_once(" --\n") {
        Some((name, body)) if name.ends_with(".go") => Some(body),
        _ => (!part.trim().is_empty()).then_some(part),
    });
    for (file, bodies) in program.files.iter().zip(fixture::bodies(&program)) {
        if file.source.is_none() {
            continue;
        }
        let source: Vec<&str> = sources.next().unwrap_or_default().lines().collect();
        for (stmt, span) in bodies.code.stmts.iter().zip(&bodies.code.stmt_spans) {
            let Stmt::Assign { lhs, rhs, .. } = *stmt else { continue };
            let ([target], [x]) = (bodies.code.exprs_of(lhs), bodies.code.exprs_of(rhs)) else {
                continue;
            };
            if bodies.code.expr(*target) != Expr::Blank {
                continue;
            }
            let line = file.facts.line_column(span.start).0;
            let text = source[line as usize - 1];
            let Some((_, want)) = text.split_once(" // ") else { continue };
            probes += 1;
            let got = match want.contains(" @ ") {
                true => format!(
                    "{} @ {}",
                    show(&program, &bodies.types, bodies.ty(*x)),
                    referent(&program, &bodies, bodies.res(*x))
                ),
                false => show(&program, &bodies.types, bodies.ty(*x)),
            };
            if got != want {
                wrong.push(format!("{}: is {got}", text.trim()));
            }
        }
    }
    assert!(probes > 0, "nothing is asked");
    assert_eq!(wrong, Vec::<String>::new());
}

fn show(program: &Program, types: &Types<'_>, ty: Ty) -> String {
    let list =
        |tys: &[Ty]| tys.iter().map(|&ty| show(program, types, ty)).collect::<Vec<_>>().join(", ");
    match types.kind(ty) {
        TyKind::Opaque => "?".to_owned(),
        TyKind::Missing => "missing".to_owned(),
        TyKind::Basic(Basic::Bool) => "bool".to_owned(),
        TyKind::Basic(Basic::Number) => "number".to_owned(),
        TyKind::Basic(Basic::Str) => "string".to_owned(),
        TyKind::Basic(Basic::Nil) => "nil".to_owned(),
        TyKind::Named(named, args) => {
            let name = program.name(program.named[named.index()].name);
            if args.is_empty() { name.to_owned() } else { format!("{name}[{}]", list(args)) }
        }
        TyKind::Pointer(to) => format!("*{}", show(program, types, *to)),
        TyKind::Slice(elem) => format!("[]{}", show(program, types, *elem)),
        TyKind::Array(elem) => format!("[n]{}", show(program, types, *elem)),
        TyKind::Map(key, value) => {
            format!("map[{}]{}", show(program, types, *key), show(program, types, *value))
        }
        TyKind::Chan(_, elem) => format!("chan {}", show(program, types, *elem)),
        TyKind::Func(sig) => format!("func({}) ({})", list(&sig.params), list(&sig.results)),
        TyKind::Struct(_) => "struct".to_owned(),
        TyKind::Interface(_) if ty == program.error => "error".to_owned(),
        TyKind::Interface(_) => "interface".to_owned(),
        TyKind::Tuple(parts) => format!("({})", list(parts)),
        TyKind::Param { of_type, index } => {
            format!("{}{index}", if *of_type { "T" } else { "F" })
        }
    }
}

/// `Base.f via Base`: the field `f` of the struct `Base`, through the embedded field `Base`.
fn referent(program: &Program, bodies: &Bodies<'_>, res: Res) -> String {
    let named = |named: Option<super::NamedId>| {
        named.map_or("struct", |named| program.name(program.named[named.index()].name))
    };
    let (name, hops) = match res {
        Res::Field(field, hops) => {
            let field = &program.fields[field.index()];
            let owner = program.structs[field.owner.index()].named;
            (format!("{}.{}", named(owner), program.name(field.name)), Some(hops))
        }
        Res::Method(func, hops) => (program.display_name(func), Some(hops)),
        Res::IfaceMethod(_, iface, hops) => (format!("{}.method", named(iface)), Some(hops)),
        Res::Func(func) | Res::MethodExpr(func) => (program.display_name(func), None),
        Res::Global(global) => {
            (program.name(program.globals[global.index()].name).to_owned(), None)
        }
        other => (format!("{other:?}"), None),
    };
    let via: Vec<&str> = hops
        .map(|hops| bodies.hops(hops))
        .unwrap_or_default()
        .iter()
        .map(|hop| program.name(program.fields[hop.index()].name))
        .collect();
    if via.is_empty() { name } else { format!("{name} via {}", via.join(".")) }
}
