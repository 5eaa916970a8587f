//! What it costs to parse the same sources: finds the files that the analysis reads, parses each with tree-sitter, as it
//! stands, and visits every node once. Nothing else is done, so `testdata/benchmark/run.py` can say what the analysis adds.
//!
//! ```text
//! cargo run --release -p closerace-analyzer --example parse_walk -- PATH… [--tests] [--threads N]
//! ```
//!
//! Files that are read only in part (those of which the syntax has errors) are parsed once here; the analysis may
//! parse them again to repair them. The megabytes per second and core are all bytes by the time that the threads
//! spend in reading, parsing, visiting and dropping, summed; on a machine that others load, that includes waiting.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "what it prints is all it is for")]

use std::cmp::Reverse;
use std::iter::Sum;
use std::ops::Add;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser as _;
use closerace_analyzer::source::{BuildContext, Discover, Exclude, SourceFile, discover};
use rayon::prelude::*;
use tree_sitter::{Language, Parser, TreeCursor};

/// Parses Go sources and visits every node once.
#[derive(clap::Parser)]
struct Cli {
    /// Files and folders to parse
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    /// Read test files (`*_test.go`) too
    #[arg(long)]
    tests: bool,

    /// Threads to use [default: as many as there are cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
}

/// What one file took, or all of them.
#[derive(Clone, Copy, Default)]
struct Work {
    files: usize,
    bytes: usize,
    nodes: u64,
    /// Time spent by the threads, summed.
    seconds: f64,
}

impl Add for Work {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            files: self.files + other.files,
            bytes: self.bytes + other.bytes,
            nodes: self.nodes + other.nodes,
            seconds: self.seconds + other.seconds,
        }
    }
}

impl Sum for Work {
    fn sum<I: Iterator<Item = Self>>(works: I) -> Self {
        works.fold(Self::default(), Self::add)
    }
}

fn main() -> ExitCode {
    match run(&Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: &Cli) -> Result<(), String> {
    // The stack is that of the analysis; parsing itself does not need it.
    let mut pool = rayon::ThreadPoolBuilder::new().stack_size(64 << 20);
    if let Some(threads) = cli.threads {
        pool = pool.num_threads(usize::from(threads));
    }
    let pool = pool.build().map_err(|error| error.to_string())?;
    let start = Instant::now();
    let work = pool.install(|| parse_all(cli))?;
    let wall = start.elapsed().as_secs_f64();
    if work.files == 0 {
        return Err("no Go files to read".to_owned());
    }
    let megabytes = work.bytes as f64 / 1e6;
    println!("files      {}", work.files);
    println!("MB         {megabytes:.2}");
    println!("nodes      {}", work.nodes);
    println!("wall s     {wall:.3}");
    println!("MB/s core  {:.2}", megabytes / work.seconds);
    Ok(())
}

fn parse_all(cli: &Cli) -> Result<Work, String> {
    let build = BuildContext::default();
    let set = discover(
        &cli.paths,
        &Discover { build: &build, tests: cli.tests, exclude: &Exclude::default(), unsaved: None },
    )
    .map_err(|error| error.to_string())?;
    // Large files first, so that no thread is left with one at the end.
    let mut order: Vec<&SourceFile> = set.files.iter().collect();
    order.sort_by_key(|file| Reverse(file.size));
    order
        .into_par_iter()
        .with_max_len(1)
        .map_init(new_parser, |parser, file| {
            let parser = parser.as_mut().map_err(|error| error.clone())?;
            Ok(parse_one(parser, file, &build))
        })
        .sum::<Result<Work, String>>()
}

fn new_parser() -> Result<Parser, String> {
    let mut parser = Parser::new();
    let language = Language::new(tree_sitter_go::LANGUAGE);
    parser.set_language(&language).map_err(|error| error.to_string())?;
    Ok(parser)
}

/// A file that cannot be read or is excluded counts as none, as in the analysis.
fn parse_one(parser: &mut Parser, file: &SourceFile, build: &BuildContext) -> Work {
    let start = Instant::now();
    let Ok(Some(text)) = file.read(build, None) else { return Work::default() };
    let nodes = parser.parse(&text, None).map_or(0, |tree| visit(&mut tree.walk()));
    let bytes = text.len();
    drop(text);
    Work { files: 1, bytes, nodes, seconds: start.elapsed().as_secs_f64() }
}

/// The number of nodes at and below the cursor's, each visited once.
fn visit(cursor: &mut TreeCursor<'_>) -> u64 {
    let mut nodes = 1;
    loop {
        if cursor.goto_first_child() {
            nodes += 1;
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return nodes;
            }
        }
        nodes += 1;
    }
}
