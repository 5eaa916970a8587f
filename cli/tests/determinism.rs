//! The same input gives the same bytes, whatever the number of threads.

use std::path::Path;

use libtest_mimic::{Failed, Trial};

use crate::support::{closerace, folders, testdata};

pub(crate) fn tests() -> Vec<Trial> {
    let testdata = testdata();
    let programs = testdata.join("programs");
    let mut tests: Vec<Trial> = folders(&programs)
        .into_iter()
        .map(|name| {
            let folder = programs.join(&name);
            Trial::test(format!("determinism::{name}"), move || same_with_any_threads(&folder))
        })
        .collect();
    let all = move || same_with_any_threads(&testdata);
    tests.push(Trial::test("determinism::all_of_testdata", all));
    tests
}

fn same_with_any_threads(folder: &Path) -> Result<(), Failed> {
    let report = |threads| -> Result<_, Failed> {
        let args = ["--format=json", "--tests", "--min-confidence=low", "--threads", threads];
        let output = closerace(folder, args)?;
        output.expect_status(1)?;
        // Standard error ends with a summary of it.
        Ok((output.stdout, output.stderr))
    };
    let one = report("1")?;
    for threads in ["2", "4"] {
        if report(threads)? != one {
            return Err(format!("{threads} threads report something else than one does").into());
        }
    }
    Ok(())
}
