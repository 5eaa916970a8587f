//! The cache: nothing that a run finds depends on it, whatever state it is in and whoever else uses it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use libtest_mimic::{Failed, Trial};

use crate::support::{Output, TempFolder, closerace, folders, testdata};

pub(crate) fn tests() -> Vec<Trial> {
    let programs = testdata().join("programs");
    let mut tests: Vec<Trial> = folders(&programs)
        .into_iter()
        .map(|name| {
            let folder = programs.join(&name);
            test(&name, move || changes_nothing(&folder))
        })
        .collect();
    tests.extend([
        test("all_of_testdata", || changes_nothing(&testdata())),
        test("is_used", is_used),
        test("follows_what_changes", follows_what_changes),
        test("is_shared_by_copies", is_shared_by_copies),
        test("options_are_told_apart", options_are_told_apart),
        test("damage_is_a_miss", damage_is_a_miss),
        test("folder_that_cannot_be_made", folder_that_cannot_be_made),
        test("no_cache_leaves_nothing", no_cache_leaves_nothing),
        test("ten_at_once", ten_at_once),
        test("killed_while_writing", killed_while_writing),
    ]);
    tests
}

fn test(name: &str, run: impl FnOnce() -> Result<(), Failed> + Send + 'static) -> Trial {
    Trial::test(format!("cache::{name}"), run)
}

const ARGS: [&str; 4] = ["check", "--format=json", "--tests", "--min-confidence=low"];

/// A run in a folder with the cache in another one.
fn run(folder: &Path, cache: &Path, args: &[&str]) -> Result<Output, Failed> {
    let cache = cache.to_str().unwrap();
    closerace(folder, ARGS.iter().chain(&["--cache-dir", cache]).chain(args))
}

/// A run that says what it had from the cache.
fn stats(folder: &Path, cache: &Path) -> Result<String, Failed> {
    let output = run(folder, cache, &["--stats", "-v"])?;
    Ok(output.stderr)
}

fn without(folder: &Path) -> Result<Output, Failed> {
    closerace(folder, ARGS)
}

fn expect_same(output: &Output, expected: &Output, what: &str) -> Result<(), Failed> {
    if (output.status, &output.stdout, &output.stderr)
        == (expected.status, &expected.stdout, &expected.stderr)
    {
        return Ok(());
    }
    Err(format!("{what} reports something else than a run without a cache").into())
}

/// What earlier runs have left.
fn left(cache: &Path, kind: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(cache).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|found| found == kind)).collect()
}

/// Without results, facts are what there is.
fn forget_results(cache: &Path) {
    for path in left(cache, "result") {
        fs::remove_file(path).unwrap();
    }
}

fn changes_nothing(folder: &Path) -> Result<(), Failed> {
    let cache = TempFolder::new();
    let expected = without(folder)?;
    for threads in ["1", "2", "4"] {
        let threads = ["--threads", threads];
        expect_same(&run(folder, cache.path(), &threads)?, &expected, "the run that fills it")?;
        forget_results(cache.path());
        expect_same(&run(folder, cache.path(), &threads)?, &expected, "a run with all facts")?;
        expect_same(&run(folder, cache.path(), &threads)?, &expected, "a run with the result")?;
        for path in left(cache.path(), "facts").into_iter().chain(left(cache.path(), "result")) {
            fs::remove_file(path).unwrap();
        }
    }
    Ok(())
}

fn logship() -> TempFolder {
    let folder = TempFolder::new();
    folder.copy(&testdata().join("programs/logship"));
    folder
}

fn expect_part(text: &str, part: &str) -> Result<(), Failed> {
    if text.contains(part) { Ok(()) } else { Err(format!("no `{part}` in:\n{text}").into()) }
}

fn is_used() -> Result<(), Failed> {
    let (folder, cache) = (logship(), TempFolder::new());
    let text = stats(folder.path(), cache.path())?;
    assert!(!text.contains("from the cache"), "{text}");
    expect_part(&stats(folder.path(), cache.path())?, "       all  from the cache")?;
    forget_results(cache.path());
    expect_part(&stats(folder.path(), cache.path())?, "  files from the cache")
}

fn follows_what_changes() -> Result<(), Failed> {
    let (folder, cache) = (logship(), TempFolder::new());
    run(folder.path(), cache.path(), &[])?;
    let file = folder.path().join("sink/rotator.go");
    let text = fs::read_to_string(&file)?;
    // A line is gone, and the size and time of the file may be what they were.
    let changed = text.replace("r.finisher = nil // race:w", "r.finisher = r.finisher // _");
    assert_ne!(text, changed);
    for (text, name) in [(changed, "a change"), (text, "the way back")] {
        let time = fs::metadata(&file)?.modified()?;
        fs::write(&file, text)?;
        fs::File::options().append(true).open(&file)?.set_modified(time)?;
        expect_same(&run(folder.path(), cache.path(), &[])?, &without(folder.path())?, name)?;
    }
    let module = fs::read_to_string(folder.path().join("go.mod"))?;
    folder.write("go.mod", module.replacen("module ", "module other.example/", 1));
    let output = run(folder.path(), cache.path(), &[])?;
    expect_same(&output, &without(folder.path())?, "another go.mod")?;
    folder.write("sink/more.go", "package sink\n\nfunc more() {\n");
    let output = run(folder.path(), cache.path(), &[])?;
    expect_same(&output, &without(folder.path())?, "another file")?;
    fs::remove_file(folder.path().join("sink/rotator.go"))?;
    let output = run(folder.path(), cache.path(), &[])?;
    expect_same(&output, &without(folder.path())?, "a file less")
}

fn is_shared_by_copies() -> Result<(), Failed> {
    let (one, other, cache) = (logship(), logship(), TempFolder::new());
    run(one.path(), cache.path(), &[])?;
    expect_part(&stats(other.path(), cache.path())?, "       all  from the cache")?;
    let output = run(other.path(), cache.path(), &[])?;
    expect_same(&output, &without(other.path())?, "a copy")
}

fn options_are_told_apart() -> Result<(), Failed> {
    let (folder, cache) = (logship(), TempFolder::new());
    folder.write(
        "settings.toml",
        "[names]\nwaiters = [\"Rotator.Close\"]\n[rules]\niterator-close = \"off\"\n",
    );
    let more: [&[&str]; 6] = [
        &[],
        &["--tests=false"],
        &["--min-confidence=high"],
        &["--exclude=rotator.go"],
        &["--goos=windows"],
        &["--config=settings.toml"],
    ];
    for args in more {
        let output = run(folder.path(), cache.path(), args)?;
        let plain = closerace(folder.path(), ARGS.iter().chain(args))?;
        expect_same(&output, &plain, &format!("{args:?}"))?;
    }
    Ok(())
}

fn damage_is_a_miss() -> Result<(), Failed> {
    type Damage = fn(&mut Vec<u8>);
    let damages: [(&str, Damage); 7] = [
        ("empty", |bytes| bytes.clear()),
        ("cut off", |bytes| bytes.truncate(bytes.len() / 2)),
        ("without its end", |bytes| bytes.truncate(bytes.len() - 1)),
        ("longer", |bytes| bytes.extend([0; 100])),
        ("foreign", |bytes| *bytes = b"This is something else.".repeat(100)),
        ("with a changed byte", |bytes| bytes[30] ^= 1),
        ("all ones", |bytes| bytes.fill(0xff)),
    ];
    let (folder, cache) = (logship(), TempFolder::new());
    let expected = without(folder.path())?;
    for (name, damage) in damages {
        for kinds in [&["facts"][..], &["result"], &["facts", "result"]] {
            run(folder.path(), cache.path(), &[])?;
            if !kinds.contains(&"result") {
                forget_results(cache.path());
            }
            for path in kinds.iter().flat_map(|kind| left(cache.path(), kind)) {
                let mut bytes = fs::read(&path)?;
                damage(&mut bytes);
                fs::write(&path, bytes)?;
            }
            let verbose = run(folder.path(), cache.path(), &["-v"])?;
            assert_eq!(verbose.stdout, expected.stdout, "{name}");
            expect_part(&verbose.stderr, "is damaged")?;
            // What is damaged is gone after one run, or after two if only parts of it are.
            run(folder.path(), cache.path(), &[])?;
            forget_results(cache.path());
            let verbose = run(folder.path(), cache.path(), &["-v"])?;
            assert!(!verbose.stderr.contains("is damaged"), "{name}: {}", verbose.stderr);
        }
    }
    // Another version is told apart by what stands behind the first word of the last 32 bytes.
    for path in left(cache.path(), "facts") {
        let mut bytes = fs::read(&path)?;
        let at = bytes.len() - 20;
        bytes[at] ^= 1;
        fs::write(&path, bytes)?;
    }
    forget_results(cache.path());
    let verbose = run(folder.path(), cache.path(), &["-v"])?;
    assert_eq!(verbose.stdout, expected.stdout);
    expect_part(&verbose.stderr, "is of another version of closerace")
}

fn folder_that_cannot_be_made() -> Result<(), Failed> {
    let (folder, cache) = (logship(), TempFolder::new());
    cache.write("file", "");
    let place = cache.path().join("file/below");
    expect_same(&run(folder.path(), &place, &[])?, &without(folder.path())?, "such a folder")?;
    expect_part(&stats(folder.path(), &place)?, "cannot be written")
}

fn no_cache_leaves_nothing() -> Result<(), Failed> {
    let (folder, home) = (logship(), TempFolder::new());
    let check = |args: &[&str]| -> Result<(), Failed> {
        let status = Command::new(env!("CARGO_BIN_EXE_closerace"))
            .args(["check", "-q"])
            .args(args)
            .current_dir(folder.path())
            .env_remove("CLOSERACE_NO_CACHE")
            .env("CLOSERACE_CACHE_DIR", home.path().join("cache"))
            .stdout(Stdio::null())
            .status()?;
        assert_eq!(status.code(), Some(1));
        Ok(())
    };
    check(&["--no-cache"])?;
    assert!(!home.path().join("cache").exists());
    check(&[])?;
    assert_eq!(left(&home.path().join("cache"), "result").len(), 1);
    Ok(())
}

fn ten_at_once() -> Result<(), Failed> {
    let (folder, cache) = (testdata().join("programs"), TempFolder::new());
    let expected = without(&folder)?;
    let runs: Vec<_> = (0..10)
        .map(|_| {
            let (folder, cache) = (folder.clone(), cache.path().to_path_buf());
            thread::spawn(move || run(&folder, &cache, &[]).map_err(|error| format!("{error:?}")))
        })
        .collect();
    for outcome in runs {
        expect_same(&outcome.join().unwrap()?, &expected, "one of ten")?;
    }
    let after = stats(&folder, cache.path())?;
    expect_part(&after, "       all  from the cache")?;
    forget_results(cache.path());
    let after = stats(&folder, cache.path())?;
    expect_part(&after, "  files from the cache")?;
    assert!(!after.contains("damaged"), "{after}");
    expect_only_whole_files(cache.path())
}

fn killed_while_writing() -> Result<(), Failed> {
    let (folder, cache) = (testdata().join("programs"), TempFolder::new());
    let expected = without(&folder)?;
    for milliseconds in (0..240).step_by(12) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_closerace"))
            .args(ARGS)
            .arg("--cache-dir")
            .arg(cache.path())
            .current_dir(&folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        thread::sleep(Duration::from_millis(milliseconds));
        // It may have ended already.
        let _ = child.kill();
        child.wait()?;
        let output = run(&folder, cache.path(), &["-v"])?;
        assert_eq!(output.stdout, expected.stdout, "killed after {milliseconds} ms");
        assert!(!output.stderr.contains("damaged"), "{}", output.stderr);
        for path in left(cache.path(), "facts").into_iter().chain(left(cache.path(), "result")) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// What is there under a name of its own has been written to its end.
fn expect_only_whole_files(cache: &Path) -> Result<(), Failed> {
    for entry in fs::read_dir(cache)? {
        let name = entry?.file_name().into_string().unwrap();
        if name.starts_with(".closerace-") {
            return Err(format!("{name} is left").into());
        }
    }
    Ok(())
}
