//! One run: from arguments through the analysis to reports, summary and exit code.

use std::collections::{BTreeSet, HashSet};
use std::io::{self, Read, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use analyzer::{Analysis, Coverage, Lap, peak_memory};
use clap::CommandFactory;
use closerace_analyzer as analyzer;
use etcetera::BaseStrategy;

use crate::args::{CheckArgs, Cli, Color, Command, Format, ListFormat, Schema, known_rule};
use crate::baseline::Baseline;
use crate::engine::{Analyze, AnalyzeError};
use crate::progress;
use crate::report::{self, Report, Style, pretty};
use crate::rulebook;
use crate::select::{Hidden, Selection};
use crate::settings::{self, Settings};
use crate::since::Since;
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
    /// What `out` is, if it is a terminal.
    pub(crate) terminal: Option<Terminal>,
    /// Standard input.
    pub(crate) input: &'a mut dyn Read,
    /// Findings.
    pub(crate) out: &'a mut dyn Write,
    /// Problems and the summary.
    pub(crate) err: &'a mut dyn Write,
    /// Whether standard error is a terminal.
    pub(crate) watched: bool,
    /// Environment variables.
    pub(crate) variable: &'a dyn Fn(&str) -> Option<String>,
}

/// A terminal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terminal {
    /// Its columns, if it says.
    pub(crate) width: Option<usize>,
    /// Whether it opens files that are clicked on.
    pub(crate) links: bool,
}

/// Wider lines are hard to read.
const MAX_WIDTH: usize = 100;

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

    /// Whether somebody waits here who wants to know how far a long run is.
    fn is_waited_for(&self, args: &CheckArgs) -> bool {
        let set = |name: &str| (self.variable)(name).is_some_and(|value| !value.is_empty());
        let dumb = (self.variable)("TERM").is_some_and(|term| term == "dumb");
        self.watched && !args.quiet && !dumb && !set("CI")
    }

    /// How text looks here.
    fn style(&self, color: Color) -> Style {
        let color = self.colored(color);
        let width = self.terminal.and_then(|terminal| terminal.width);
        Style {
            color,
            links: color && self.terminal.is_some_and(|terminal| terminal.links),
            width: width.map_or(Style::PLAIN.width, |width| width.min(MAX_WIDTH)),
        }
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
                self.terminal.is_some() && (self.variable)("TERM").is_none_or(|term| term != "dumb")
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
        Some(Command::Schema(args)) => match args.of {
            Schema::Config => show(&pretty(&settings::file::schema()), console),
            Schema::Report => show(&pretty(&report::json::schema()), console),
        },
        Some(Command::Completions(args)) => show(&completions(args.shell), console),
        Some(Command::Man) => match manual() {
            Ok(page) => show(&page, console),
            Err(error) => console.fail(&error.to_string()),
        },
        Some(Command::Explain(args)) => match known_rule(&args.rule) {
            Ok(rule) => show(rulebook::explain(rule).as_bytes(), console),
            Err(line) => console.fail(&line),
        },
    }
}

/// A script for a shell.
fn completions(shell: clap_complete::Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "closerace", &mut script);
    script
}

/// The manual page of all commands together.
fn manual() -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    let mut command = Cli::command().flatten_help(true);
    command.build();
    clap_mangen::Man::new(command).render(&mut page)?;
    Ok(page)
}

fn show(bytes: &[u8], console: &mut Console<'_>) -> Outcome {
    match console.print(bytes) {
        Ok(()) => Outcome::Clean,
        Err(line) => console.fail(&line),
    }
}

fn check(args: &CheckArgs, console: &mut Console<'_>, analyze: Analyze) -> Outcome {
    match checked(args, console, analyze) {
        Ok(outcome) => outcome,
        Err((outcome, line)) => {
            console.fail(&line);
            outcome
        }
    }
}

/// Why there is no report: how the run ends, and what is said.
type Failure = (Outcome, String);

fn failed(line: impl Into<String>) -> Failure {
    (Outcome::Failed, line.into())
}

fn checked(
    args: &CheckArgs,
    console: &mut Console<'_>,
    analyze: Analyze,
) -> Result<Outcome, Failure> {
    if let Some(complaint) = args.complaint() {
        return Err(failed(complaint));
    }
    let current = std::env::current_dir().ok();
    let settings = Settings::resolve(args, current.as_deref()).map_err(failed)?;
    if args.show_settings {
        return Ok(show(settings.show().as_bytes(), console));
    }
    // What can be wrong without an analysis is said without one.
    let mut baseline = match (&args.write_baseline, &settings.baseline.value) {
        (None, Some(file)) => {
            // As a person in the current folder would write it.
            let below = current.as_deref().and_then(|here| file.strip_prefix(here).ok());
            let file = below.unwrap_or(file).to_path_buf();
            Some((Baseline::read(&file).map_err(failed)?, file))
        }
        _ => None,
    };
    let roots = args.roots();
    let mut options = settings.options();
    options.threads = args.threads.map(usize::from);
    options.cache = cache_folder(args, console.variable);
    // pre-commit says so when it is run for a range of commits that are there already.
    let range = args.staged.then(|| (console.variable)("PRE_COMMIT_FROM_REF")).flatten();
    let since = match (args.since.clone().or(range), args.staged) {
        (Some(revision), _) => Some(Since::new(&revision, &roots).map_err(failed)?),
        (None, true) => {
            let (since, unsaved) = Since::staged(&roots).map_err(failed)?;
            options.unsaved = Some(unsaved);
            Some(since)
        }
        (None, false) => None,
    };
    if args.is_stdin() {
        let mut text = Vec::new();
        let read = console.input.read_to_end(&mut text);
        read.map_err(|error| failed(format!("cannot read standard input: {error}")))?;
        if let Some(file) = roots.first() {
            options.unsaved.get_or_insert_default().insert(file, Some(text));
        }
    }
    let line = console.is_waited_for(args).then(|| {
        let (line, progress) = progress::Line::new();
        options.progress = Some(progress);
        line
    });
    let analysis = analyze(&roots, &options).map_err(|error| match error {
        AnalyzeError::Input(line) => failed(line),
        AnalyzeError::NoGoFiles(line) => (Outcome::NoGoFiles, line),
    })?;
    let mut selection = Selection::of(&analysis, &settings);
    let mut written = None;
    if let Some(file) = &args.write_baseline {
        let old = Baseline::read(file).ok();
        let text = Baseline::text(&selection.findings, &settings.scope, old.as_ref());
        let write = std::fs::write(file, text);
        write.map_err(|error| failed(format!("cannot write `{}`: {error}", file.display())))?;
        written = Some(format!(
            "wrote {} to {}; `--baseline {1}` shows only what is new from now on",
            counted(selection.findings.len(), "finding"),
            file.display()
        ));
        selection.hidden.known = selection.findings.len();
        selection.findings.clear();
    }
    if let Some((baseline, file)) = &mut baseline {
        selection.without_known(baseline, file, &settings);
    }
    if let Some(since) = &since {
        let ancestral = |folder: &Path, paths: &[PathBuf]| {
            let options = analyzer::Options {
                threads: options.threads,
                cache: options.cache.clone(),
                ..settings.options_in(folder)
            };
            match analyze(paths, &options) {
                Ok(analysis) => Ok(Selection::of(&analysis, &settings).fingerprints()),
                Err(AnalyzeError::NoGoFiles(_)) => Ok(HashSet::new()),
                Err(AnalyzeError::Input(line)) => Err(line),
            }
        };
        selection.hidden.old = since
            .keep_new(&mut selection.findings, &analysis.files, &roots, ancestral)
            .map_err(failed)?;
    }
    selection.without_further();
    drop(line);

    let sources = Sources::new(
        &analysis.files,
        current.as_deref(),
        &settings.project.root,
        options.unsaved.as_ref(),
    );
    let report = Report {
        findings: &selection.findings,
        hidden: selection.hidden,
        notices: &selection.notices,
        coverage: &analysis.coverage,
        sources: &sources,
    };
    let mut broken = false;
    for output in &args.outputs {
        if let Err(error) = std::fs::write(&output.file, report.render(output.format, Style::PLAIN))
        {
            console.fail(&format!("cannot write `{}`: {error}", output.file.display()));
            broken = true;
        }
    }
    let style = console.style(args.color);
    if let Err(line) = console.print(&report.render(args.format, style)) {
        console.fail(&line);
        broken = true;
    }
    let formats = args.outputs.iter().map(|output| output.format).chain([args.format]);
    let limits: BTreeSet<String> =
        formats.filter_map(|format| report::limit(format, report.findings.len())).collect();
    for limit in limits {
        console.say(&format!("closerace: warning: {limit}"));
    }
    remarks(args, &analysis, &report, console);
    let grave = settings
        .threshold(args.format == Format::Sarif)
        .is_some_and(|least| report.findings.iter().any(|finding| finding.level >= least));
    let outcome = match (broken, analysis.coverage.files, grave) {
        (true, _, _) => Outcome::Failed,
        // A run that has looked at nothing must not pass for a clean one.
        (_, 0, _) => {
            console.fail(
                "no Go file is left to read: see `--tags`, `--goos`, `--goarch`, `--tests` and `--exclude`",
            );
            Outcome::NoGoFiles
        }
        (_, _, true) => Outcome::Findings,
        (_, _, false) => Outcome::Clean,
    };
    if !args.quiet {
        let revision = since.as_ref().map_or("", |since| &since.revision);
        console.say(&written.unwrap_or_else(|| summary(&report, revision, args.verbose)));
    }
    Ok(outcome)
}

/// The folder of the cache: the option first, then the environment, then where the user's caches are.
fn cache_folder(args: &CheckArgs, variable: &dyn Fn(&str) -> Option<String>) -> Option<PathBuf> {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    if args.no_cache {
        return None;
    }
    if let Some(folder) = &args.cache_dir {
        return Some(folder.clone());
    }
    if set("CLOSERACE_NO_CACHE").is_some() {
        return None;
    }
    if let Some(folder) = set("CLOSERACE_CACHE_DIR") {
        return Some(folder.into());
    }
    let places = etcetera::base_strategy::choose_native_strategy().ok()?;
    Some(places.cache_dir().join("closerace"))
}

/// What goes to standard error before the summary.
fn remarks(args: &CheckArgs, analysis: &Analysis, report: &Report<'_>, console: &mut Console<'_>) {
    let coverage = &analysis.coverage;
    let sources = report.sources;
    for notice in report.notices {
        let place = notice.place.map(|place| sources.line_and_column(place) + ": ");
        console.say(&format!("closerace: warning: {}{}", place.unwrap_or_default(), notice.text));
    }
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
        for remark in &coverage.cache.remarks {
            console.say(remark);
        }
    }
    if args.stats {
        match (coverage.cache.result, coverage.cache.files) {
            (true, _) => console.say("       all  from the cache"),
            (false, 0) => {}
            (false, files) => console.say(&format!("{files:>10}  files from the cache")),
        }
        for (name, count) in &coverage.counts {
            console.say(&format!("{count:>10}  {name}"));
        }
        for Lap { name, seconds, memory } in &coverage.laps {
            let memory = memory.map(|bytes| format!("{:>7} MB", bytes / MEGABYTE));
            console.say(&format!("{seconds:>9.3}s{}  {name}", memory.unwrap_or_default()));
        }
        if let (Some(bytes), false) = (peak_memory(), coverage.laps.is_empty()) {
            console.say(&format!("{:>10}{:>7} MB  at most", "", bytes / MEGABYTE));
        }
    }
}

const MEGABYTE: usize = 1_000_000;

/// The last line: what was found, in how much, and what of it was not looked at.
fn summary(report: &Report<'_>, revision: &str, verbose: bool) -> String {
    let Coverage { files, packages, partial, excluded, tests_skipped, muted, capped, .. } =
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
    gap(*muted, "not reported on");
    let gaps = if gaps.is_empty() { String::new() } else { format!(" ({})", gaps.join("; ")) };
    let n_findings = match report.findings.len() {
        0 => "no findings".into(),
        n => counted(n, "finding"),
    };
    let Hidden { silenced, known, old, further } = report.hidden;
    let hidden = [
        (silenced, "silenced".to_owned()),
        (known, "in the baseline".to_owned()),
        (old, format!("older than {revision}")),
        (further, "of further goroutines".to_owned()),
    ];
    let hidden = hidden.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("; {n} {what}"));
    let hidden: String = hidden.collect();
    let mut line = format!(
        "{n_findings} in {} of {}{gaps}{hidden}",
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
