//! Tests of the settings: what wins, and what is said of it.

use std::fs;
use std::path::Path;

use clap::Parser;

use super::{Project, Settings};
use crate::args::{CheckArgs, Cli};

fn args(text: &str) -> CheckArgs {
    let words = std::iter::once("closerace").chain(text.split_whitespace());
    Cli::try_parse_from(words).unwrap().check
}

fn resolve(text: &str) -> Result<Settings, String> {
    Settings::resolve(&args(&format!("--no-config {text}")), None)
}

fn rule_ids(text: &str) -> String {
    resolve(text).map_or_else(
        |error| error,
        |settings| settings.enabled().iter().map(|rule| rule.id).collect::<Vec<_>>().join(" "),
    )
}

#[test]
fn rules_are_chosen_by_name_over_all() {
    assert_eq!(
        rule_ids("--disable all --enable tracker-reset,iterator-close"),
        "iterator-close tracker-reset"
    );
    assert_eq!(rule_ids("--enable tracker-reset --disable all"), "tracker-reset");
    let all = closerace_rules::RULES.iter().map(|rule| rule.id);
    let all_but_one: Vec<_> = all.filter(|id| *id != "write-after-go").collect();
    assert_eq!(rule_ids("--enable all --disable write-after-go"), all_but_one.join(" "));
    insta::assert_snapshot!(rule_ids("--disable all"), @"every rule is disabled: enable one with `--enable RULE`");
    insta::assert_snapshot!(rule_ids("--disable all --enable all"), @"`--enable all` and `--disable all` cannot both hold: leave one out");
    insta::assert_snapshot!(rule_ids("--enable tracker-rset"), @"there is no rule `tracker-rset`; did you mean `tracker-reset`? (`closerace rules` lists them all)");
    insta::assert_snapshot!(rule_ids("--enable zzz"), @"there is no rule `zzz` (`closerace rules` lists them all)");
}

#[test]
fn sarif_fails_on_request_only() {
    let fails = |text: &str, is_sarif| {
        resolve(text).unwrap().threshold(is_sarif).map(closerace_rules::Level::name)
    };
    assert_eq!(fails("", false), Some("note"));
    assert_eq!(fails("", true), None);
    assert_eq!(fails("--fail-on warning", true), Some("warning"));
    assert_eq!(fails("--fail-on never", false), None);
    assert_eq!(fails("--exit-zero", false), None);
}

/// A folder that is removed again, with a repository in it.
fn repository(settings: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for path in [".git", "a/b", "c"] {
        fs::create_dir_all(folder.path().join(path)).unwrap();
    }
    fs::write(folder.path().join("closerace.toml"), settings).unwrap();
    folder
}

#[test]
fn options_win_over_the_file_and_the_file_over_defaults() {
    let folder = repository(
        "tests = true\n\
         min-confidence = \"high\"\n\
         exclude = [\"mock\"]\n\
         baseline = \"known.txt\"\n\
         \n\
         [rules]\n\
         write-after-go = \"off\"\n\
         tracker-reset = \"note\"\n\
         iterator-close = \"on\"\n\
         \n\
         [names]\n\
         spawners = [\"(*Pool).Run\"]\n\
         lockers = [{ lock = \"Latch.Enter\", unlock = \"Latch.Leave\", shared = true }]\n",
    );
    let root = folder.path().canonicalize().unwrap();
    let inner = root.join("a/b");
    let text = format!(
        "--tests=false --min-confidence low --tags x,y --disable iterator-close --enable write-after-go {}",
        inner.display()
    );
    let settings = Settings::resolve(&args(&text), Some(&root)).unwrap();
    let shown = settings.show();
    let said: Vec<&str> =
        shown.lines().filter(|line| !line.trim_end().ends_with("# default")).collect();
    insta::assert_snapshot!(said.join("\n"), @r#"
    # closerace.toml
    tests = false                 # --tests
    exclude = ["mock"]            # line 3
    tags = ["x", "y"]             # --tags
    min-confidence = "low"        # --min-confidence
    baseline = "known.txt"        # line 4

    [rules]
    iterator-close = "off"        # --disable
    tracker-reset = "note"        # line 8
    write-after-go = "warning"    # --enable

    [ignores]

    [names]
    spawners = ["Pool.Run"]       # line 12
    lockers = [{ lock = "Latch.Enter", unlock = "Latch.Leave", shared = true }]  # line 13
    "#);
    let file = Some(root.join("closerace.toml"));
    let project = Project { root: root.clone(), file, shown: "closerace.toml".into() };
    assert_eq!(settings.project, project);
    // What is shown can be read again.
    let text = settings.show();
    super::file::Read::parse(&text, &root).unwrap();
}

#[test]
fn the_file_is_found_from_any_folder_of_its_repository() {
    let folder = repository("tests = true\n");
    let root = folder.path().canonicalize().unwrap();
    let find = |paths: &[&str], current: Option<&Path>| {
        let paths: Vec<_> =
            paths.iter().map(|path| root.join(path).display().to_string()).collect();
        Settings::resolve(&args(&paths.join(" ")), current).map(|settings| settings.tests.value)
    };
    assert_eq!(find(&["a/b"], None), Ok(true));
    assert_eq!(find(&["a", "c"], None), Ok(true));
    // A nearer file wins, and a repository inside is its own.
    fs::write(root.join("a/closerace.toml"), "").unwrap();
    assert_eq!(find(&["a/b"], None), Ok(false));
    assert!(find(&["a", "c"], None).unwrap_err().starts_with("the paths have different settings"));
    fs::create_dir_all(root.join("c/.git")).unwrap();
    assert_eq!(find(&["c"], None), Ok(false));
}
