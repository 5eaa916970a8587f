//! What each selector `x.name` refers to, one a line, for `testdata/selectors/compare.py`, which asks Go's own type
//! checker the same. Selectors of packages are left out.
//!
//! ```text
//! cargo run --release -p closerace-analyzer --example selectors -- PATH… [--tags TAG,…]
//! ```
//!
//! The columns: the file, the byte at which the name begins, the name, what it is (`field`, `method`, `interface`
//! for a method of an interface, `stub`, `missing`, `unknown`), and where a field or method is declared.

#![expect(clippy::print_stderr, reason = "what it prints is all it is for")]

use std::fmt;
use std::io::{BufWriter, Write, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser as _;
use closerace_analyzer::source::BuildContext;
use closerace_analyzer::{Options, Referent, Selector, selectors};

/// Prints what each selector refers to.
#[derive(clap::Parser)]
struct Cli {
    /// Files and folders to read
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    /// Build tags that hold
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    tags: Vec<String>,
}

struct Line(Selector);

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Selector { place, name, referent } = &self.0;
        write!(f, "{}\t{}\t{name}\t", place.path, place.offset)?;
        match referent {
            Referent::Field(at) => write!(f, "field\t{}:{}", at.path, at.offset),
            Referent::Method(at) => write!(f, "method\t{}:{}", at.path, at.offset),
            Referent::InterfaceMethod => f.write_str("interface\t"),
            Referent::Stub => f.write_str("stub\t"),
            Referent::Missing => f.write_str("missing\t"),
            Referent::Unknown => f.write_str("unknown\t"),
        }
    }
}

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<(), String> {
    let build = BuildContext { tags: cli.tags, ..BuildContext::default() };
    let options = Options { build, ..Options::default() };
    let selectors = selectors(&cli.paths, &options).map_err(|error| error.to_string())?;
    let mut out = BufWriter::new(stdout().lock());
    for selector in selectors {
        writeln!(out, "{}", Line(selector)).map_err(|error| error.to_string())?;
    }
    out.flush().map_err(|error| error.to_string())
}
