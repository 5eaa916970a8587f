//! Baselines and `--since`: what is known is not shown, and what is new is.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use libtest_mimic::{Failed, Trial};
use serde_json::Value;

use crate::fingerprints::CROWD;
use crate::support::{Output, TempFolder, closerace, testdata};

pub(crate) fn tests() -> Vec<Trial> {
    let test =
        |name: &str, run: fn() -> Result<(), Failed>| Trial::test(format!("only_new::{name}"), run);
    vec![
        test("one_race_more_and_one_wait_less", one_race_more_and_one_wait_less),
        test("baseline/missing", missing_baseline),
        test("baseline/not_a_baseline", not_a_baseline),
        test("baseline/stale_entries", stale_entries),
        test("baseline/adopted_as_the_readme_says", adopted_as_the_readme_says),
        test("baseline/remarks_are_kept", remarks_are_kept),
        test("baseline/a_further_field_is_new", a_further_field_is_new),
        test("baseline/further_goroutines_are_known", further_goroutines_are_known),
        test("since/nothing_changed", nothing_changed),
        test("since/a_wait_less_far_away", a_wait_less_far_away),
        test("since/moved_lines", moved_lines),
        test("since/a_changed_function", a_changed_function),
        test("since/a_file_that_git_does_not_know", a_file_that_git_does_not_know),
        test("since/a_renamed_file", a_renamed_file),
        test("since/a_silencing_comment_less", a_silencing_comment_less),
        test("since/the_merge_base_counts", the_merge_base_counts),
        test("since/from_a_folder_inside", from_a_folder_inside),
        test("since/unusual_names", unusual_names),
        test("since/git_that_cannot_answer", git_that_cannot_answer),
        test("since/shallow_clones", shallow_clones),
        test("since/different_repositories", different_repositories),
        test("since/the_repository_is_left_alone", the_repository_is_left_alone),
    ]
}

/// Runs git in a folder.
pub(crate) fn git(folder: &Path, args: &[&str]) -> Result<String, Failed> {
    let identity = ["-c", "user.name=A", "-c", "user.email=a@example.com"];
    let output = Command::new("git")
        .args(identity)
        .args(args)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()?;
    if !output.status.success() {
        return Err(format!("git {args:?}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

pub(crate) fn commit(folder: &TempFolder) -> Result<(), Failed> {
    git(folder.path(), &["add", "--all"])?;
    git(folder.path(), &["commit", "--quiet", "--allow-empty", "--message", "next"])?;
    Ok(())
}

/// The programs of the test data in a repository of their own, with what is known of them.
pub(crate) fn programs() -> Result<TempFolder, Failed> {
    let folder = TempFolder::new();
    folder.copy(&testdata().join("programs"));
    git(folder.path(), &["init", "--quiet", "--initial-branch", "main"])?;
    commit(&folder)?;
    Ok(folder)
}

/// Takes the lines out that contain a text.
pub(crate) fn without(folder: &TempFolder, file: &str, text: &str) -> Result<(), Failed> {
    let old = fs::read_to_string(folder.path().join(file))?;
    let new: String =
        old.lines().filter(|line| !line.contains(text)).map(|line| format!("{line}\n")).collect();
    assert_ne!(old, new, "{file} has {text}");
    folder.write(file, new);
    Ok(())
}

pub(crate) fn replaced(
    folder: &TempFolder,
    file: &str,
    from: &str,
    to: &str,
) -> Result<(), Failed> {
    let old = fs::read_to_string(folder.path().join(file))?;
    assert!(old.contains(from), "{file} has {from}");
    folder.write(file, old.replace(from, to));
    Ok(())
}

/// The cells of the findings that are shown.
fn cells(output: &Output) -> Result<BTreeSet<String>, Failed> {
    let report: Value =
        serde_json::from_str(&output.stdout).map_err(|error| format!("{error}: {output:?}"))?;
    let findings = report["findings"].as_array().unwrap();
    Ok(findings.iter().map(|one| one["cell"]["short_name"].as_str().unwrap().to_owned()).collect())
}

pub(crate) fn check(folder: &Path, args: &[&str]) -> Result<Output, Failed> {
    closerace(folder, ["check", "--format", "json"].iter().chain(args))
}

pub(crate) fn new_cells(folder: &TempFolder, args: &[&str]) -> Result<Vec<String>, Failed> {
    let output = check(folder.path(), args)?;
    let cells = cells(&output)?;
    output.expect_status(i32::from(!cells.is_empty()))?;
    Ok(cells.into_iter().collect())
}

pub(crate) const ONE_MORE: &str = "\
package broker

type spill struct {
	lines []string
	stop  chan struct{}
}

func newSpill() *spill {
	s := &spill{stop: make(chan struct{})}
	go func() {
		for range s.stop {
			_ = len(s.lines)
		}
	}()
	return s
}

func (s *spill) Close() {
	close(s.stop)
	s.lines = nil
}
";

/// The trial that adoption rests on, in every way of asking.
fn one_race_more_and_one_wait_less() -> Result<(), Failed> {
    let folder = programs()?;
    let known = ["--baseline", "known.txt"];
    let output = closerace(folder.path(), ["check", "--write-baseline", "known.txt"])?;
    output.expect_status(0)?;
    assert!(output.stderr.starts_with("wrote "), "{}", output.stderr);
    check(folder.path(), &known)?.expect_status(0)?;
    check(folder.path(), &["--since", "HEAD"])?.expect_status(0)?;
    let text = fs::read_to_string(folder.path().join("known.txt"))?;
    let entries: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(entries.len() > 5 && entries.is_sorted(), "{text}");
    assert!(entries.iter().all(|line| line.matches(" | ").count() == 3), "{text}");

    folder.write("broker/broker/spill.go", ONE_MORE);
    without(&folder, "connpool/resolve/resolve.go", "r.wg.Wait()")?;
    let both = ["Resolver.lastErr", "spill.lines"];
    assert_eq!(new_cells(&folder, &known)?, both);
    assert_eq!(new_cells(&folder, &["--since", "HEAD"])?, both);
    let all_at_once = [&known[..], &["--since", "HEAD"]].concat();
    assert_eq!(new_cells(&folder, &all_at_once)?, both);
    for filter in [&known[..], &["--since", "HEAD"]] {
        let text = closerace(folder.path(), ["check"].iter().chain(filter))?;
        text.expect_status(1)?;
        assert_eq!(text.stdout.matches("error[iterator-close]").count(), 2, "{}", text.stdout);
        let sarif = closerace(folder.path(), ["--format", "sarif"].iter().chain(filter))?;
        let log: Value = serde_json::from_str(&sarif.stdout)?;
        let results = log["runs"][0]["results"].as_array().unwrap();
        let name = |result: &Value| {
            let cell = &result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"];
            cell.as_str().unwrap().to_owned()
        };
        let names: BTreeSet<String> = results.iter().map(name).collect();
        assert!(names.len() == 2 && results.len() == 2, "{names:?}");
        assert!(both.iter().all(|cell| names.iter().any(|name| name.ends_with(cell))), "{names:?}");
    }
    Ok(())
}

fn missing_baseline() -> Result<(), Failed> {
    let folder = programs()?;
    let output = check(folder.path(), &["--baseline", "no/known.txt"])?;
    output.expect_status(2)?;
    assert_eq!(
        (output.stdout.as_str(), output.stderr.as_str()),
        (
            "",
            "closerace: there is no baseline `no/known.txt`: `closerace check --write-baseline no/known.txt` writes one\n"
        )
    );
    let output = check(folder.path(), &["--write-baseline", "no/known.txt"])?;
    output.expect_status(2)?;
    assert!(output.stderr.starts_with("closerace: cannot write `no/known.txt`: "));
    Ok(())
}

fn not_a_baseline() -> Result<(), Failed> {
    let folder = programs()?;
    let output = check(folder.path(), &["--baseline", "logship/go.mod"])?;
    output.expect_status(2)?;
    assert!(output.stderr.starts_with("closerace: logship/go.mod:1: not an entry of a baseline"));
    assert_eq!(output.stderr.lines().count(), 1);
    Ok(())
}

fn stale_entries() -> Result<(), Failed> {
    let folder = programs()?;
    check(folder.path(), &["--write-baseline", "known.txt"])?.expect_status(0)?;
    without(&folder, "logship/sink/rotator.go", "r.finisher = nil")?;
    let output = check(folder.path(), &["--baseline", "known.txt"])?;
    output.expect_status(0)?;
    let warnings: Vec<&str> =
        output.stderr.lines().filter(|line| line.contains("warning")).collect();
    let [warning] = warnings[..] else { panic!("{}", output.stderr) };
    assert!(warning.starts_with("closerace: warning: known.txt:"), "{warning}");
    assert!(warning.contains(
        "no longer found: iterator-close | program.example/logship/sink.Rotator.finisher | "
    ));
    // A run that looks at less does not know.
    for args in [
        &["--baseline", "known.txt", "broker"][..],
        &["--baseline", "known.txt", "--min-confidence", "high"],
    ] {
        let output = check(folder.path(), args)?;
        output.expect_status(0)?;
        assert!(!output.stderr.contains("no longer found"), "{}", output.stderr);
    }
    Ok(())
}

/// The commands of the README's section on adoption, and what it promises: what is there is known, what is new fails, and
/// one finding can be silenced with a reason.
fn adopted_as_the_readme_says() -> Result<(), Failed> {
    let readme = fs::read_to_string(testdata().join("../README.md"))?;
    let section = readme.split_once("### Adopt it in an old repository\n").unwrap().1;
    let block = section.split_once("```console\n").unwrap().1.split_once("```").unwrap().0;
    let folder = programs()?;
    let mut runs = Vec::new();
    for line in block.lines() {
        let command = line.strip_prefix("$ ").unwrap().split("  #").next().unwrap().trim();
        if let Some(args) = command.strip_prefix("closerace ") {
            let output = closerace(folder.path(), args.split(' '))?;
            output.expect_status(0)?;
            runs.push(output);
        } else if let Some(args) = command.strip_prefix("git ") {
            git(folder.path(), &args.split(' ').collect::<Vec<_>>())?;
        } else {
            let (text, file) = command.strip_prefix("echo '").unwrap().split_once("' > ").unwrap();
            folder.write(file, format!("{text}\n"));
        }
    }
    assert!(runs.len() >= 2, "{block}");
    assert!(runs[1].stderr.starts_with("no findings in "), "{}", runs[1].stderr);
    assert!(runs[1].stderr.contains(" in the baseline"), "{}", runs[1].stderr);

    let spill = "broker/broker/spill.go";
    folder.write(spill, ONE_MORE);
    assert_eq!(new_cells(&folder, &[])?, ["spill.lines"]);
    // From a folder inside, the same file holds.
    assert_eq!(
        cells(&check(&folder.path().join("broker/broker"), &[])?)?,
        BTreeSet::from(["spill.lines".to_owned()])
    );
    let reason = "\ts.lines = nil //nolint:closerace // nobody reads after the stop";
    replaced(&folder, spill, "\ts.lines = nil", reason)?;
    let output = check(folder.path(), &[])?;
    output.expect_status(0)?;
    assert!(output.stderr.contains("1 silenced"), "{}", output.stderr);

    // What has been mended is told by a path that can be clicked on.
    without(&folder, "logship/sink/rotator.go", "r.finisher = nil")?;
    let output = check(folder.path(), &[])?;
    output.expect_status(0)?;
    let warning = output.stderr.lines().next().unwrap();
    assert!(warning.starts_with("closerace: warning: closerace-baseline.txt:"), "{warning}");
    Ok(())
}

fn remarks_are_kept() -> Result<(), Failed> {
    let folder = programs()?;
    check(folder.path(), &["--write-baseline", "known.txt"])?;
    replaced(&folder, "known.txt", "(*Rotator).finish\n", "(*Rotator).finish # see issue 7\n")?;
    check(folder.path(), &["--baseline", "known.txt"])?.expect_status(0)?;
    let before = fs::read_to_string(folder.path().join("known.txt"))?;
    check(folder.path(), &["--write-baseline", "known.txt"])?;
    assert_eq!(fs::read_to_string(folder.path().join("known.txt"))?, before);
    Ok(())
}

/// Several fields of one teardown against one goroutine are shown as one finding, but each is known by itself.
fn a_further_field_is_new() -> Result<(), Failed> {
    let folder = TempFolder::module();
    let more = |n: usize| {
        let fields: String = (0..n).map(|i| format!("\tf{i} int\n")).collect();
        let reads: String = (0..n).map(|i| format!("\t\t_ = s.f{i}\n")).collect();
        let writes: String = (0..n).map(|i| format!("\ts.f{i} = 0\n")).collect();
        format!(
            "package m\n\ntype S struct {{\n\tstop chan struct{{}}\n{fields}}}\n\n\
             func New() *S {{\n\ts := &S{{stop: make(chan struct{{}})}}\n\tgo s.run()\n\treturn s\n}}\n\n\
             func (s *S) run() {{\n\tfor len(s.stop) == 0 {{\n{reads}\t}}\n}}\n\n\
             func (s *S) Close() {{\n{writes}\tclose(s.stop)\n}}\n"
        )
    };
    folder.write("s.go", more(6));
    let output = closerace(folder.path(), ["check"])?;
    assert_eq!(output.stdout.matches("error[").count(), 1, "{}", output.stdout);
    check(folder.path(), &["--write-baseline", "known.txt"])?.expect_status(0)?;
    folder.write("s.go", more(7));
    assert_eq!(new_cells(&folder, &["--baseline", "known.txt"])?, ["S.f6"]);
    Ok(())
}

/// Of many goroutines that race with one write only some are shown. When these are mended, the others are not new.
fn further_goroutines_are_known() -> Result<(), Failed> {
    let folder = TempFolder::module();
    folder.write("crowd.go", CROWD);
    git(folder.path(), &["init", "--quiet"])?;
    commit(&folder)?;
    let shown = closerace(folder.path(), ["check", "--format", "concise"])?;
    assert_eq!(shown.stdout.lines().count(), 2, "{}", shown.stdout);
    assert!(shown.stderr.ends_with("; 2 of further goroutines\n"), "{}", shown.stderr);
    check(folder.path(), &["--write-baseline", "known.txt"])?.expect_status(0)?;
    let known = fs::read_to_string(folder.path().join("known.txt"))?;
    assert_eq!(known.matches("iterator-close | ").count(), 4, "{known}");
    for name in ["east", "north"] {
        let old = format!("{name}() {{ print(len(h.rows)) }}");
        replaced(&folder, "crowd.go", &old, &format!("{name}() {{}}"))?;
    }
    assert_eq!(new_cells(&folder, &["--baseline", "known.txt"])?, [""; 0]);
    assert_eq!(new_cells(&folder, &["--since", "HEAD"])?, [""; 0]);
    Ok(())
}

fn nothing_changed() -> Result<(), Failed> {
    let folder = programs()?;
    folder.write("README.md", "Not Go.\n");
    assert_eq!(new_cells(&folder, &["--since", "HEAD"])?, [""; 0]);
    let output = check(folder.path(), &["--since", "main"])?;
    assert!(output.stderr.contains(" older than main"), "{}", output.stderr);
    Ok(())
}

/// The wait stands in a function that no trace goes through, and in another package.
fn a_wait_less_far_away() -> Result<(), Failed> {
    let folder = programs()?;
    without(&folder, "logship/group/group.go", "g.wg.Wait()")?;
    assert_eq!(new_cells(&folder, &["--since", "HEAD"])?, ["Agent.inputs", "Agent.lines"]);
    Ok(())
}

fn moved_lines() -> Result<(), Failed> {
    let folder = programs()?;
    for file in ["logship/sink/rotator.go", "broker/broker/broker.go"] {
        replaced(&folder, file, "\n\nfunc ", "\n\n// Moved.\n\nfunc ")?;
    }
    assert_eq!(new_cells(&folder, &["--since", "HEAD"])?, [""; 0]);
    Ok(())
}

fn a_changed_function() -> Result<(), Failed> {
    let folder = programs()?;
    let file = "logship/sink/rotator.go";
    replaced(&folder, file, "\tr.finisher = nil", "\tr.closed = true\n\tr.finisher = nil")?;
    assert_eq!(new_cells(&folder, &["--since", "HEAD"])?, ["Rotator.finisher"]);
    commit(&folder)?;
    assert_eq!(new_cells(&folder, &["--since", "HEAD"])?, [""; 0]);
    assert_eq!(new_cells(&folder, &["--since", "HEAD~1"])?, ["Rotator.finisher"]);
    Ok(())
}

fn a_file_that_git_does_not_know() -> Result<(), Failed> {
    let folder = programs()?;
    folder.write("broker/broker/spill.go", ONE_MORE);
    assert_eq!(new_cells(&folder, &["--since", "HEAD"])?, ["spill.lines"]);
    // Given by name, with nothing at all in the ancestor.
    assert_eq!(
        new_cells(&folder, &["--since", "HEAD", "broker/broker/spill.go"])?,
        ["spill.lines"]
    );
    Ok(())
}

fn a_renamed_file() -> Result<(), Failed> {
    let folder = programs()?;
    git(folder.path(), &["mv", "logship/sink/rotator.go", "logship/sink/turner.go"])?;
    assert_eq!(new_cells(&folder, &["--since", "HEAD"])?, [""; 0]);
    Ok(())
}

fn a_silencing_comment_less() -> Result<(), Failed> {
    let folder = programs()?;
    let file = "logship/sink/rotator.go";
    replaced(&folder, file, "\tfinisher ", "\t//closerace:ignore all for now\n\tfinisher ")?;
    commit(&folder)?;
    assert_eq!(new_cells(&folder, &["--since", "HEAD"])?, [""; 0]);
    without(&folder, file, "closerace:ignore")?;
    assert_eq!(new_cells(&folder, &["--since", "HEAD"])?, ["Rotator.finisher"]);
    Ok(())
}

/// What has been added to the other branch since is nobody's finding here.
fn the_merge_base_counts() -> Result<(), Failed> {
    let folder = programs()?;
    git(folder.path(), &["checkout", "--quiet", "-b", "topic"])?;
    folder.write("broker/broker/spill.go", ONE_MORE);
    commit(&folder)?;
    git(folder.path(), &["checkout", "--quiet", "main"])?;
    without(&folder, "logship/sink/rotator.go", "r.finisher = nil")?;
    commit(&folder)?;
    git(folder.path(), &["checkout", "--quiet", "topic"])?;
    assert_eq!(new_cells(&folder, &["--since", "main"])?, ["spill.lines"]);
    Ok(())
}

fn from_a_folder_inside() -> Result<(), Failed> {
    let folder = programs()?;
    folder.write("broker/broker/spill.go", ONE_MORE);
    without(&folder, "connpool/resolve/resolve.go", "r.wg.Wait()")?;
    let output = check(&folder.path().join("broker/broker"), &["--since", "HEAD"])?;
    assert_eq!(cells(&output)?, BTreeSet::from(["spill.lines".to_owned()]));
    let broker = folder.path().join("broker");
    let output = check(&testdata(), &["--since", "HEAD", broker.to_str().unwrap()])?;
    assert_eq!(cells(&output)?, BTreeSet::from(["spill.lines".to_owned()]));
    Ok(())
}

fn unusual_names() -> Result<(), Failed> {
    let folder = programs()?;
    let file = "broker/a b/\u{fc} \"x\".go";
    folder.write(file, ONE_MORE.replace("package broker", "package ab"));
    commit(&folder)?;
    assert_eq!(new_cells(&folder, &["--since", "HEAD"])?, [""; 0]);
    replaced(&folder, file, "\ts.lines = nil", "\t_ = 1\n\ts.lines = nil")?;
    assert_eq!(new_cells(&folder, &["--since", "HEAD"])?, ["spill.lines"]);
    Ok(())
}

fn fails(output: &Output, line: &str) {
    assert_eq!(output.status, Some(2), "{output:?}");
    assert_eq!(output.stdout, "");
    assert_eq!(output.stderr, format!("closerace: {line}\n"));
}

fn git_that_cannot_answer() -> Result<(), Failed> {
    let folder = programs()?;
    fails(
        &check(folder.path(), &["--since", "origin/main"])?,
        "there is no git revision `origin/main` here: is it misspelt, or not fetched?",
    );
    fails(&check(folder.path(), &["--since", ""])?, "`` is no git revision");
    fails(&check(folder.path(), &["--since=--all"])?, "`--all` is no git revision");

    let bare = TempFolder::module();
    bare.write("m.go", "package m\n");
    let complaint = format!("`{}` is not in a git repository", ".");
    fails(&check(bare.path(), &["--since", "HEAD"])?, &complaint);

    git(bare.path(), &["init", "--quiet"])?;
    fails(&check(bare.path(), &["--since", "HEAD"])?, "this git repository has no commit yet");

    git(folder.path(), &["checkout", "--quiet", "--orphan", "other"])?;
    folder.write("other.txt", "So that it is another commit.\n");
    commit(&folder)?;
    fails(&check(folder.path(), &["--since", "main"])?, "HEAD and `main` have no commit in common");
    Ok(())
}

fn shallow_clones() -> Result<(), Failed> {
    let folder = programs()?;
    git(folder.path(), &["checkout", "--quiet", "-b", "topic"])?;
    for _ in 0..3 {
        commit(&folder)?;
    }
    git(folder.path(), &["checkout", "--quiet", "main"])?;
    commit(&folder)?;
    let clone = TempFolder::new();
    let from = format!("file://{}", folder.path().display());
    let to = clone.path().join("clone");
    let depth = ["clone", "--quiet", "--depth", "1", "--branch", "topic"];
    git(clone.path(), &[&depth[..], &[&from, "clone"]].concat())?;
    let output = check(&to, &["--since", "origin/main"])?;
    output.expect_status(2)?;
    assert!(output.stderr.contains("`origin/main` in this shallow clone"), "{}", output.stderr);
    let fetch = ["fetch", "--quiet", "--depth", "1", "origin", "main:refs/remotes/origin/main"];
    git(&to, &fetch)?;
    let output = check(&to, &["--since", "origin/main"])?;
    output.expect_status(2)?;
    assert_eq!(output.stderr.lines().count(), 1);
    assert!(output.stderr.contains("does not reach back to where HEAD and `origin/main` part"));
    assert!(output.stderr.contains("fetch-depth: 0"), "{}", output.stderr);
    git(&to, &["fetch", "--quiet", "--unshallow"])?;
    check(&to, &["--since", "origin/main"])?.expect_status(0)
}

fn different_repositories() -> Result<(), Failed> {
    let (one, other) = (programs()?, programs()?);
    let paths = [one.path().to_str().unwrap(), other.path().to_str().unwrap()];
    let output = check(one.path(), &["--since", "HEAD", paths[0], paths[1]])?;
    output.expect_status(2)?;
    assert!(output.stderr.contains("are in different git repositories"), "{}", output.stderr);
    Ok(())
}

fn the_repository_is_left_alone() -> Result<(), Failed> {
    let folder = programs()?;
    without(&folder, "connpool/resolve/resolve.go", "r.wg.Wait()")?;
    git(folder.path(), &["add", "--all"])?;
    folder.write("broker/broker/spill.go", ONE_MORE);
    let state = || -> Result<_, Failed> {
        let status = git(folder.path(), &["status", "--porcelain"])?;
        Ok((
            status,
            git(folder.path(), &["for-each-ref"])?,
            git(folder.path(), &["worktree", "list"])?,
        ))
    };
    let before = state()?;
    check(folder.path(), &["--since", "HEAD"])?.expect_status(1)?;
    assert_eq!(state()?, before);
    Ok(())
}
