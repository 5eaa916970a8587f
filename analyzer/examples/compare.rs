//! How much longer the analysis takes than parsing the same files and visiting every node once.
//!
//! ```text
//! cargo build --release -p closerace
//! cargo build --release -p closerace-analyzer --examples
//! cargo run --release -p closerace-analyzer --example compare -- \
//!     --closerace target/release/closerace --parse-walk target/release/examples/parse_walk \
//!     PATH [--tests] [--pairs N] [--threads N]
//! ```
//!
//! The two run one after the other, again and again, so that what else the machine does touches both alike. Wall
//! time is the whole process; processor time is user and system time of all its threads, which other programs disturb
//! less; it is known on Linux only, to a hundredth of a second. Both run once before that, uncounted, to fill the page
//! cache; where there is a GNU `/usr/bin/time`, that run of closerace tells its peak memory.
//!
//! Nothing limits memory here. On a large repository that was never analysed before, set a limit first (`ulimit -v`, in
//! kilobytes): a run that exceeds it fails with a message instead of taking down the machine.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "what it prints is all it is for")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output, Stdio};
use std::time::Instant;

use clap::Parser as _;

/// Compares closerace with parsing alone.
#[derive(clap::Parser)]
struct Cli {
    /// Folder to read
    #[arg(value_name = "PATH")]
    path: PathBuf,

    /// The closerace program, a release build
    #[arg(long, value_name = "FILE")]
    closerace: PathBuf,

    /// The `parse_walk` example, a release build
    #[arg(long, value_name = "FILE")]
    parse_walk: PathBuf,

    /// Read test files (`*_test.go`) too
    #[arg(long)]
    tests: bool,

    /// How often each of the two runs
    #[arg(long, value_name = "N", default_value = "5", value_parser = clap::value_parser!(u16).range(1..))]
    pairs: u16,

    /// Threads to use [default: as many as there are cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
}

/// What one run took, in seconds.
struct Run {
    wall: f64,
    /// `None` where the system does not tell.
    processor: Option<f64>,
}

fn main() -> ExitCode {
    match compare(&Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn compare(cli: &Cli) -> Result<(), String> {
    let peak = peak_kilobytes(cli)?;
    let files = output(&mut walk_command(cli))?;
    print!("{}", String::from_utf8_lossy(&files.stdout));

    println!("\npair  closerace wall/cpu s  parse_walk wall/cpu s  ratio wall/cpu");
    let mut pairs = Vec::new();
    for pair in 1..=cli.pairs {
        let ours = timed(&mut closerace_command(cli, &cli.closerace))?;
        let walk = timed(&mut walk_command(cli))?;
        row(&pair.to_string(), &ours, &walk);
        pairs.push((ours, walk));
    }
    let median_run = |side: fn(&(Run, Run)) -> &Run| Run {
        wall: median(pairs.iter().map(|pair| side(pair).wall).collect()),
        processor: pairs
            .iter()
            .map(|pair| side(pair).processor)
            .collect::<Option<Vec<f64>>>()
            .map(median),
    };
    row("median", &median_run(|pair| &pair.0), &median_run(|pair| &pair.1));
    match peak {
        Some(kilobytes) => {
            println!("\npeak memory of closerace: {:.0} MB", kilobytes as f64 * 1024.0 / 1e6);
        }
        None => println!("\npeak memory of closerace: unknown (no GNU /usr/bin/time)"),
    }
    Ok(())
}

/// A line of the table; the ratio of medians is what the last one is for.
fn row(name: &str, ours: &Run, walk: &Run) {
    let processor = |run: &Run| run.processor.map_or_else(|| "?".to_owned(), |s| format!("{s:.2}"));
    let ratio = match (ours.processor, walk.processor) {
        (Some(ours), Some(walk)) if walk > 0.0 => format!("{:.2}", ours / walk),
        _ => "?".to_owned(),
    };
    println!(
        "{name:<6}{:>12.3} {:>8} {:>13.3} {:>8} {:>9.2} {ratio:>5}",
        ours.wall,
        processor(ours),
        walk.wall,
        processor(walk),
        ours.wall / walk.wall,
    );
}

/// The middle one, or the mean of the middle two. There is at least one.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len().is_multiple_of(2) {
        f64::midpoint(values[middle - 1], values[middle])
    } else {
        values[middle]
    }
}

/// closerace on the path, run by `program`: itself, or what measures it.
fn closerace_command(cli: &Cli, program: &Path) -> Command {
    let mut command = Command::new(program);
    if program != cli.closerace {
        command.arg("-v").arg(&cli.closerace);
    }
    command.args(["check", "--exit-zero", "--no-cache"]);
    with_input(command, cli)
}

fn walk_command(cli: &Cli) -> Command {
    with_input(Command::new(&cli.parse_walk), cli)
}

fn with_input(mut command: Command, cli: &Cli) -> Command {
    if cli.tests {
        command.arg("--tests");
    }
    if let Some(threads) = cli.threads {
        command.arg("--threads").arg(threads.to_string());
    }
    command.arg("--").arg(&cli.path);
    command
}

fn output(command: &mut Command) -> Result<Output, String> {
    let program = command.get_program().display().to_string();
    let output = command.output().map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() {
        Ok(output)
    } else {
        let message = String::from_utf8_lossy(&output.stderr);
        Err(format!("{program}: {}\n{}", output.status, message.trim_end()))
    }
}

fn timed(command: &mut Command) -> Result<Run, String> {
    command.stdin(Stdio::null());
    let before = children_seconds();
    let start = Instant::now();
    output(command)?;
    let wall = start.elapsed().as_secs_f64();
    let processor = children_seconds().zip(before).map(|(after, before)| after - before);
    Ok(Run { wall, processor })
}

/// User and system time of all children that have ended, which Linux tells in hundredths of a second.
fn children_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in brackets, may have blanks; the fields are counted from behind it. See proc(5):
    // cutime and cstime are the 16th and 17th field, and the state that follows the name is the third.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut ticks =
        fields.split_ascii_whitespace().skip(13).map_while(|ticks| ticks.parse::<f64>().ok());
    Some((ticks.next()? + ticks.next()?) / 100.0)
}

/// The most memory that closerace takes; `None` if there is nothing to measure it with.
fn peak_kilobytes(cli: &Cli) -> Result<Option<u64>, String> {
    let measured = output(&mut closerace_command(cli, Path::new("/usr/bin/time")));
    match measured {
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stderr);
            Ok(text.lines().rev().find_map(|line| {
                line.trim().strip_prefix("Maximum resident set size (kbytes): ")?.parse().ok()
            }))
        }
        // Either it is not GNU's, or closerace fails; running it alone tells which.
        Err(_) => output(&mut closerace_command(cli, &cli.closerace)).map(|_| None),
    }
}
