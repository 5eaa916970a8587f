//! Who can use a package: code that is not seen, only the tree that was read, or tests.

use super::{PkgId, Program};

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
