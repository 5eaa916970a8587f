//! How far a run is, for whoever wants to know.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a run is at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stage {
    /// Finding and reading the files.
    Read,
    /// Parsing them, or taking their facts from the cache.
    Parse,
    /// Making one program of them.
    Link,
    /// Summarising functions.
    Summarise,
    /// Pairing accesses.
    Pair,
}

impl Stage {
    /// What of a run comes before the stage and with it, in hundredths: about what the clock says of large programs.
    const fn percent(self) -> (usize, usize) {
        match self {
            Stage::Read => (0, 1),
            Stage::Parse => (1, 50),
            Stage::Link => (50, 57),
            Stage::Summarise => (57, 80),
            Stage::Pair => (80, 100),
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Stage::Read => "reading files",
            Stage::Parse => "parsing",
            Stage::Link => "linking",
            Stage::Summarise => "summarising functions",
            Stage::Pair => "pairing accesses",
        })
    }
}

/// Told often, and on any thread, what a run is at and how many hundredths of it are done; these never become fewer
/// from one stage to the next.
#[derive(Clone)]
pub struct Progress(Arc<dyn Fn(Stage, usize) + Send + Sync>);

impl Progress {
    /// Has somebody told.
    pub fn new(tell: impl Fn(Stage, usize) + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Progress")
    }
}

/// Counts what is done of one stage.
pub(crate) struct Meter<'a> {
    progress: Option<&'a Progress>,
    stage: Stage,
    total: usize,
    done: AtomicUsize,
}

impl<'a> Meter<'a> {
    /// Begins a stage of `total` parts.
    pub(crate) fn new(progress: Option<&'a Progress>, stage: Stage, total: usize) -> Self {
        let meter = Self { progress, stage, total, done: AtomicUsize::new(0) };
        meter.advance(0);
        meter
    }

    /// Some of the parts are done.
    pub(crate) fn advance(&self, parts: usize) {
        let Some(Progress(tell)) = self.progress else { return };
        let done = self.done.fetch_add(parts, Ordering::Relaxed) + parts;
        let (before, with) = self.stage.percent();
        tell(self.stage, before + (with - before) * done.min(self.total) / self.total.max(1));
    }
}
