//! Files to program: one numbering of names, packages with their scopes, imports, and all declarations.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::bodies::Builtin;
use super::infer::Infer;
use super::spellings::Spellings;
use super::stubs::STUBS;
use super::types::{Basic, Sig, TyKind, Types};
use super::{
    Decl, File, FileIdx, FuncId, FuncInfo, GlobalId, GlobalInfo, NamedId, NamedInfo, Package,
    PkgId, Program, UniverseName,
};
use crate::read::StubFacts;
use crate::syntax::facts::{
    Expr, FileFacts, Func, FuncIdx, GlobalDecl, InterfaceDecl, NameList, Stmt, Sym, TypeExpr,
};

/// A file to link, as the sources and the syntax give it.
pub(crate) struct InputFile {
    pub(crate) facts: FileFacts,
    /// The file's number in the source set.
    pub(crate) source: u32,
    /// Identifies the module: two modules of one path stay apart.
    pub(crate) module: u32,
    /// The import path of its folder.
    pub(crate) import_path: String,
    pub(crate) reported: bool,
    pub(crate) test: bool,
    /// Whether all rounds of a loop share its variables, as before Go 1.22.
    pub(crate) shares_loop_vars: bool,
}

/// Where a module's import of a path may lead: modules with the import path that their files carry, best first.
pub(crate) type ImportCandidates<'a> = &'a dyn Fn(u32, &str) -> Vec<(u32, String)>;

/// The module number that vendored packages and stubs never have.
const STUB_MODULE: u32 = u32::MAX;

/// Links the files, and the stubs that they need, into one program.
pub(crate) fn link(
    inputs: Vec<InputFile>,
    stubs: Vec<StubFacts>,
    candidates: ImportCandidates<'_>,
) -> Program {
    let mut files: Vec<(InputFile, bool)> = inputs.into_iter().map(|file| (file, false)).collect();
    files.extend(stub_files(stubs).map(|file| (file, true)));
    let names = unify_names(&mut files);

    let mut program = Program {
        names,
        packages: Vec::new(),
        files: Vec::with_capacity(files.len()),
        named: Vec::new(),
        structs: Vec::new(),
        ifaces: Vec::new(),
        fields: Vec::new(),
        funcs: Vec::new(),
        globals: Vec::new(),
        types: Types::new(),
        error: Types::OPAQUE,
        universe: FxHashMap::default(),
        n_locals: 0,
    };
    let packages = group_into_packages(&mut program, files);
    declare(&mut program);
    universe(&mut program);
    bind_imports(&mut program, &packages, candidates);
    super::resolve::resolve_types(&mut program);
    complete_declarations(&mut program);
    infer_globals(&mut program);
    for file in &mut program.files {
        // Each is a type now.
        file.facts.type_exprs = Vec::new();
    }
    program
}

fn stub_files(stubs: Vec<StubFacts>) -> impl Iterator<Item = InputFile> {
    stubs.into_iter().map(|StubFacts { number, facts }| InputFile {
        facts,
        source: u32::MAX,
        module: STUB_MODULE,
        import_path: STUBS[number].0.to_owned(),
        reported: false,
        test: false,
        shares_loop_vars: false,
    })
}

/// Predeclared names that must exist even in a program that does not mention them.
const PREDECLARED: &[&str] = &["error", "Error", "main", "init", "_"];

fn unify_names(files: &mut [(InputFile, bool)]) -> Spellings {
    let mut names = Spellings::default();
    for name in PREDECLARED
        .iter()
        .chain(TYPES.iter().map(|(name, _)| name))
        .chain(BUILTINS.iter().map(|(name, _)| name))
    {
        names.intern(name);
    }
    for name in ["nil", "true", "false", "iota", "any", "comparable"] {
        names.intern(name);
    }
    // Most names are in many files. Each of a part's is looked up once where all have to wait, in the order of the files.
    let parts: Vec<PartNames<'_>> = files.par_chunks(NAMED_TOGETHER).map(PartNames::of).collect();
    let known: Vec<(Vec<Sym>, Vec<Vec<usize>>)> = (parts.into_iter())
        .map(|part| (part.names.iter().map(|name| names.intern(name)).collect(), part.of_files))
        .collect();
    (files.par_chunks_mut(NAMED_TOGETHER).zip(known)).for_each(|(files, (syms, of_files))| {
        for ((file, _), numbers) in files.iter_mut().zip(of_files) {
            let map: Vec<Sym> = numbers.into_iter().map(|number| syms[number]).collect();
            renumber(&mut file.facts, &map);
        }
    });
    names
}

/// So many files make a part.
const NAMED_TOGETHER: usize = 256;

/// The names of some files.
struct PartNames<'f> {
    /// Each once, in the order in which they come.
    names: Vec<&'f str>,
    /// Those of each file, by their numbers among them.
    of_files: Vec<Vec<usize>>,
}

impl<'f> PartNames<'f> {
    fn of(files: &'f [(InputFile, bool)]) -> Self {
        let mut names = Vec::new();
        let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
        let mut number_of = |name: &'f str| {
            *numbers.entry(name).or_insert_with(|| {
                names.push(name);
                names.len() - 1
            })
        };
        let of_files = (files.iter())
            .map(|(file, _)| file.facts.names.iter().map(&mut number_of).collect())
            .collect();
        Self { names, of_files }
    }
}

/// Replaces a file's own name numbers by the program's.
fn renumber(facts: &mut FileFacts, map: &[Sym]) {
    let new = |sym: &mut Sym| {
        if let Some(&target) = map.get(sym.index()) {
            *sym = target;
        }
    };
    let optional = |sym: &mut Option<Sym>| {
        if let Some(sym) = sym {
            new(sym);
        }
    };
    optional(&mut facts.package);
    for import in &mut facts.imports {
        optional(&mut import.name);
        new(&mut import.path);
    }
    for decl in &mut facts.types {
        new(&mut decl.name);
        decl.type_params.iter_mut().for_each(|param| new(&mut param.name));
    }
    facts.globals.iter_mut().for_each(|global| new(&mut global.name));
    for func in &mut facts.funcs {
        new(&mut func.name);
        func.type_params.iter_mut().for_each(|param| new(&mut param.name));
        func.recv_type_params.iter_mut().for_each(new);
    }
    facts.locals.iter_mut().for_each(|local| new(&mut local.name));
    for expr in &mut facts.code.exprs {
        match expr {
            Expr::Ident(name) | Expr::Selector(_, name) => new(name),
            _ => {}
        }
    }
    facts.code.elems.iter_mut().for_each(|elem| optional(&mut elem.key_name));
    for stmt in &mut facts.code.stmts {
        match stmt {
            Stmt::Labeled(label, _) | Stmt::Goto(label) => new(label),
            Stmt::Break(label) | Stmt::Continue(label) => optional(label),
            _ => {}
        }
    }
    for ty in &mut facts.type_exprs {
        match ty {
            TypeExpr::Name(name) => new(name),
            TypeExpr::Qualified(package, name) => {
                new(package);
                new(name);
            }
            TypeExpr::Struct(fields) => fields.iter_mut().for_each(|field| new(&mut field.name)),
            TypeExpr::Interface(decl) => {
                let InterfaceDecl { methods, .. } = &mut **decl;
                methods.iter_mut().for_each(|(name, _)| new(name));
            }
            _ => {}
        }
    }
    facts.names = NameList::default();
}

/// Packages by (module, import path, package name); the first package of a path is the one that imports find.
struct PackageIndex {
    by_path: FxHashMap<(u32, String), PkgId>,
}

fn group_into_packages(program: &mut Program, files: Vec<(InputFile, bool)>) -> PackageIndex {
    let mut ids: FxHashMap<(u32, String, Sym), PkgId> = FxHashMap::default();
    let mut by_path: FxHashMap<(u32, String), PkgId> = FxHashMap::default();
    for (input, stub) in files {
        // A file without a readable package clause still has facts, but belongs to no package that can be imported.
        let name = input.facts.package.unwrap_or(Sym::new(0));
        let external_test = input.test && program.name(name).ends_with("_test");
        let key = (input.module, input.import_path.clone(), name);
        let pkg = *ids.entry(key).or_insert_with(|| {
            let pkg = PkgId::new(program.packages.len());
            let suffix = if external_test { "_test" } else { "" };
            program.packages.push(Package {
                path: format!("{}{suffix}", input.import_path).into(),
                name,
                scope: FxHashMap::default(),
                stub,
            });
            pkg
        });
        if !external_test {
            // `package main` or a documentation package beside the real one must not hide it.
            let slot = by_path.entry((input.module, input.import_path.clone())).or_insert(pkg);
            let held = program.name(program.packages[slot.index()].name);
            if *slot != pkg && (held == "main" || held == "documentation") {
                *slot = pkg;
            }
        }
        program.files.push(File {
            pkg,
            source: (!stub).then_some(input.source),
            reported: input.reported,
            test: input.test,
            imports: FxHashMap::default(),
            dot_imports: Vec::new(),
            type_of: Vec::new(),
            module: input.module,
            shares_loop_vars: input.shares_loop_vars,
            func_base: 0,
            type_base: 0,
            global_base: 0,
            local_base: 0,
            facts: input.facts,
        });
    }
    PackageIndex { by_path }
}

fn declare(program: &mut Program) {
    let (mut n_funcs, mut n_types, mut n_globals, mut n_locals) = (0, 0, 0, 0);
    let no_sig = Arc::new(Sig::default());
    for index in 0..program.files.len() {
        let file_idx = FileIdx::new(index);
        let file = &mut program.files[index];
        (file.func_base, file.type_base, file.global_base, file.local_base) =
            (n_funcs, n_types, n_globals, n_locals);
        n_funcs += file.facts.funcs.len() as u32;
        n_types += file.facts.types.len() as u32;
        n_globals += file.facts.globals.len() as u32;
        n_locals += file.facts.locals.len() as u32;
        let pkg = file.pkg;
        let scope = &mut program.packages[pkg.index()].scope;
        for (i, decl) in file.facts.types.iter().enumerate() {
            let id = NamedId(file.type_base + i as u32);
            if decl.owner.is_none() {
                scope.entry(decl.name).or_insert(Decl::Type(id));
            }
            program.named.push(NamedInfo {
                file: file_idx,
                pkg,
                name: decl.name,
                underlying: Types::OPAQUE,
                methods: FxHashMap::default(),
            });
        }
        for (i, decl) in file.facts.globals.iter().enumerate() {
            let id = GlobalId(file.global_base + i as u32);
            scope.entry(decl.name).or_insert(Decl::Global(id));
            program.globals.push(GlobalInfo {
                pkg,
                name: decl.name,
                ty: Types::OPAQUE,
                constant: decl.constant,
            });
        }
        for (i, func) in file.facts.funcs.iter().enumerate() {
            let id = FuncId(file.func_base + i as u32);
            if func.recv.is_none() && !func.literal {
                scope.entry(func.name).or_insert(Decl::Func(id));
            }
            let outermost = match func.parent {
                // A literal comes after the function around it, whose own outermost function is known by now.
                Some(parent) => program
                    .funcs
                    .get((file.func_base as usize) + parent.index())
                    .map_or(id, |info| info.outermost),
                None => id,
            };
            program.funcs.push(FuncInfo {
                file: file_idx,
                idx: FuncIdx::new(i),
                name: func.name,
                recv: None,
                sig: no_sig.clone(),
                ty: Types::OPAQUE,
                outermost,
                has_body: func.body.is_some(),
                literal: func.literal,
            });
        }
    }
    program.n_locals = n_locals;
}

const TYPES: &[(&str, Basic)] = &[
    ("bool", Basic::Bool),
    ("string", Basic::Str),
    ("int", Basic::Number),
    ("int8", Basic::Number),
    ("int16", Basic::Number),
    ("int32", Basic::Number),
    ("int64", Basic::Number),
    ("uint", Basic::Number),
    ("uint8", Basic::Number),
    ("uint16", Basic::Number),
    ("uint32", Basic::Number),
    ("uint64", Basic::Number),
    ("uintptr", Basic::Number),
    ("byte", Basic::Number),
    ("rune", Basic::Number),
    ("float32", Basic::Number),
    ("float64", Basic::Number),
    ("complex64", Basic::Number),
    ("complex128", Basic::Number),
];

const BUILTINS: &[(&str, Builtin)] = &[
    ("append", Builtin::Append),
    ("cap", Builtin::Cap),
    ("clear", Builtin::Clear),
    ("close", Builtin::Close),
    ("complex", Builtin::Other),
    ("copy", Builtin::Copy),
    ("delete", Builtin::Delete),
    ("imag", Builtin::Other),
    ("len", Builtin::Len),
    ("make", Builtin::Make),
    ("max", Builtin::MinMax),
    ("min", Builtin::MinMax),
    ("new", Builtin::New),
    ("panic", Builtin::Panic),
    ("print", Builtin::Other),
    ("println", Builtin::Other),
    ("real", Builtin::Other),
    ("recover", Builtin::Recover),
];

fn universe(program: &mut Program) {
    for &(name, basic) in TYPES {
        let ty = program.types.intern(TyKind::Basic(basic));
        program.universe.insert(program.names.intern(name), UniverseName::Type(ty));
    }
    for &(name, builtin) in BUILTINS {
        program.universe.insert(program.names.intern(name), UniverseName::Builtin(builtin));
    }
    let empty = super::IfaceId::new(program.ifaces.len());
    let pkg = PkgId::new(0);
    program.ifaces.push(super::IfaceInfo { methods: Vec::new(), embeds: Vec::new(), pkg });
    let any = program.types.intern(TyKind::Interface(empty));
    program.universe.insert(program.names.intern("any"), UniverseName::Type(any));
    program.universe.insert(program.names.intern("comparable"), UniverseName::Type(any));
    let error = super::IfaceId::new(program.ifaces.len());
    let method = Sig { params: Box::default(), variadic: false, results: Box::new([Types::STR]) };
    let method = Arc::new(method);
    program.ifaces.push(super::IfaceInfo {
        methods: vec![(program.names.intern("Error"), method)],
        embeds: Vec::new(),
        pkg,
    });
    program.error = program.types.intern(TyKind::Interface(error));
    program.universe.insert(program.names.intern("error"), UniverseName::Type(program.error));
    program.universe.insert(program.names.intern("nil"), UniverseName::Nil);
    program.universe.insert(program.names.intern("true"), UniverseName::Bool(true));
    program.universe.insert(program.names.intern("false"), UniverseName::Bool(false));
    program.universe.insert(program.names.intern("iota"), UniverseName::Iota);
}

fn bind_imports(program: &mut Program, packages: &PackageIndex, candidates: ImportCandidates<'_>) {
    let mut known: FxHashMap<(u32, Sym), Option<PkgId>> = FxHashMap::default();
    for index in 0..program.files.len() {
        let module = program.files[index].module;
        let mut imports = FxHashMap::default();
        let mut dots = Vec::new();
        for import in &program.files[index].facts.imports {
            let path = program.name(import.path);
            let target = *known
                .entry((module, import.path))
                .or_insert_with(|| find_package(packages, candidates, module, path));
            let name = match import.name {
                Some(name) if program.name(name) == "." => {
                    dots.extend(target);
                    continue;
                }
                Some(name) => Some(name),
                None => match target {
                    Some(pkg) => Some(program.packages[pkg.index()].name),
                    None => guessed_name(path).and_then(|name| program.names.find(name)),
                },
            };
            if let Some(name) = name {
                imports.insert(name, target);
            }
        }
        let file = &mut program.files[index];
        file.imports = imports;
        file.dot_imports = dots;
    }
}

fn find_package(
    packages: &PackageIndex,
    candidates: ImportCandidates<'_>,
    module: u32,
    path: &str,
) -> Option<PkgId> {
    let find = |module: u32, path: String| packages.by_path.get(&(module, path)).copied();
    let in_tree = (module != STUB_MODULE)
        .then(|| candidates(module, path).into_iter().find_map(|(module, path)| find(module, path)))
        .flatten();
    let stub = || find(STUB_MODULE, path.to_owned());
    // What Go's own source tree has of unsafe is documentation; the compiler knows better.
    if path == "unsafe" { stub() } else { in_tree.or_else(stub) }
}

/// The name that a package most likely has, from its import path.
fn guessed_name(path: &str) -> Option<&str> {
    let mut parts = path.rsplit('/');
    let mut last = parts.next()?;
    let is_version = |part: &str| {
        part.len() > 1 && part.starts_with('v') && part[1..].bytes().all(|b| b.is_ascii_digit())
    };
    if is_version(last) {
        last = parts.next()?;
    }
    // gopkg.in/yaml.v3
    if let Some((name, version)) = last.rsplit_once('.')
        && is_version(version)
    {
        last = name;
    }
    let last = last.strip_prefix("go-").unwrap_or(last);
    let last = last.strip_suffix(".go").or_else(|| last.strip_suffix("-go")).unwrap_or(last);
    Some(last)
}

fn complete_declarations(program: &mut Program) {
    let sigs_of = |file: &File| -> Vec<Arc<Sig>> {
        let sig_of = |func: &Func| {
            Arc::new(Sig {
                params: func.params.iter().map(|param| file.ty(param.ty)).collect(),
                variadic: func.params.last().is_some_and(|param| param.variadic),
                results: func.results.iter().map(|param| file.ty(param.ty)).collect(),
            })
        };
        file.facts.funcs.iter().map(sig_of).collect()
    };
    let sigs: Vec<Vec<Arc<Sig>>> = program.files.par_iter().map(sigs_of).collect();
    for (index, sigs) in sigs.into_iter().enumerate() {
        for (i, sig) in sigs.into_iter().enumerate() {
            let file = &program.files[index];
            let func = &file.facts.funcs[i];
            let id = file.func_base as usize + i;
            let recv = func.recv.map(|recv| file.ty(recv.ty));
            let name = func.name;
            program.funcs[id].ty = program.types.intern(TyKind::Func(sig.clone()));
            program.funcs[id].sig = sig;
            if let Some(ty) = recv
                && let Some(named) = program.types.named(ty)
            {
                let pointer = matches!(program.types.kind(ty), TyKind::Pointer(_));
                program.funcs[id].recv = Some((named, pointer));
                program.named[named.index()].methods.entry(name).or_insert(FuncId::new(id));
            }
        }
        for i in 0..program.files[index].facts.globals.len() {
            let file = &program.files[index];
            if let Some(ty) = file.facts.globals[i].ty {
                let id = file.global_base as usize + i;
                program.globals[id].ty = file.ty(ty);
            }
        }
    }
}

/// Gives package-level variables without a declared type that of their initialiser. Two rounds, because one may be
/// initialised from another.
fn infer_globals(program: &mut Program) {
    for _ in 0..2 {
        let shared = &*program;
        let found: Vec<Vec<(usize, Portable)>> = (0..program.files.len())
            .into_par_iter()
            .map(|index| globals_of(shared, FileIdx::new(index)))
            .collect();
        for (id, portable) in found.into_iter().flatten() {
            program.globals[id].ty = portable.intern(&mut program.types);
        }
    }
}

/// The types that the initialisers of a file give to package-level variables that have none yet.
fn globals_of(program: &Program, index: FileIdx) -> Vec<(usize, Portable)> {
    let file = &program.files[index.index()];
    let untyped = |(i, decl): (usize, &GlobalDecl)| {
        let id = file.global_base as usize + i;
        let value = decl.value.filter(|_| decl.ty.is_none())?;
        (program.globals[id].ty == Types::OPAQUE).then_some((id, value, decl.value_index))
    };
    let mut todo = file.facts.globals.iter().enumerate().filter_map(untyped).peekable();
    if todo.peek().is_none() {
        return Vec::new();
    }
    let mut infer = Infer::new(program, &file.facts.code, index);
    todo.filter_map(|(id, value, value_index)| {
        let ty = infer.global(value, value_index);
        // The overlay table borrows the base, so its types are first brought to a form that does not.
        (ty != Types::OPAQUE).then(|| (id, Portable::of(infer.types(), ty)))
    })
    .collect()
}

/// A type freed of its table.
enum Portable {
    Base(super::types::Ty),
    Named(NamedId, Vec<Portable>),
    Pointer(Box<Portable>),
    Slice(Box<Portable>),
    Array(Box<Portable>),
    Map(Box<Portable>, Box<Portable>),
    Chan(crate::syntax::facts::ChanDir, Box<Portable>),
    Func { params: Vec<Portable>, variadic: bool, results: Vec<Portable> },
    Opaque,
}

impl Portable {
    fn of(types: &Types<'_>, ty: super::types::Ty) -> Portable {
        if types.is_base(ty) {
            return Portable::Base(ty);
        }
        let boxed = |ty| Box::new(Portable::of(types, ty));
        let list = |list: &[super::types::Ty]| -> Vec<Portable> {
            list.iter().map(|&ty| Portable::of(types, ty)).collect()
        };
        match types.kind(ty) {
            TyKind::Named(named, args) => Portable::Named(*named, list(args)),
            TyKind::Pointer(to) => Portable::Pointer(boxed(*to)),
            TyKind::Slice(elem) => Portable::Slice(boxed(*elem)),
            TyKind::Array(elem) => Portable::Array(boxed(*elem)),
            TyKind::Map(key, value) => Portable::Map(boxed(*key), boxed(*value)),
            TyKind::Chan(dir, elem) => Portable::Chan(*dir, boxed(*elem)),
            TyKind::Func(sig) => Portable::Func {
                params: list(&sig.params),
                variadic: sig.variadic,
                results: list(&sig.results),
            },
            _ => Portable::Opaque,
        }
    }
    fn intern(&self, types: &mut Types<'static>) -> super::types::Ty {
        let kind = match self {
            Portable::Base(ty) => return *ty,
            Portable::Named(named, args) => {
                TyKind::Named(*named, args.iter().map(|arg| arg.intern(types)).collect())
            }
            Portable::Pointer(to) => TyKind::Pointer(to.intern(types)),
            Portable::Slice(elem) => TyKind::Slice(elem.intern(types)),
            Portable::Array(elem) => TyKind::Array(elem.intern(types)),
            Portable::Map(key, value) => TyKind::Map(key.intern(types), value.intern(types)),
            Portable::Chan(dir, elem) => TyKind::Chan(*dir, elem.intern(types)),
            Portable::Func { params, variadic, results } => TyKind::Func(Arc::new(Sig {
                params: params.iter().map(|param| param.intern(types)).collect(),
                variadic: *variadic,
                results: results.iter().map(|result| result.intern(types)).collect(),
            })),
            Portable::Opaque => TyKind::Opaque,
        };
        types.intern(kind)
    }
}
