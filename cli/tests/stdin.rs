//! Standard input: a file as an editor has it.

use libtest_mimic::{Failed, Trial};

use crate::bad_input::STORE;
use crate::support::{Output, TempFolder, closerace, closerace_reading};

pub(crate) fn tests() -> Vec<Trial> {
    let test =
        |name: &str, run: fn() -> Result<(), Failed>| Trial::test(format!("stdin::{name}"), run);
    vec![
        test("is_read_in_place_of_the_file", is_read_in_place_of_the_file),
        test("may_be_a_new_file", may_be_a_new_file),
        test("is_shown_in_reports", is_shown_in_reports),
        test("need_not_be_go", need_not_be_go),
        test("completions_and_manual", completions_and_manual),
    ]
}

fn check(folder: &TempFolder, file: &str, text: impl AsRef<[u8]>) -> Result<Output, Failed> {
    let args = ["check", "--format", "concise", "-", "--stdin-filename", file];
    closerace_reading(folder.path(), args, text.as_ref())
}

fn is_read_in_place_of_the_file() -> Result<(), Failed> {
    let folder = TempFolder::module();
    folder.write("p/store.go", STORE);
    check(&folder, "p/store.go", STORE)?.expect_status(1)?;
    // The race is mended in the editor, and not on disk.
    let mended = STORE.replace("\ts.names = nil\n", "");
    assert_ne!(mended, STORE);
    let before = check(&folder, "p/store.go", STORE)?;
    let after = check(&folder, "p/store.go", &mended)?;
    assert!(after.stdout.lines().count() < before.stdout.lines().count(), "{after:?}");
    // And from inside its folder.
    let args = ["-", "--stdin-filename", "store.go", "--format", "concise"];
    let inside = closerace_reading(&folder.path().join("p"), args, STORE.as_bytes())?;
    assert!(inside.stdout.starts_with("store.go:"), "{}", inside.stdout);
    Ok(())
}

fn may_be_a_new_file() -> Result<(), Failed> {
    let folder = TempFolder::module();
    folder.write("p/other.go", "package store\n");
    let output = check(&folder, "p/store.go", STORE)?;
    output.expect_status(1)?;
    assert!(output.stdout.starts_with("p/store.go:"), "{}", output.stdout);
    let output = check(&folder, "q/store.go", STORE)?;
    output.expect_status(2)?;
    assert_eq!(output.stderr.lines().count(), 1);
    Ok(())
}

/// The source that is shown is the editor's, with lines that the disk does not have.
fn is_shown_in_reports() -> Result<(), Failed> {
    let folder = TempFolder::module();
    folder.write("store.go", "package store\n");
    let args = ["-", "--stdin-filename", "store.go"];
    let output = closerace_reading(folder.path(), args, STORE.as_bytes())?;
    output.expect_status(1)?;
    assert!(output.stdout.contains("\u{2502}"), "no source is shown: {}", output.stdout);
    Ok(())
}

fn need_not_be_go() -> Result<(), Failed> {
    let folder = TempFolder::module();
    folder.write("store.go", STORE);
    for text in ["", "package", "func f( {", "\u{0}\u{1}"] {
        check(&folder, "store.go", text)?.expect_status(0)?;
    }
    check(&folder, "store.txt", STORE)?.expect_status(2)
}

fn completions_and_manual() -> Result<(), Failed> {
    let folder = TempFolder::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = closerace(folder.path(), ["completions", shell])?;
        output.expect_status(0)?;
        assert!(output.stdout.contains("write-baseline"), "{shell}");
    }
    let manual = closerace(folder.path(), ["man"])?;
    manual.expect_status(0)?;
    for text in [".TH closerace 1", "explain", "\\-\\-min\\-confidence", "Exit status"] {
        assert!(manual.stdout.contains(text), "{text}");
    }
    Ok(())
}
