//! Input that no compiler would take: each run ends, and what is good beside the bad is still read.

use libtest_mimic::{Failed, Trial};

use crate::support::{Output, TempFolder, closerace};

/// Two races, in lines that the tests look for.
pub(crate) const STORE: &str = include_str!("../../testdata/commands/modules/store/store.go");

const DEPTH: usize = 10_000;

pub(crate) fn tests() -> Vec<Trial> {
    let mut tests = vec![
        test("path_that_does_not_exist", path_that_does_not_exist),
        test("empty_file", || beside_store("x.go", "")),
        test("only_an_empty_file", only_an_empty_file),
        test("byte_order_mark_alone", || beside_store("x.go", "\u{feff}")),
        test("invalid_utf8", invalid_utf8),
        test("utf16", || beside_store("x.go", b"\xff\xfep\0a\0c\0k\0a\0g\0e\0 \0s\0\n\0")),
        test("nul_bytes", || beside_store("x.go", "package store\n\0\0\nfunc f() {}\n")),
        test("not_text", || beside_store("x.go", noise(200_000))),
        test("no_line_end_in_5_mb", || beside_store("x.go", in_function(&"x++;".repeat(1 << 20)))),
        test("file_of_20_mb", || beside_store("x.go", functions(20_000_000))),
        test("go_mod_that_does_not_parse", go_mod_that_does_not_parse),
        test("folder_named_like_a_file", folder_named_like_a_file),
    ];
    tests.extend(
        nestings().map(|(name, text)| {
            test(&format!("nested_{name}"), move || beside_store("x.go", text))
        }),
    );
    #[cfg(unix)]
    tests.extend([
        test("unreadable_file", unix::unreadable_file),
        test("links_in_a_circle", unix::links_in_a_circle),
        test("name_that_is_not_utf8", unix::name_that_is_not_utf8),
    ]);
    tests
}

fn test(name: &str, run: impl FnOnce() -> Result<(), Failed> + Send + 'static) -> Trial {
    Trial::test(format!("bad_input::{name}"), run)
}

fn store() -> TempFolder {
    let folder = TempFolder::module();
    folder.write("store.go", STORE);
    folder
}

/// Checks a folder with the store in it, and that both of its races are found.
fn check(folder: &TempFolder) -> Result<Output, Failed> {
    let output = closerace(folder.path(), ["check", "--format", "concise", "."])?;
    output.expect_status(1)?;
    let places: Vec<&str> =
        output.stdout.lines().filter_map(|line| line.split(": ").next()).collect();
    assert_eq!(places, ["store.go:18:2", "store.go:45:2"], "{}", output.stderr);
    Ok(output)
}

fn beside_store(name: &str, contents: impl AsRef<[u8]>) -> Result<(), Failed> {
    let folder = store();
    folder.write(name, contents);
    check(&folder)?;
    Ok(())
}

fn path_that_does_not_exist() -> Result<(), Failed> {
    let output = closerace(TempFolder::new().path(), ["check", "no/such/path"])?;
    output.expect_status(2)?;
    assert_eq!((output.stdout.as_str(), output.stderr.lines().count()), ("", 1));
    assert!(output.stderr.contains("no/such/path"), "{}", output.stderr);
    Ok(())
}

fn only_an_empty_file() -> Result<(), Failed> {
    let folder = TempFolder::module();
    folder.write("x.go", "");
    closerace(folder.path(), ["check"])?.expect_status(0)
}

/// In the very file that the findings are in, on lines before them.
fn invalid_utf8() -> Result<(), Failed> {
    let folder = TempFolder::module();
    let (first, rest) = STORE.split_once('\n').unwrap();
    folder.write("store.go", [first.as_bytes(), b" \xff\xfe \xc3\n", rest.as_bytes()].concat());
    check(&folder)?;
    Ok(())
}

fn go_mod_that_does_not_parse() -> Result<(), Failed> {
    for text in ["module (((\n\"\"\"\n", "", "\0\u{1}", "module a\nmodule b\nrequire (\n"] {
        let folder = store();
        folder.write("go.mod", text);
        let output = check(&folder)?;
        assert!(output.stderr.contains("warning: go.mod: "), "{text:?}: {}", output.stderr);
    }
    Ok(())
}

fn folder_named_like_a_file() -> Result<(), Failed> {
    beside_store("x.go/readme.txt", "not Go")
}

/// Sources of one thing in itself, 10,000 times.
fn nestings() -> impl Iterator<Item = (&'static str, String)> {
    let expression = |open: &str, close: &str| {
        let (open, close) = (open.repeat(DEPTH), close.repeat(DEPTH));
        in_function(&format!("_ = {open}x{close}"))
    };
    let statement = |open: &str, close: &str| {
        in_function(&format!("{}{}", open.repeat(DEPTH), close.repeat(DEPTH)))
    };
    let file = |open: &str, close: &str| {
        let (open, close) = (open.repeat(DEPTH), close.repeat(DEPTH));
        format!("package store\n\nvar v {open}int{close}\n")
    };
    [
        ("braces", statement("{", "}")),
        ("braces_without_end", statement("{", "")),
        ("ifs", statement("if x > 0 {", "}")),
        ("else_ifs", statement("if x > 0 {} else ", "{}")),
        ("labels", statement("l: ", "")),
        ("function_literals", statement("func() {", "}()")),
        ("go_statements", statement("go func() {", "}()")),
        ("parentheses", expression("(", ")")),
        ("calls", expression("f(", ")")),
        ("indices", expression("a[", "]")),
        ("sums", expression("x + ", "")),
        ("signs", expression("- ", "")),
        ("selectors", expression("", ".n")),
        ("method_calls", expression("", ".f()")),
        ("literals", expression("[]any{", "}")),
        ("pointers", file("*", "")),
        ("structs", file("struct{ a ", "}")),
        ("type_arguments", file("T[", "]")),
    ]
    .into_iter()
}

fn in_function(body: &str) -> String {
    format!("package store\n\nfunc f(x int) {{\n{body}\n}}\n")
}

fn functions(n_bytes: usize) -> String {
    let mut text = String::with_capacity(n_bytes + 200);
    text += "package store\n\ntype counter struct{ n int }\n";
    for number in 0.. {
        if text.len() >= n_bytes {
            break;
        }
        text += &format!(
            "\nfunc (c *counter) f{number}(x int) int {{\n\tfor i := range x {{\n\t\tif i > \
             {number} {{\n\t\t\tc.n += i\n\t\t}}\n\t}}\n\treturn c.n\n}}\n"
        );
    }
    text
}

/// Bytes without sense, the same in each run.
fn noise(n_bytes: usize) -> Vec<u8> {
    let mut state = 1u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    std::iter::repeat_with(&mut next).take(n_bytes).collect()
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::fs;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use libtest_mimic::Failed;

    use super::{check, store};

    pub(super) fn unreadable_file() -> Result<(), Failed> {
        let folder = store();
        folder.write("x.go", "package store\n");
        let file = folder.path().join("x.go");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o000))?;
        let output = check(&folder)?;
        // To root, no file is unreadable.
        if fs::read(&file).is_err() {
            assert!(output.stderr.contains("warning: x.go: "), "{}", output.stderr);
        }
        Ok(())
    }

    pub(super) fn links_in_a_circle() -> Result<(), Failed> {
        let folder = store();
        folder.write("sub/x.go", "package sub\n");
        symlink("..", folder.path().join("sub/up"))?;
        symlink("self.go", folder.path().join("self.go"))?;
        symlink("self", folder.path().join("self"))?;
        symlink("nowhere.go", folder.path().join("gone.go"))?;
        check(&folder)?;
        Ok(())
    }

    pub(super) fn name_that_is_not_utf8() -> Result<(), Failed> {
        let folder = store();
        // Not every file system takes such a name.
        if fs::write(folder.path().join(OsStr::from_bytes(b"\xff.go")), "package store\n").is_ok() {
            check(&folder)?;
        }
        Ok(())
    }
}
