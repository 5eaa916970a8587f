//! `--staged`: what the next commit brings, judged as it is in git's index.

use std::fs;

use libtest_mimic::{Failed, Trial};

use crate::only_new::{ONE_MORE, check, commit, git, new_cells, programs, replaced, without};
use crate::support::{TempFolder, closerace};

pub(crate) fn tests() -> Vec<Trial> {
    let test =
        |name: &str, run: fn() -> Result<(), Failed>| Trial::test(format!("staged::{name}"), run);
    vec![
        test("only_what_is_staged", only_what_is_staged),
        test("a_wait_less_in_the_index_alone", a_wait_less_in_the_index_alone),
        test("everything_if_no_go_file_is_staged", everything_if_no_go_file_is_staged),
        test("the_first_commit", the_first_commit),
        test("a_merge_brings_what_no_parent_has", a_merge_brings_what_no_parent_has),
        test("from_a_folder_inside", from_a_folder_inside),
        test("as_a_hook_in_a_linked_work_tree", as_a_hook_in_a_linked_work_tree),
    ]
}

const SPILL: &str = "broker/broker/spill.go";
const ROTATOR: &str = "logship/sink/rotator.go";

fn stage(folder: &TempFolder, file: &str) -> Result<(), Failed> {
    git(folder.path(), &["add", file]).map(|_| ())
}

/// Programs of which a comment is staged, so that something is.
fn with_a_comment() -> Result<TempFolder, Failed> {
    let folder = programs()?;
    replaced(&folder, ROTATOR, "\n\nfunc ", "\n\n// Moved.\n\nfunc ")?;
    stage(&folder, ROTATOR)?;
    Ok(folder)
}

fn only_what_is_staged() -> Result<(), Failed> {
    let folder = with_a_comment()?;
    folder.write(SPILL, ONE_MORE);
    assert_eq!(new_cells(&folder, &["--staged"])?, [""; 0], "untracked");
    stage(&folder, SPILL)?;
    assert_eq!(new_cells(&folder, &["--staged"])?, ["spill.lines"]);
    without(&folder, SPILL, "s.lines = nil")?;
    assert_eq!(new_cells(&folder, &["--staged"])?, ["spill.lines"], "the fix is not staged");
    stage(&folder, SPILL)?;
    assert_eq!(new_cells(&folder, &["--staged"])?, [""; 0]);
    folder.write(SPILL, ONE_MORE);
    assert_eq!(new_cells(&folder, &["--staged"])?, [""; 0], "the race is not staged");
    Ok(())
}

/// The text of a report is that of the index, too.
fn a_wait_less_in_the_index_alone() -> Result<(), Failed> {
    let folder = programs()?;
    let group = "logship/group/group.go";
    let text = fs::read_to_string(folder.path().join(group))?;
    without(&folder, group, "g.wg.Wait()")?;
    stage(&folder, group)?;
    folder.write(group, text);
    assert_eq!(new_cells(&folder, &["--staged"])?, ["Agent.inputs", "Agent.lines"]);
    folder.write(SPILL, ONE_MORE);
    stage(&folder, SPILL)?;
    folder.write(SPILL, "package broker\n");
    let output = closerace(folder.path(), ["check", "--staged"])?;
    assert!(output.stdout.contains("│     s.lines = nil\n"), "{}", output.stdout);
    Ok(())
}

fn everything_if_no_go_file_is_staged() -> Result<(), Failed> {
    let folder = programs()?;
    let all = new_cells(&folder, &[])?;
    assert!(!all.is_empty());
    folder.write("README.md", "Not Go.\n");
    stage(&folder, "README.md")?;
    assert_eq!(new_cells(&folder, &["--staged"])?, all);
    Ok(())
}

fn the_first_commit() -> Result<(), Failed> {
    let folder = TempFolder::module();
    git(folder.path(), &["init", "--quiet"])?;
    folder.write("spill.go", ONE_MORE);
    stage(&folder, "go.mod")?;
    check(folder.path(), &["--staged"])?.expect_status(3)?;
    stage(&folder, "spill.go")?;
    assert_eq!(new_cells(&folder, &["--staged"])?, ["spill.lines"]);
    Ok(())
}

fn a_merge_brings_what_no_parent_has() -> Result<(), Failed> {
    let folder = with_a_comment()?;
    git(folder.path(), &["checkout", "--quiet", "-b", "topic"])?;
    commit(&folder)?;
    git(folder.path(), &["checkout", "--quiet", "main"])?;
    folder.write(SPILL, ONE_MORE);
    commit(&folder)?;
    git(folder.path(), &["checkout", "--quiet", "topic"])?;
    let merge = ["merge", "--quiet", "--no-ff", "--no-commit", "main"];
    git(folder.path(), &merge)?;
    assert_eq!(new_cells(&folder, &["--staged"])?, [""; 0], "main has it already");
    folder.write("connpool/spill.go", ONE_MORE.replace("package broker", "package connpool"));
    stage(&folder, "connpool/spill.go")?;
    assert_eq!(new_cells(&folder, &["--staged"])?, ["spill.lines"]);
    Ok(())
}

fn from_a_folder_inside() -> Result<(), Failed> {
    let folder = with_a_comment()?;
    folder.write(SPILL, ONE_MORE);
    let inside = folder.path().join("broker/broker");
    check(&inside, &["--staged"])?.expect_status(0)?;
    stage(&folder, SPILL)?;
    check(&inside, &["--staged"])?.expect_status(1)?;
    check(&folder.path().join("logship"), &["--staged"])?.expect_status(0)
}

/// There, git tells its hooks of the repository by variables; and it has an index of its own for `git commit FILE`.
fn as_a_hook_in_a_linked_work_tree() -> Result<(), Failed> {
    let folder = programs()?;
    let hook = format!(
        "#!/bin/sh\nexec {:?} check --quiet --staged ./logship ./broker\n",
        env!("CARGO_BIN_EXE_closerace")
    );
    folder.write("hooks/pre-commit", hook);
    let hooks = folder.path().join("hooks");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(hooks.join("pre-commit"), fs::Permissions::from_mode(0o755))?;
    }
    git(folder.path(), &["config", "core.hooksPath", hooks.to_str().unwrap()])?;
    git(folder.path(), &["worktree", "add", "--quiet", "linked"])?;
    let linked = folder.path().join("linked");
    let spill = linked.join(SPILL);
    fs::write(&spill, ONE_MORE)?;
    git(&linked, &["add", SPILL])?;
    let stopped = git(&linked, &["commit", "--quiet", "--message", "race", SPILL]).unwrap_err();
    assert!(
        stopped.message().is_some_and(|text| text.contains("`spill.lines` is written")),
        "{stopped:?}"
    );
    fs::write(&spill, ONE_MORE.replace("\ts.lines = nil\n", ""))?;
    git(&linked, &["commit", "--quiet", "--all", "--message", "no race"])?;
    Ok(())
}
