//! Tests of whole runs with an analysis made by hand: streams, exit codes, failures.

use std::io::{self, Write};
use std::path::PathBuf;

use analyzer::{Analysis, Lap, Options, peak_memory};
use clap::Parser;
use closerace_analyzer as analyzer;

use super::{Console, Outcome, Terminal, guarded};
use crate::args::Cli;
use crate::engine::{Analyze, AnalyzeError};
use crate::report::sample::Sample;

/// A run's outcome, standard output and standard error.
fn run_with(args: &str, analyze: Analyze) -> (Outcome, String, String) {
    let cli =
        Cli::try_parse_from(std::iter::once("closerace").chain(args.split_whitespace())).unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console {
        terminal: None,
        input: &mut io::empty(),
        out: &mut out,
        err: &mut err,
        watched: false,
        variable: &|_| None,
    };
    let outcome = guarded(cli, &mut console, analyze);
    (outcome, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn racy(_: &[PathBuf], _: &Options) -> Result<Analysis, AnalyzeError> {
    let mut sample = Sample::new();
    sample.remove_files();
    // The current folder of the tests is not where the files were.
    let mut analysis = sample.analysis.clone();
    for file in &mut analysis.files {
        file.absolute = std::env::current_dir().unwrap().join(&file.path);
    }
    Ok(analysis)
}

fn clean(_: &[PathBuf], _: &Options) -> Result<Analysis, AnalyzeError> {
    Ok(Sample::clean().analysis.clone())
}

fn empty(_: &[PathBuf], _: &Options) -> Result<Analysis, AnalyzeError> {
    Ok(Analysis::default())
}

fn measured(_: &[PathBuf], _: &Options) -> Result<Analysis, AnalyzeError> {
    let mut analysis = Sample::clean().analysis.clone();
    analysis.coverage.laps = vec![
        Lap { name: "parse", seconds: 1.5, memory: Some(123_456_789) },
        Lap { name: "link", seconds: 0.25, memory: None },
    ];
    Ok(analysis)
}

fn outcome(args: &str, analyze: Analyze) -> Outcome {
    run_with(args, analyze).0
}

#[test]
fn stages_are_shown_with_time_and_memory() {
    let (_, _, err) = run_with("--stats", measured);
    assert!(err.contains("    1.500s    123 MB  parse\n    0.250s  link\n"), "{err}");
    assert_eq!(err.contains(" MB  at most\n"), peak_memory().is_some(), "{err}");
    let (_, _, err) = run_with("--stats", clean);
    assert!(!err.contains(" MB"), "{err}");
}

#[test]
fn findings_go_to_stdout_and_the_rest_to_stderr() {
    let (outcome, out, err) = run_with("--format concise -v --stats", racy);
    assert_eq!(outcome, Outcome::Findings);
    insta::assert_snapshot!(out, @r"
    close.go:16:11: iterator-close: `Cache.m` is written by `(*Cache).drop` (reached from `(*Cache).Close`) while the goroutine `(*Cache).scan` may still read it
    close.go:17:2: iterator-close: `Cache.n` is written by `(*Cache).drop` (reached from `(*Cache).Close`) while the goroutine `(*Cache).scan` may still read it
    ");
    insta::assert_snapshot!(err, @r"
    closerace: warning: b.go: permission denied
    a dir/cache.go:4:2: this part could not be read
    (*Cache).scan: too large to be followed to its end
             3  conflicts
    2 findings in 2 files of 1 package (1 read only in part; 4 left out by build constraints); 1 function not followed to the end
    ");
    let (_, _, err) = run_with("--format concise", racy);
    insta::assert_snapshot!(err, @r"
    closerace: warning: b.go: permission denied
    2 findings in 2 files of 1 package (1 read only in part, named with -v; 4 left out by build constraints); 1 function not followed to the end
    ");
    let (_, out, err) = run_with("--quiet --min-confidence low --format concise", racy);
    assert_eq!(out.lines().count(), 3);
    insta::assert_snapshot!(err, @"closerace: warning: b.go: permission denied");
}

#[test]
fn clean_runs_say_so() {
    let (outcome, out, err) = run_with("", clean);
    assert_eq!((outcome, out.as_str()), (Outcome::Clean, ""));
    insta::assert_snapshot!(err, @"no findings in 2 files of 1 package");
}

#[test]
fn exit_codes() {
    assert_eq!(outcome("", racy), Outcome::Findings);
    assert_eq!(outcome("--exit-zero", racy), Outcome::Clean);
    assert_eq!(outcome("--fail-on never", racy), Outcome::Clean);
    assert_eq!(outcome("--fail-on error", racy), Outcome::Findings);
    assert_eq!(outcome("--format sarif", racy), Outcome::Clean);
    assert_eq!(outcome("--format sarif --fail-on error", racy), Outcome::Findings);
    assert_eq!(outcome("--disable iterator-close", racy), Outcome::Clean);
    assert_eq!(outcome("--disable iterator-close --min-confidence low", racy), Outcome::Findings);
    assert_eq!(
        outcome("--disable iterator-close --min-confidence low --fail-on error", racy),
        Outcome::Clean,
        "write-after-go is a warning"
    );
    assert_eq!(outcome("--enable nonsense", racy), Outcome::Failed);
    assert_eq!(outcome("", empty), Outcome::NoGoFiles);
    assert_eq!(outcome("explain iterator-close", clean), Outcome::Clean);
    assert_eq!(outcome("rules --format json", clean), Outcome::Clean);
}

#[test]
fn failures_are_one_line() {
    let input: Analyze = |_, _| Err(AnalyzeError::Input("no such path: `x`".into()));
    let none: Analyze = |_, _| Err(AnalyzeError::NoGoFiles("no Go files below `x`".into()));
    let bug: Analyze = |_, _| panic!("two\nlines");
    let (outcome, _, err) = run_with("x", input);
    assert_eq!(outcome, Outcome::Failed);
    insta::assert_snapshot!(err, @"closerace: no such path: `x`");
    let (outcome, _, err) = run_with("x", none);
    assert_eq!(outcome, Outcome::NoGoFiles);
    insta::assert_snapshot!(err, @"closerace: no Go files below `x`");
    let (outcome, _, err) = run_with("explain trackerreset", clean);
    assert_eq!(outcome, Outcome::Failed);
    insta::assert_snapshot!(err, @"closerace: there is no rule `trackerreset`; did you mean `tracker-reset`? (`closerace rules` lists them all)");
    let (outcome, out, err) = run_with("x", bug);
    assert_eq!((outcome, out.as_str()), (Outcome::Failed, ""));
    assert_eq!(err.lines().count(), 1);
    assert!(err.starts_with("closerace: internal error: two lines; "), "{err}");
}

#[test]
fn reports_are_written_to_files_too() {
    let folder = std::env::temp_dir().join(format!("closerace-outputs-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let sarif = folder.join("x.sarif");
    let args = format!("--format concise -o sarif={} -o text=/nowhere/at/all", sarif.display());
    let (outcome, out, err) = run_with(&args, racy);
    assert_eq!(outcome, Outcome::Failed);
    assert_eq!(out.lines().count(), 2);
    insta::assert_snapshot!(err.lines().next().unwrap(), @"closerace: cannot write `/nowhere/at/all`: No such file or directory (os error 2)");
    assert!(std::fs::read_to_string(&sarif).unwrap().contains("2.1.0"));
    std::fs::remove_dir_all(folder).unwrap();
}

/// A stream that fails in one way.
struct Failing(io::ErrorKind);

impl Write for Failing {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(self.0.into())
    }
}

#[test]
fn a_closed_pipe_is_silent_and_a_full_disk_is_not() {
    let run = |kind| {
        let mut err = Vec::new();
        let mut console = Console {
            terminal: None,
            input: &mut io::empty(),
            out: &mut Failing(kind),
            err: &mut err,
            watched: false,
            variable: &|_| None,
        };
        let cli = Cli::try_parse_from(["closerace", "rules"]).unwrap();
        let outcome = guarded(cli, &mut console, clean);
        (outcome, String::from_utf8(err).unwrap())
    };
    assert_eq!(run(io::ErrorKind::BrokenPipe), (Outcome::Clean, String::new()));
    let (outcome, err) = run(io::ErrorKind::StorageFull);
    assert_eq!(outcome, Outcome::Failed);
    insta::assert_snapshot!(err, @"closerace: cannot write to standard output: no storage space");
}

#[test]
fn colour_follows_option_then_environment_then_terminal() {
    use crate::args::Color;
    let colored = |terminal: bool, choice, set: &'static [(&str, &str)]| {
        let variable = |name: &str| {
            set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        };
        let terminal = terminal.then_some(Terminal { width: Some(120), links: false });
        Console {
            terminal,
            input: &mut io::empty(),
            out: &mut io::sink(),
            err: &mut io::sink(),
            watched: false,
            variable: &variable,
        }
        .colored(choice)
    };
    assert!(colored(true, Color::Auto, &[]));
    assert!(!colored(false, Color::Auto, &[]));
    assert!(!colored(true, Color::Auto, &[("TERM", "dumb")]));
    assert!(!colored(true, Color::Auto, &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]));
    assert!(colored(false, Color::Auto, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")]));
    assert!(!colored(false, Color::Auto, &[("CLICOLOR_FORCE", "0")]));
    assert!(colored(false, Color::Always, &[("NO_COLOR", "1")]));
    assert!(!colored(true, Color::Never, &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn progress_is_for_people_who_wait() {
    let waited_for = |watched, args: &str, set: &'static [&str]| {
        let variable = |name: &str| set.contains(&name).then(|| "dumb".to_owned());
        let cli = Cli::try_parse_from(std::iter::once("closerace").chain(args.split_whitespace()));
        Console {
            terminal: None,
            input: &mut io::empty(),
            out: &mut io::sink(),
            err: &mut io::sink(),
            watched,
            variable: &variable,
        }
        .is_waited_for(&cli.unwrap().check)
    };
    assert!(waited_for(true, "", &[]));
    assert!(!waited_for(false, "", &[]));
    assert!(!waited_for(true, "--quiet", &[]));
    assert!(!waited_for(true, "", &["CI"]));
    assert!(!waited_for(true, "", &["TERM"]));
}
