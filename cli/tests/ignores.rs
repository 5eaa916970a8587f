//! Comments that silence findings: every form on every place, and those that silence nothing.

use libtest_mimic::{Failed, Trial};

use crate::support::{Output, TempFolder, closerace};

/// A race, with a mark on every line that a comment may stand on.
const FEED: &str = "\
package feed

type Feed struct { // @type
	rows []string // @field
	stop chan struct{}
}

func Open(rows []string) *Feed { // @starter
	f := &Feed{rows: rows, stop: make(chan struct{})}
	go f.pump() // @go
	return f
}

func (f *Feed) pump() { // @goroutine
	for {
		select {
		case <-f.stop:
			return
		default:
			show(f.rows) // @read
		}
	}
}

func (f *Feed) Close() { // @teardown
	close(f.stop) // @elsewhere
	f.drop() // @call
}

func (f *Feed) drop() { // @writer
	f.rows = nil // @write
}

func show([]string) {}
";

const PLACES: [&str; 10] =
    ["type", "field", "starter", "go", "goroutine", "read", "teardown", "call", "writer", "write"];

const FORMS: [&str; 8] = [
    "//closerace:ignore iterator-close the pool waits",
    "//closerace:ignore tracker-reset,iterator-close the pool waits",
    "//closerace:ignore all the pool waits",
    "//nolint:closerace // the pool waits",
    "//nolint:errcheck,closerace/iterator-close // the pool waits",
    "//lint:ignore closerace the pool waits",
    "//lint:ignore SA1000,closerace/iterator-close the pool waits",
    "//closerace:ignore iterator-close",
];

pub(crate) fn tests() -> Vec<Trial> {
    let mut tests = Vec::new();
    for place in PLACES {
        for (number, form) in (1..).zip(FORMS) {
            for (name, source) in [("behind", behind(place, form)), ("above", above(place, form))] {
                let name = format!("ignores::{place}/{name}/{number}");
                tests.push(Trial::test(name, move || is_silent(&source)));
            }
        }
        let name = format!("ignores::{place}/of_another_rule_is_unused");
        tests.push(Trial::test(name, move || of_another_rule_is_unused(place)));
    }
    tests.extend([
        Trial::test("ignores::unused_ones_are_reported", unused_ones_are_reported),
        Trial::test("ignores::of_variables_and_structs", other_cells_can_be_silenced),
        Trial::test("ignores::of_rules_that_are_off_are_not_unused", of_rules_that_are_off),
        Trial::test("ignores::mistakes_are_reported", mistakes_are_reported),
        Trial::test("ignores::a_reason_can_be_required", a_reason_can_be_required),
        Trial::test("ignores::unused_ones_can_be_left_alone", unused_ones_can_be_left_alone),
        Trial::test("ignores::sarif_leaves_silenced_out", sarif_leaves_silenced_out),
    ]);
    tests
}

/// The source with a comment behind the code of a place.
fn behind(place: &str, comment: &str) -> String {
    FEED.replace(&format!("// @{place}\n"), &format!("{comment}\n"))
}

/// The source with a comment on a line above a place, with another comment between.
fn above(place: &str, comment: &str) -> String {
    let mark = format!(" // @{place}");
    FEED.lines().fold(String::new(), |text, line| match line.strip_suffix(&mark) {
        Some(code) => {
            let indent = &code[..code.len() - code.trim_start().len()];
            format!("{text}{indent}{comment}\n{indent}// Between.\n{code}\n")
        }
        None => format!("{text}{line}\n"),
    })
}

fn check(source: &str, settings: &str, args: &[&str]) -> Result<Output, Failed> {
    let folder = TempFolder::module();
    folder.write("feed.go", source);
    folder.write("closerace.toml", settings);
    closerace(folder.path(), ["check", "--format", "concise"].iter().chain(args))
}

fn is_silent(source: &str) -> Result<(), Failed> {
    let output = check(source, "", &[])?;
    output.expect_status(0)?;
    assert_eq!(output.stderr, "no findings in 1 file of 1 package; 1 silenced\n");
    Ok(())
}

fn unused_ones_are_reported() -> Result<(), Failed> {
    for form in FORMS {
        let output = check(&behind("elsewhere", form), "", &[])?;
        output.expect_status(1)?;
        let warning = output.stderr.lines().next().unwrap();
        assert!(warning.starts_with("closerace: warning: feed.go:26:16: `//"), "{warning}");
        assert!(warning.ends_with("` silences nothing"), "{warning}");
        assert!(output.stderr.lines().count() == 2, "{}", output.stderr);
    }
    // One that is used and one that is not.
    let source = behind("write", FORMS[0]).replace("// @elsewhere", FORMS[2]);
    let output = check(&source, "", &[])?;
    output.expect_status(0)?;
    assert!(output.stderr.contains("feed.go:26:16: `//closerace:ignore all` silences nothing"));
    Ok(())
}

/// In every form that can name a rule.
fn of_another_rule_is_unused(place: &str) -> Result<(), Failed> {
    for comment in [
        "//closerace:ignore tracker-reset",
        "//nolint:closerace/tracker-reset",
        "//lint:ignore closerace/tracker-reset",
    ] {
        let output = check(&behind(place, &format!("{comment} // why")), "", &[])?;
        output.expect_status(1)?;
        let told = format!("`{comment}` silences nothing");
        assert_eq!(output.stderr.matches(&told).count(), 1, "{}", output.stderr);
    }
    Ok(())
}

/// A package variable, and a whole struct that is overwritten.
fn other_cells_can_be_silenced() -> Result<(), Failed> {
    let variable = "\
package feed

var (
	// Rows is what is shown.
	Rows []string // @variable
)

func Open() {
	go func() { // @go
		print(len(Rows)) // @read
	}()
}

func Close() {
	Rows = nil // @write
}
";
    let whole = "\
package feed

type Feed struct { // @type
	rows []string
}

func Open(f *Feed) {
	go func() { // @go
		print(len(f.rows)) // @read
	}()
}

func (f *Feed) Close() {
	*f = Feed{} // @write
}
";
    for (source, places) in
        [(variable, ["variable", "go", "read", "write"]), (whole, ["type", "go", "read", "write"])]
    {
        check(source, "", &[])?.expect_status(1)?;
        for place in places {
            for form in [FORMS[0], FORMS[3], FORMS[5]] {
                let source = source.replace(&format!("// @{place}\n"), &format!("{form}\n"));
                let output = check(&source, "", &[])?;
                output.expect_status(0)?;
                assert!(output.stderr.ends_with("; 1 silenced\n"), "{place}: {}", output.stderr);
            }
        }
    }
    Ok(())
}

fn of_rules_that_are_off() -> Result<(), Failed> {
    let off = ["--disable", "tracker-reset"];
    let output = check(&behind("elsewhere", "//closerace:ignore tracker-reset why"), "", &off)?;
    output.expect_status(1)?;
    assert!(!output.stderr.contains("silences nothing"), "{}", output.stderr);
    Ok(())
}

fn mistakes_are_reported() -> Result<(), Failed> {
    for (comment, complaint) in [
        ("//closerace:ignore", "say which rule"),
        ("//closerace:ignore iterator-clsoe x", "did you mean `iterator-close`?"),
        ("//closerace:disable all x", "there is no directive `closerace:disable`"),
        ("// closerace:ignore all x", "with a space before `closerace:ignore`"),
        ("//lint:file-ignore closerace x", "`lint:file-ignore` is not heeded"),
    ] {
        let output = check(&behind("write", comment), "", &[])?;
        output.expect_status(1)?;
        let warning = output.stderr.lines().next().unwrap();
        assert!(warning.starts_with("closerace: warning: feed.go:31:15: "), "{warning}");
        assert!(warning.contains(complaint), "{warning}");
    }
    // Prose and other linters are left alone.
    for comment in ["// closerace: see below", "//nolint:errcheck // not for closerace", "//nolint"]
    {
        let output = check(&behind("write", comment), "", &[])?;
        assert_eq!(output.stderr, "1 finding in 1 file of 1 package\n");
    }
    Ok(())
}

fn a_reason_can_be_required() -> Result<(), Failed> {
    let settings = "[ignores]\nrequire-reason = true\n";
    for bare in ["//closerace:ignore all", "//nolint:closerace", "//lint:ignore closerace"] {
        let output = check(&behind("write", bare), settings, &[])?;
        output.expect_status(1)?;
        assert!(output.stderr.contains("because it gives no reason"), "{}", output.stderr);
    }
    for reasoned in FORMS.iter().take(7) {
        check(&behind("write", reasoned), settings, &[])?.expect_status(0)?;
    }
    Ok(())
}

fn unused_ones_can_be_left_alone() -> Result<(), Failed> {
    let settings = "[ignores]\nreport-unused = false\n";
    let output = check(&behind("elsewhere", FORMS[0]), settings, &[])?;
    assert_eq!(output.stderr, "1 finding in 1 file of 1 package\n");
    Ok(())
}

fn sarif_leaves_silenced_out() -> Result<(), Failed> {
    let folder = TempFolder::module();
    folder.write("feed.go", behind("write", FORMS[0]).replace("// @elsewhere", FORMS[2]));
    let output = closerace(folder.path(), ["--format", "sarif"])?;
    let log: serde_json::Value = serde_json::from_str(&output.stdout)?;
    let run = &log["runs"][0];
    assert_eq!(run["results"].as_array().unwrap().len(), 0);
    let notification = &run["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(notification["locations"][0]["physicalLocation"]["region"]["startLine"], 26);
    Ok(())
}
