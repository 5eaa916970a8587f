//! closerace's command line: everything that a person or a pipeline touches.

mod args;
mod baseline;
mod engine;
mod git;
mod ignores;
mod notice;
mod progress;
mod report;
mod rulebook;
mod run;
mod select;
mod settings;
mod since;
mod sources;
mod suggest;

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::Parser;

/// A third of the time goes to small allocations, tree-sitter's and our own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match args::Cli::try_parse() {
        Ok(cli) => cli,
        Err(message) => {
            // Help and version are messages too; if nobody reads them there is nothing to be done about it.
            let _ = message.print();
            return if message.use_stderr() {
                run::Outcome::Failed.into()
            } else {
                ExitCode::SUCCESS
            };
        }
    };
    run::note_panics();
    let stdout = io::stdout();
    let mut console = run::Console {
        terminal: stdout.is_terminal().then(|| run::Terminal {
            width: terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)),
            links: supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
        }),
        input: &mut io::stdin(),
        out: &mut stdout.lock(),
        err: &mut io::stderr(),
        watched: io::stderr().is_terminal(),
        variable: &|name| std::env::var(name).ok(),
    };
    run::guarded(cli, &mut console, engine::analyze).into()
}
