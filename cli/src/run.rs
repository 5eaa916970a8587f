//! One run: from arguments through the analysis to reports, summary and exit code.

use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use analyzer::{Analysis, Coverage};
use closerace_analyzer as analyzer;
use closerace_rules as rules;

use crate::args::{CheckArgs, Cli, Color, Command, Format, ListFormat, known_rule};
use crate::engine::{Analyze, AnalyzeError};
use crate::report::{Report, pretty};
use crate::rulebook;
use crate::sources::Sources;

/// How a run ended; the exit codes that users rely on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Outcome {
    /// Nothing found, or nothing grave enough.
    Clean = 0,
    /// Findings.
    Findings = 1,
    /// Bad use or input.
    Failed = 2,
    /// There are no Go files.
    NoGoFiles = 3,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        ExitCode::from(outcome as u8)
    }
}

/// What a run sees of the world besides the sources.
pub(crate) struct Console<'a> {
    /// Whether `out` is a terminal.
    pub(crate) terminal: bool,
    /// Findings.
    pub(crate) out: &'a mut dyn Write,
    /// Problems and the summary.
    pub(crate) err: &'a mut dyn Write,
    /// Environment variables.
    pub(crate) variable: &'a dyn Fn(&str) -> Option<String>,
}

impl Console<'_> {
    /// Writes to standard output. A reader that has gone away is no failure.
    fn print(&mut self, bytes: &[u8]) -> Result<(), String> {
        match self.out.write_all(bytes).and_then(|()| self.out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(format!("cannot write to standard output: {error}"))
            }
            _ => Ok(()),
        }
    }

    /// Writes a line to standard error. If that fails there is nowhere left to say so.
    fn say(&mut self, line: &str) {
        let _ = writeln!(self.err, "{line}");
    }

    fn fail(&mut self, line: &str) -> Outcome {
        self.say(&format!("closerace: {line}"));
        Outcome::Failed
    }

    /// The option first, then NO_COLOR, then CLICOLOR_FORCE, then the terminal.
    fn colored(&self, choice: Color) -> bool {
        let set = |name: &str| (self.variable)(name).is_some_and(|value| !value.is_empty());
        let forced = (self.variable)("CLICOLOR_FORCE")
            .is_some_and(|value| !matches!(value.as_str(), "" | "0"));
        match choice {
            Color::Always => true,
            Color::Never => false,
            Color::Auto if set("NO_COLOR") => false,
            Color::Auto if forced => true,
            Color::Auto => {
                self.terminal && (self.variable)("TERM").is_none_or(|term| term != "dumb")
            }
        }
    }
}

/// Where the first panic was; those after it are its consequences.
static PANICKED_AT: Mutex<Option<String>> = Mutex::new(None);

/// Keeps panics, on whatever thread, from printing by themselves, and notes where the first one was.
pub(crate) fn note_panics() {
    panic::set_hook(Box::new(|info| {
        let mut noted = PANICKED_AT.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = info.location().filter(|_| noted.is_none()) {
            *noted = Some(format!(" at {}:{}", place.file(), place.line()));
        }
    }));
}

/// Runs, and turns a panic into one line: a bug of ours must not look like a finding, nor like a clean run.
pub(crate) fn guarded(cli: Cli, console: &mut Console<'_>, analyze: Analyze) -> Outcome {
    panic::catch_unwind(AssertUnwindSafe(|| run(cli, console, analyze))).unwrap_or_else(|payload| {
        let what = payload.downcast_ref::<String>().map(String::as_str);
        let what = what
            .or_else(|| payload.downcast_ref::<&str>().copied())
            .unwrap_or("panic")
            .replace('\n', " ");
        let place =
            PANICKED_AT.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default();
        console.fail(&format!(
            "internal error: {what}{place}; this is a bug in closerace, please report it"
        ))
    })
}

fn run(cli: Cli, console: &mut Console<'_>, analyze: Analyze) -> Outcome {
    match cli.command {
        None => check(&cli.check, console, analyze),
        Some(Command::Check(args)) => check(&args, console, analyze),
        Some(Command::Rules(args)) => match args.format {
            ListFormat::Text => show(rulebook::table().as_bytes(), console),
            ListFormat::Json => show(&pretty(&rulebook::list()), console),
        },
        Some(Command::Explain(args)) => match known_rule(&args.rule) {
            Ok(rule) => show(rulebook::explain(rule).as_bytes(), console),
            Err(line) => console.fail(&line),
        },
    }
}

fn show(bytes: &[u8], console: &mut Console<'_>) -> Outcome {
    match console.print(bytes) {
        Ok(()) => Outcome::Clean,
        Err(line) => console.fail(&line),
    }
}

fn check(args: &CheckArgs, console: &mut Console<'_>, analyze: Analyze) -> Outcome {
    let enabled = match args.rules() {
        Ok(enabled) => enabled,
        Err(line) => return console.fail(&line),
    };
    let analysis = match analyze(&args.roots(), &args.options(&enabled)) {
        Ok(analysis) => analysis,
        Err(error @ AnalyzeError::Input(_)) => return console.fail(&error.to_string()),
        Err(error @ AnalyzeError::NoGoFiles(_)) => {
            console.fail(&error.to_string());
            return Outcome::NoGoFiles;
        }
    };
    let mut findings = rules::findings(&analysis, &enabled);
    let least = args.min_confidence.into();
    findings.retain(|finding| finding.confidence >= least);

    let folder = std::env::current_dir().ok();
    let sources = Sources::new(&analysis.files, folder.as_deref());
    let report = Report { findings: &findings, coverage: &analysis.coverage, sources: &sources };
    let mut failed = false;
    for output in &args.outputs {
        if let Err(error) = std::fs::write(&output.file, report.render(output.format, false)) {
            console.fail(&format!("cannot write `{}`: {error}", output.file.display()));
            failed = true;
        }
    }
    let color = args.format == Format::Text && console.colored(args.color);
    if let Err(line) = console.print(&report.render(args.format, color)) {
        console.fail(&line);
        failed = true;
    }
    remarks(args, &analysis, &sources, console);
    let grave =
        args.threshold().is_some_and(|least| findings.iter().any(|finding| finding.level >= least));
    let outcome = match (failed, analysis.coverage.files, grave) {
        (true, _, _) => Outcome::Failed,
        // A run that has looked at nothing must not pass for a clean one.
        (_, 0, _) => {
            console.fail(
                "no Go file is left to read: see `--tags`, `--goos`, `--goarch` and `--tests`",
            );
            Outcome::NoGoFiles
        }
        (_, _, true) => Outcome::Findings,
        (_, _, false) => Outcome::Clean,
    };
    if !args.quiet {
        console.say(&summary(&report, args.verbose));
    }
    outcome
}

/// What goes to standard error before the summary.
fn remarks(args: &CheckArgs, analysis: &Analysis, sources: &Sources, console: &mut Console<'_>) {
    let coverage = &analysis.coverage;
    for problem in &coverage.problems {
        console.say(&format!("closerace: warning: {problem}"));
    }
    if args.verbose {
        for (file, places) in &coverage.partial {
            if places.is_empty() {
                console.say(&format!("{}: read only in part", sources.shown(*file)));
            }
            for place in places {
                console.say(&format!(
                    "{}: this part could not be read",
                    sources.line_and_column(*place)
                ));
            }
        }
        for name in &coverage.capped {
            console.say(&format!("{name}: too large to be followed to its end"));
        }
    }
    if args.stats {
        for (name, count) in &coverage.counts {
            console.say(&format!("{count:>10}  {name}"));
        }
        for (name, seconds) in &coverage.timings {
            console.say(&format!("{seconds:>9.3}s  {name}"));
        }
    }
}

/// The last line: what was found, in how much, and what of it was not looked at.
fn summary(report: &Report<'_>, verbose: bool) -> String {
    let Coverage { files, packages, partial, excluded, tests_skipped, capped, .. } =
        report.coverage;
    let mut gaps = Vec::new();
    let mut gap = |n: usize, what: &str| {
        if n > 0 {
            gaps.push(format!("{n} {what}"));
        }
    };
    gap(
        partial.len(),
        if verbose { "read only in part" } else { "read only in part, named with -v" },
    );
    gap(*excluded, "left out by build constraints");
    gap(*tests_skipped, "left out as tests");
    let gaps = if gaps.is_empty() { String::new() } else { format!(" ({})", gaps.join("; ")) };
    let n_findings = match report.findings.len() {
        0 => "no findings".into(),
        n => counted(n, "finding"),
    };
    let mut line = format!(
        "{n_findings} in {} of {}{gaps}",
        counted(*files, "file"),
        counted(*packages, "package")
    );
    if !capped.is_empty() {
        line += &format!("; {} not followed to the end", counted(capped.len(), "function"));
    }
    line
}

fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests;
