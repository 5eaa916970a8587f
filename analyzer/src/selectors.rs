//! What each selector refers to: for developers, who compare it with what Go's own type checker says.

use std::path::PathBuf;

use rayon::prelude::*;

use crate::clock::Clock;
use crate::pipeline::{AnalyzeError, in_pool, read_program};
use crate::program::{Bodies, FieldId, FileIdx, FuncId, Program, Res};
use crate::syntax::facts::{Expr, ExprId};
use crate::{Coverage, Options};

/// A selector `x.name` of which `x` is no package.
#[derive(Clone, Debug)]
pub struct Selector {
    /// Where the name stands.
    pub place: Place,
    /// The name.
    pub name: String,
    /// What it refers to.
    pub referent: Referent,
}

/// A byte of a file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    /// The file, as [`crate::SourceFileInfo::path`] names it.
    pub path: String,
    /// The byte.
    pub offset: u32,
}

/// What a selector refers to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Referent {
    /// A field, by the name in its declaration.
    Field(Place),
    /// A method with a body, by the name in its declaration.
    Method(Place),
    /// A method of an interface.
    InterfaceMethod,
    /// Something that a stub declares.
    Stub,
    /// Something of a package that is not in the tree.
    Missing,
    /// Not known.
    Unknown,
}

/// What the selectors in the sources below `paths` refer to, by file and byte.
///
/// # Errors
///
/// As [`crate::analyze`].
pub fn selectors(paths: &[PathBuf], options: &Options) -> Result<Vec<Selector>, AnalyzeError> {
    in_pool(options, || {
        let (mut coverage, mut clock) = (Coverage::default(), Clock::new());
        let (set, program) = read_program(paths, options, &mut coverage, &mut clock)?;
        let names: Vec<&str> = set.files.iter().map(|file| file.path.as_str()).collect();
        let mut selectors: Vec<Selector> = (0..program.files.len())
            .into_par_iter()
            .flat_map_iter(|file| of_file(&program, FileIdx::new(file), &names))
            .collect();
        selectors.sort_by(|a, b| a.place.cmp(&b.place));
        Ok(selectors)
    })
}

fn of_file(program: &Program, file: FileIdx, names: &[&str]) -> Vec<Selector> {
    let place = |offset| place(program, file, offset, names);
    if program.files[file.index()].source.is_none() {
        return Vec::new();
    }
    let bodies = Bodies::of(program, program.files[file.index()].facts.code.clone(), file);
    let method = |func: FuncId| {
        let info = &program.funcs[func.index()];
        let start = program.func_facts(func).name_span.start;
        self::place(program, info.file, start, names).map_or(Referent::Stub, Referent::Method)
    };
    let field = |field: FieldId| {
        let info = &program.fields[field.index()];
        let place = self::place(program, info.file, info.span.start, names);
        place.map_or(Referent::Stub, Referent::Field)
    };
    let mut selectors = Vec::new();
    for (index, expr) in bodies.code.exprs.iter().enumerate() {
        let Expr::Selector(base, name) = *expr else { continue };
        if bodies.res(base) == Res::Package {
            continue;
        }
        let name = program.name(name).to_owned();
        let end = bodies.code.expr_spans[index].end;
        let Some(place) = place(end - name.len() as u32) else { continue };
        let referent = match bodies.res(ExprId::new(index)) {
            Res::Field(id, _) => field(id),
            Res::Method(func, _) | Res::MethodExpr(func) => method(func),
            Res::IfaceMethod(..) => Referent::InterfaceMethod,
            Res::Missing => Referent::Missing,
            _ => Referent::Unknown,
        };
        selectors.push(Selector { place, name, referent });
    }
    selectors
}

fn place(program: &Program, file: FileIdx, offset: u32, names: &[&str]) -> Option<Place> {
    let source = program.files[file.index()].source?;
    Some(Place { path: (*names.get(source as usize)?).to_owned(), offset })
}
