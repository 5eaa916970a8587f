//! closerace's analysis: sources become facts, facts become a program, a program becomes summaries, summaries
//! become conflicts. It knows no rule, no terminal and no report format.

mod cache;
mod clock;
pub mod conflict;
mod fit;
#[cfg(test)]
mod fixture;
mod names;
mod pipeline;
mod program;
mod progress;
mod read;
mod selectors;
pub mod source;
mod summary;
pub mod syntax;
mod threads;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use cache::CacheUse;
pub use clock::{Lap, peak_memory};
pub use conflict::model::*;
pub use names::{FuncName, Locker, Names};
pub use pipeline::{AnalyzeError, analyze};
pub use progress::{Progress, Stage};
pub use selectors::{Place, Referent, Selector, selectors};

/// What of the sources is read, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The build configuration.
    pub build: source::BuildContext,
    /// Whether `_test.go` files are read.
    pub tests: bool,
    /// Whether findings in generated files are reported.
    pub generated: bool,
    /// Files that are read but not reported on.
    pub exclude: source::Exclude,
    /// Text to read in place of files' own, as an editor or git's index has it, and files to be left out.
    pub unsaved: Option<source::Unsaved>,
    /// What functions of the project's own mean.
    pub names: Names,
    /// Which conflicts are looked for.
    pub claims: Claims,
    /// Conflicts below this are not looked for.
    pub min_confidence: Confidence,
    /// Threads to use; `None` for as many as there are cores.
    pub threads: Option<usize>,
    /// The folder with what earlier runs have left and this one leaves for later ones; `None` for no such thing. What is
    /// found does not depend on it.
    pub cache: Option<PathBuf>,
    /// Who is told how far the run is.
    pub progress: Option<Progress>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            build: source::BuildContext::default(),
            tests: false,
            generated: false,
            exclude: source::Exclude::default(),
            unsaved: None,
            names: Names::default(),
            claims: Claims::ALL,
            min_confidence: Confidence::Medium,
            threads: None,
            cache: None,
            progress: None,
        }
    }
}

/// Which kinds of conflicts some rule claims; what none claims is not computed.
#[derive(Clone, Copy, Debug)]
pub struct Claims {
    /// Writes of a teardown root against any access of a goroutine.
    pub teardown_writes: bool,
    /// `WaitGroup.Wait` of a teardown root against `Add` on a goroutine.
    pub late_adds: bool,
    /// Writes after the `go` statement.
    pub tail_writes: bool,
    /// Writes of Start or Open against the goroutine of an earlier run.
    pub restarts: bool,
    /// Reads of a teardown root against writes of a goroutine.
    pub teardown_reads: bool,
    /// `close` of a channel against a send.
    pub closes: bool,
    /// Captured local variables.
    pub captured: bool,
}

impl Claims {
    /// All of them.
    pub const ALL: Self = Self {
        teardown_writes: true,
        late_adds: true,
        tail_writes: true,
        restarts: true,
        teardown_reads: true,
        closes: true,
        captured: true,
    };
}

/// How much was read, and how well.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Coverage {
    /// Packages read.
    pub packages: usize,
    /// Files read.
    pub files: usize,
    /// Lines of those files.
    pub lines: usize,
    /// Files with parts that could not be read, by [`FileId`], with those places.
    pub partial: Vec<(FileId, Vec<Location>)>,
    /// Files left out by build constraints.
    pub excluded: usize,
    /// Files left out for being tests.
    pub tests_skipped: usize,
    /// Files that were read and not reported on, because they are excluded.
    pub muted: usize,
    /// Files and folders that could not be read at all: a path and why, one clear line each.
    pub problems: Vec<String>,
    /// Named counts for `--stats`, in the order in which they are printed.
    pub counts: Vec<(String, u64)>,
    /// What the stages have cost, for `--stats`, in order.
    #[serde(skip)]
    pub laps: Vec<Lap>,
    /// Roots and goroutine entries of which an event was lost to a limit, by name.
    pub capped: Vec<String>,
    /// What was taken from the cache.
    #[serde(skip)]
    pub cache: CacheUse,
}

/// The outcome of [`analyze`].
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// The files, by [`FileId`].
    pub files: Vec<SourceFileInfo>,
    /// The conflicts, sorted by file, position and cell; the same for any number of threads.
    pub conflicts: Vec<Conflict>,
    /// The comments that speak to closerace, by place, of the files in which findings are reported.
    pub directives: Vec<Directive>,
    /// How much was read.
    pub coverage: Coverage,
}
