//! `testdata/commands`: whole command lines with all that they print. `UPDATE=1 cargo test` accepts what is printed now.
//!
//! A case is a folder with
//! - `cmd`: the arguments, separated by spaces;
//! - `in`: the folder that the command runs in a copy of, or a file that names one, relative to `testdata`;
//! - `stdout`, `stderr`, `status`: how it ends, with `[VERSION]` for closerace's version and `[FOLDER]` for that copy;
//! - `out`: the files that it writes, if any.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::{Failed, Trial};

use crate::support::{TempFolder, closerace, files, folders, testdata};

pub(crate) fn tests() -> Vec<Trial> {
    let commands = testdata().join("commands");
    let cases =
        folders(&commands).into_iter().filter(|name| commands.join(name).join("cmd").exists());
    let test = |name: String| {
        let case = commands.join(&name);
        Trial::test(format!("commands::{name}"), move || match std::env::var_os("UPDATE") {
            Some(_) => update(&case),
            None => compare(&case),
        })
    };
    cases.map(test).collect()
}

/// What a command leaves: the contents of the files of its case, by their names in it.
type Ending = BTreeMap<String, String>;

fn run(case: &Path) -> Result<Ending, Failed> {
    let command = fs::read_to_string(case.join("cmd"))?;
    let input = input(case)?;
    let folder = TempFolder::new();
    folder.copy(&input);
    let output = closerace(folder.path(), command.split_whitespace())?;
    let status = output.status.map_or_else(|| "signal".into(), |status| status.to_string());
    let mut ending = Ending::from([
        ("status".into(), status + "\n"),
        ("stdout".into(), output.stdout),
        ("stderr".into(), output.stderr),
    ]);
    let given = files(&input);
    for file in files(folder.path()).into_iter().filter(|file| !given.contains(file)) {
        let text = fs::read_to_string(folder.path().join(&file))?;
        ending.insert(format!("out/{file}"), text);
    }
    for text in ending.values_mut() {
        *text = scrubbed(text, folder.path());
    }
    Ok(ending)
}

fn input(case: &Path) -> Result<PathBuf, Failed> {
    let input = case.join("in");
    if input.is_dir() {
        return Ok(input);
    }
    Ok(testdata().join(fs::read_to_string(input)?.trim_end()))
}

/// The rules' versions, in `rules --format json`, are not ours.
fn scrubbed(text: &str, folder: &Path) -> String {
    const VERSION: &str = env!("CARGO_PKG_VERSION");
    text.replace(&format!("closerace {VERSION}"), "closerace [VERSION]")
        .replace(&format!("ersion\": \"{VERSION}\""), "ersion\": \"[VERSION]\"")
        .replace(folder.to_str().unwrap(), "[FOLDER]")
}

fn stored(case: &Path) -> Result<Ending, Failed> {
    let names = files(case).into_iter().filter(|name| {
        matches!(name.as_str(), "status" | "stdout" | "stderr") || name.starts_with("out/")
    });
    names.map(|name| Ok((name.clone(), fs::read_to_string(case.join(name))?))).collect()
}

fn compare(case: &Path) -> Result<(), Failed> {
    let (expected, actual) = (stored(case)?, run(case)?);
    if expected == actual {
        return Ok(());
    }
    let none = String::new();
    let names = expected.keys().chain(actual.keys().filter(|name| !expected.contains_key(*name)));
    let mut message = String::from("UPDATE=1 would accept what is printed now:\n");
    for name in names {
        let side = |ending: &Ending| ending.get(name).unwrap_or(&none).clone();
        let (expected, actual) = (side(&expected), side(&actual));
        if expected != actual {
            message += &format!("--- {name}, expected\n{expected}+++ {name}, actual\n{actual}");
        }
    }
    Err(message.into())
}

fn update(case: &Path) -> Result<(), Failed> {
    let ending = run(case)?;
    for name in stored(case)?.keys().filter(|name| !ending.contains_key(*name)) {
        fs::remove_file(case.join(name))?;
    }
    for (name, text) in ending {
        let file = case.join(name);
        fs::create_dir_all(file.parent().unwrap())?;
        fs::write(file, text)?;
    }
    Ok(())
}
