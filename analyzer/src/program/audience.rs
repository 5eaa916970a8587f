//! Who can use a package: code that is not seen, only the tree that was read, or tests.

use rustc_hash::FxHashSet;

use super::types::{Ty, TyKind};
use super::{NamedId, PkgId, Program};

/// Who can use a package.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Audience {
    /// Nothing outside of the tree can import it: a command, or below an `internal` folder.
    pub(crate) closed: bool,
    /// It is there for tests, examples or measurements.
    pub(crate) for_tests: bool,
}

/// Folders of code that supports tests or shows how something is used.
const TEST_FOLDERS: &[&str] = &[
    "test",
    "tests",
    "testing",
    "testutil",
    "testutils",
    "testkit",
    "testhelper",
    "testhelpers",
    "mock",
    "mocks",
    "fake",
    "fakes",
    "example",
    "examples",
    "e2e",
    "benchmark",
    "benchmarks",
    "interop",
    "stress",
];

/// The audience of each package, by its number.
pub(crate) fn audiences(program: &Program) -> Vec<Audience> {
    let mut all: Vec<Audience> = program
        .packages
        .iter()
        .map(|package| {
            let folders = || package.path.split('/');
            Audience {
                closed: program.name(package.name) == "main"
                    || folders().any(|folder| folder == "internal"),
                for_tests: folders().any(|folder| TEST_FOLDERS.contains(&folder)),
            }
        })
        .collect();
    for file in program.files.iter().filter(|file| file.source.is_some() && !file.test) {
        let PkgId(pkg) = file.pkg;
        // Only what supports tests uses the package for tests outside of a test file.
        if file.facts.imports.iter().any(|import| program.name(import.path) == "testing")
            && let Some(audience) = all.get_mut(pkg as usize)
        {
            audience.for_tests = true;
        }
    }
    all
}

/// The types that code which is not seen may get hold of, whatever package they are declared in: those that a package which can
/// be imported exports, returns or has in its fields.
pub(crate) fn exposed(program: &Program, audiences: &[Audience]) -> FxHashSet<NamedId> {
    let is_open = |pkg: PkgId| {
        !program.packages[pkg.index()].stub
            && audiences.get(pkg.index()).is_some_and(|audience| !audience.closed)
    };
    let is_exported = |name| program.is_exported(name);
    let mut work: Vec<Ty> = Vec::new();
    for file in program.files.iter().filter(|file| !file.test && is_open(file.pkg)) {
        let aliases = file.facts.types.iter().filter(|decl| decl.alias && is_exported(decl.name));
        work.extend(aliases.map(|decl| file.ty(decl.ty)));
    }
    for global in program.globals.iter().filter(|global| is_open(global.pkg)) {
        work.extend(is_exported(global.name).then_some(global.ty));
    }
    for info in &program.funcs {
        let file = &program.files[info.file.index()];
        let is_told = !info.literal && info.recv.is_none() && is_exported(info.name);
        if is_told && !file.test && is_open(file.pkg) {
            work.extend(&info.sig.results);
        }
    }
    let mut exposed = FxHashSet::default();
    for (index, info) in program.named.iter().enumerate() {
        if is_open(info.pkg) && is_exported(info.name) {
            expose(program, NamedId::new(index), &mut exposed, &mut work);
        }
    }
    let mut seen = FxHashSet::default();
    while let Some(ty) = work.pop() {
        if !seen.insert(ty) {
            continue;
        }
        match program.types.kind(ty) {
            TyKind::Named(named, args) => {
                work.extend(args);
                expose(program, *named, &mut exposed, &mut work);
            }
            TyKind::Pointer(to) | TyKind::Slice(to) | TyKind::Array(to) | TyKind::Chan(_, to) => {
                work.push(*to);
            }
            TyKind::Map(key, value) => work.extend([*key, *value]),
            // Whoever gives a function gets what it is called with.
            TyKind::Func(sig) => work.extend(sig.params.iter().chain(&sig.results)),
            _ => {}
        }
    }
    exposed
}

/// Whoever has a value of the type has what its exported methods return, and its exported fields.
fn expose(program: &Program, named: NamedId, exposed: &mut FxHashSet<NamedId>, work: &mut Vec<Ty>) {
    if !exposed.insert(named) {
        return;
    }
    let info = &program.named[named.index()];
    for (&name, &method) in &info.methods {
        if program.is_exported(name) {
            work.extend(&program.funcs[method.index()].sig.results);
        }
    }
    match program.types.kind(info.underlying) {
        TyKind::Struct(id) => {
            let fields = program.structs[id.index()].fields.iter();
            let fields = fields.map(|field| &program.fields[field.index()]);
            work.extend(
                fields.filter(|field| program.is_exported(field.name)).map(|field| field.ty),
            );
        }
        TyKind::Interface(id) => {
            let methods = program.ifaces[id.index()].methods.iter();
            work.extend(methods.flat_map(|(_, sig)| sig.results.iter()));
        }
        _ => work.push(info.underlying),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn types_that_an_open_package_hands_out_are_exposed() {
        let program = fixture::program(
            r#"
package m

import "m/internal/s"

type Client = s.Client
type Handler func(*s.Conn)
type options struct{ Hidden *s.Hidden }

var Default map[string][]s.Default

func New() (*s.Server, error)         { return nil, nil }
func unseen() *s.Unseen               { return nil }
func (o *options) Unseen() *s.Unseen  { return nil }
-- m/internal/s/s.go --
package s

type Server struct {
	Field  Field
	hidden *Hidden
}

func (s *Server) Result() chan Result { return nil }
func (s *Server) unseen() *Unseen     { return nil }

type (
	Client  struct{}
	Conn    struct{}
	Default struct{}
	Field   interface{ Inner() Inner }
	Inner   struct{}
	Result  struct{}
	Hidden  struct{}
	Unseen  struct{}
)
"#,
        );
        let exposed = exposed(&program, &audiences(&program));
        let is_exposed = |name: &str| {
            let mut all = program.named.iter().enumerate();
            let found = all.find(|(_, info)| program.name(info.name) == name);
            found.is_some_and(|(index, _)| exposed.contains(&NamedId::new(index)))
        };
        for name in ["Client", "Conn", "Default", "Server", "Field", "Inner", "Result"] {
            assert!(is_exposed(name), "{name}");
        }
        for name in ["Hidden", "Unseen"] {
            assert!(!is_exposed(name), "{name}");
        }
    }
}
