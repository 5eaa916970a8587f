//! The whole tool against Go sources with known answers: one test program, in which every module and every command line
//! of `testdata` is a test of its own.
//!
//! `cargo test -p closerace --test suite idioms::` runs a part of it.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod bad_input;
mod cache;
mod commands;
mod determinism;
mod documents;
mod examples;
mod fingerprints;
mod idioms;
mod ignores;
mod modules;
mod mutants;
mod only_new;
mod sarif;
mod settings;
mod staged;
mod stdin;
mod support;

use std::process::ExitCode;

use libtest_mimic::Arguments;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut tests = idioms::tests();
    tests.extend(modules::tests("patterns"));
    tests.extend(modules::tests("programs"));
    tests.extend(mutants::tests());
    tests.extend(examples::tests());
    tests.extend(fingerprints::tests());
    tests.extend(commands::tests());
    tests.extend(documents::tests());
    tests.extend(bad_input::tests());
    tests.extend(determinism::tests());
    tests.extend(cache::tests());
    tests.extend(sarif::tests());
    tests.extend(ignores::tests());
    tests.extend(settings::tests());
    tests.extend(stdin::tests());
    tests.extend(only_new::tests());
    tests.extend(staged::tests());
    libtest_mimic::run(&arguments, tests).exit_code()
}
