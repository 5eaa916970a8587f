//! The sentence that the crate is built on, as one function.

use std::fmt;
use std::path::PathBuf;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::cache::{Cache, CacheUse, FactsCache, TextKey};
use crate::clock::Clock;
use crate::conflict::Questions;
use crate::conflict::model::{Conflict, Directive, FileId, Location, SourceFileInfo};
use crate::program::{Bodies, Counts, FileIdx, InputFile, Program, link};
use crate::progress::{Meter, Stage};
use crate::read::{ReadFile, Texts};
use crate::source::{Discover, FileRole, ModuleId, SourceSet, discover};
use crate::summary::Context;
use crate::syntax::facts::Span;
use crate::{Analysis, Coverage, Options, conflict, threads};

/// Why there is no analysis. Each is one clear line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AnalyzeError {
    /// What was asked for cannot be read.
    Input(String),
    /// There are no Go files in what was asked for.
    NoGoFiles(String),
}

impl fmt::Display for AnalyzeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AnalyzeError::Input(text) | AnalyzeError::NoGoFiles(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for AnalyzeError {}

/// Reads the Go sources below `paths` and finds what nothing orders.
///
/// # Errors
///
/// [`AnalyzeError::Input`] if a path does not exist, [`AnalyzeError::NoGoFiles`] if there is nothing to read.
pub fn analyze(paths: &[PathBuf], options: &Options) -> Result<Analysis, AnalyzeError> {
    in_pool(options, || analyze_here(paths, options))
}

/// Runs something on the threads that the options ask for.
pub(crate) fn in_pool<T: Send>(options: &Options, run: impl Fn() -> T + Send + Sync) -> T {
    // Deep nesting costs stack; a pool of our own has as much as the syntax allows nesting for.
    let mut pool = rayon::ThreadPoolBuilder::new().stack_size(STACK_BYTES);
    if let Some(threads) = options.threads {
        pool = pool.num_threads(threads);
    }
    match pool.build() {
        Ok(pool) => pool.install(&run),
        Err(_) => run(),
    }
}

const STACK_BYTES: usize = 64 << 20;

fn analyze_here(paths: &[PathBuf], options: &Options) -> Result<Analysis, AnalyzeError> {
    let mut clock = Clock::new();
    let mut coverage = Coverage::default();
    let (set, texts) = read_texts(paths, options, &mut coverage, &mut clock)?;
    let mut used = CacheUse::default();
    let mut outcome = match &options.cache {
        None => Outcome::of(&set, texts, options, None, coverage, &mut clock),
        Some(folder) => {
            let cache = Cache::new(folder);
            let outcome = cached(&cache, &set, texts, options, coverage, &mut clock, &mut used);
            used.remarks = cache.into_remarks();
            outcome
        }
    };
    outcome.coverage.laps = clock.laps;
    outcome.coverage.cache = used;
    let files = set
        .files
        .into_iter()
        .map(|file| SourceFileInfo { path: file.path, absolute: file.absolute })
        .collect();
    let Outcome { conflicts, directives, coverage, .. } = outcome;
    Ok(Analysis { files, conflicts, directives, coverage })
}

/// What an earlier run has found in the same, or else what this one finds with what others know of the files.
fn cached(
    cache: &Cache,
    set: &SourceSet,
    texts: Texts,
    options: &Options,
    coverage: Coverage,
    clock: &mut Clock,
    used: &mut CacheUse,
) -> Outcome {
    // What cannot be read now may be readable the next time.
    let key = (texts.n_unreadable == 0).then(|| texts.result_key(set, options));
    let known: Option<Outcome> = key.as_ref().and_then(|key| cache.result(key));
    clock.lap("look for the result");
    if let Some(known) = known {
        used.result = true;
        return known;
    }
    let project = set.modules.first().map_or("", |module| &module.path);
    let facts = cache.facts(project, texts.wanted());
    let outcome = Outcome::of(set, texts, options, Some((facts, &mut used.files)), coverage, clock);
    if let Some(key) = key
        && !outcome.outdated
    {
        cache.keep_result(&key, &outcome);
        clock.lap("keep the result");
    }
    outcome
}

/// What a run finds, apart from where the files are.
#[derive(Serialize, Deserialize)]
struct Outcome {
    conflicts: Vec<Conflict>,
    directives: Vec<Directive>,
    coverage: Coverage,
    /// Whether files have changed meanwhile.
    #[serde(skip)]
    outdated: bool,
}

impl Outcome {
    fn of(
        set: &SourceSet,
        texts: Texts,
        options: &Options,
        facts: Option<(FactsCache<'_>, &mut usize)>,
        mut coverage: Coverage,
        clock: &mut Clock,
    ) -> Self {
        let keys = texts.keys(set);
        let mut program = program_of(set, texts, options, facts, &mut coverage, clock);
        // In small portions, so that no thread is left with large files at the end.
        let bodies: Vec<Bodies<'_>> = (program.take_code().into_par_iter().enumerate())
            .with_max_len(4)
            .map(|(index, code)| Bodies::of(&program, code, FileIdx::new(index)))
            .collect();
        count_resolved(&program, &bodies, &mut coverage);
        clock.lap("resolve");
        let reach = conflict::reach(options.min_confidence);
        let mut cx = Context::new(&program, bodies, &options.names, options.claims, reach);
        let teardowns = threads::ask(&mut cx, options.claims);
        clock.lap("call graph");
        let questions = Questions::new(&cx, options.claims, options.min_confidence);
        cx.summarize_all(options.progress.as_ref(), &questions);
        rayon::spawn(move || drop(questions));
        clock.lap("summarise");

        let origins = threads::origins(&cx);
        clock.lap("goroutines");
        let mut outdated = false;
        let mut text = |source: u32| {
            let source = source as usize;
            let file = &set.files.get(source)?.absolute;
            let unsaved = options.unsaved.as_ref().and_then(|unsaved| unsaved.text_of(file));
            let text = unsaved.map(<[u8]>::to_vec).or_else(|| std::fs::read(file).ok());
            let key = text.as_ref().map(|text| TextKey::of(text));
            outdated |= options.cache.is_some() && key != keys.get(source).copied().flatten();
            text
        };
        let conflicts = conflict::conflicts(
            &cx,
            &origins,
            &teardowns,
            options.claims,
            options.min_confidence,
            options.progress.as_ref(),
            &mut text,
        );
        clock.lap("pair");
        let functions =
            program.funcs.iter().filter(|func| program.files[func.file.index()].source.is_some());
        let packages = program.packages.iter().filter(|package| !package.stub).count();
        coverage.packages = packages;
        coverage.counts.extend([
            ("functions".to_owned(), functions.count() as u64),
            ("goroutines".to_owned(), origins.len() as u64),
            ("teardown functions".to_owned(), teardowns.len() as u64),
        ]);
        coverage.capped = threads::capped(&cx, &origins, &teardowns);
        let directives = directives(&program);
        // Giving all of this back takes a while, for which nobody has to wait.
        let left = (cx.into_left(), origins);
        rayon::spawn(move || drop((left, program)));
        Self { conflicts, directives, coverage, outdated }
    }
}

/// Finds, reads and links the sources.
pub(crate) fn read_program(
    paths: &[PathBuf],
    options: &Options,
    coverage: &mut Coverage,
    clock: &mut Clock,
) -> Result<(SourceSet, Program), AnalyzeError> {
    let (set, texts) = read_texts(paths, options, coverage, clock)?;
    let program = program_of(&set, texts, options, None, coverage, clock);
    Ok((set, program))
}

/// Finds and reads the sources.
fn read_texts(
    paths: &[PathBuf],
    options: &Options,
    coverage: &mut Coverage,
    clock: &mut Clock,
) -> Result<(SourceSet, Texts), AnalyzeError> {
    Meter::new(options.progress.as_ref(), Stage::Read, 1);
    let set = discover(
        paths,
        &Discover {
            build: &options.build,
            tests: options.tests,
            exclude: &options.exclude,
            unsaved: options.unsaved.as_ref(),
        },
    )
    .map_err(|error| AnalyzeError::Input(error.to_string()))?;
    clock.lap("find files");
    coverage.excluded = set.excluded;
    coverage.tests_skipped = set.tests_skipped;
    coverage.problems.clone_from(&set.problems);
    let texts = Texts::of(&set, options, coverage);
    if texts.are_all_for_reference(&set) {
        return Err(AnalyzeError::NoGoFiles(no_go_files(paths, coverage)));
    }
    clock.lap("read files");
    Ok((set, texts))
}

/// Parses and links the sources.
fn program_of(
    set: &SourceSet,
    texts: Texts,
    options: &Options,
    cache: Option<(FactsCache<'_>, &mut usize)>,
    coverage: &mut Coverage,
    clock: &mut Clock,
) -> Program {
    let (files, stubs) =
        texts.facts(cache.as_ref().map(|(cache, _)| cache), options.progress.as_ref());
    clock.lap("parse");
    if let Some((cache, n_files)) = cache {
        *n_files = cache.finish();
        clock.lap("keep facts");
    }
    Meter::new(options.progress.as_ref(), Stage::Link, 1);
    count_files(&files, set, coverage);
    let candidates = |module: u32, path: &str| {
        set.candidates(ModuleId(module), path)
            .into_iter()
            .map(|(module, path)| (module.0, path))
            .collect()
    };
    let program = link(inputs(files, set, options.generated), stubs, &candidates);
    clock.lap("link");
    program
}

fn no_go_files(paths: &[PathBuf], coverage: &Coverage) -> String {
    let shown = paths.first().map_or_else(|| ".".to_owned(), |path| path.display().to_string());
    let mut text = format!("no Go files to read in {shown}");
    if coverage.tests_skipped > 0 {
        text.push_str(&format!(
            "; {} test files are left out (--tests reads them)",
            coverage.tests_skipped
        ));
    } else if coverage.excluded > 0 {
        text.push_str(&format!(
            "; build constraints leave out {} (see --goos, --goarch and --tags)",
            coverage.excluded
        ));
    } else if let Some(problem) = coverage.problems.first() {
        text.push_str(&format!("; {problem}"));
    }
    text
}

fn count_files(files: &[ReadFile], set: &SourceSet, coverage: &mut Coverage) {
    for file in files {
        match set.files[file.number].role {
            FileRole::Reported => {}
            FileRole::Excluded => {
                coverage.muted += 1;
                continue;
            }
            FileRole::Vendored => continue,
        }
        coverage.files += 1;
        coverage.lines += file.facts.line_starts.len();
        if !file.facts.errors.is_empty() {
            let id = FileId(file.number as u32);
            let at = |span: &Span| {
                let (line, column) = file.facts.line_column(span.start);
                Location { file: id, span: *span, line, column }
            };
            coverage.partial.push((id, file.facts.errors.iter().map(at).collect()));
        }
    }
}

/// The release from which on each round of a loop has variables of its own.
const LOOP_VARS_PER_ROUND: (u32, u32) = (1, 22);

fn inputs(files: Vec<ReadFile>, set: &SourceSet, generated: bool) -> Vec<InputFile> {
    files
        .into_iter()
        .map(|file| {
            let source = &set.files[file.number];
            InputFile {
                reported: source.role == FileRole::Reported && (generated || !file.facts.generated),
                facts: file.facts,
                source: file.number as u32,
                module: source.module.0,
                import_path: source.import_path.clone(),
                test: source.test,
                shares_loop_vars: set
                    .modules
                    .get(source.module.0 as usize)
                    .is_some_and(|module| module.go_version < LOOP_VARS_PER_ROUND),
            }
        })
        .collect()
}

fn directives(program: &Program) -> Vec<Directive> {
    let mut found = Vec::new();
    for file in program.files.iter().filter(|file| file.reported) {
        let Some(id) = file.source.map(FileId) else { continue };
        found.extend(file.facts.directives.iter().map(|directive| {
            let span = directive.span;
            let (line, column) = file.facts.line_column(span.start);
            let location = Location { file: id, span, line, column };
            Directive { text: directive.text.to_string(), location, lines: directive.lines }
        }));
    }
    found.sort_unstable_by_key(|directive| directive.location);
    found
}

fn count_resolved(program: &Program, bodies: &[Bodies<'_>], coverage: &mut Coverage) {
    let mut counts = Counts::default();
    for (file, bodies) in program.files.iter().zip(bodies) {
        if file.source.is_some() {
            counts.add(&bodies.counts);
        }
    }
    for (name, value) in [
        ("selectors", counts.selectors),
        ("selectors of packages not in the tree", counts.selectors_missing),
        ("selectors not understood", counts.selectors_unknown),
        ("calls", counts.calls),
        ("calls into packages not in the tree", counts.calls_missing),
        ("calls of function values", counts.calls_dynamic),
        ("calls not understood", counts.calls_unknown),
    ] {
        coverage.counts.push((name.to_owned(), value));
    }
}
