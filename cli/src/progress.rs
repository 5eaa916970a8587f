//! The line that shows how far a long run is.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use analyzer::Progress;
use closerace_analyzer as analyzer;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};

/// A run that takes no longer shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the line is drawn in a second, at most.
const HERTZ: u8 = 10;

/// A line on standard error that is gone when this is dropped.
pub(crate) struct Line(ProgressBar);

impl Line {
    /// The line, and who draws it.
    pub(crate) fn new() -> (Self, Progress) {
        // Without a template there is nothing to be wrong with.
        let style = ProgressStyle::with_template("closerace: {msg}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden())
            .with_style(style)
            .with_finish(ProgressFinish::AndClear);
        let start = Instant::now();
        let drawn = bar.clone();
        let shown = Mutex::new(None);
        let progress = Progress::new(move |stage, percent| {
            // Whoever comes while another draws has nothing newer to say.
            let Ok(mut shown) = shown.try_lock() else { return };
            if *shown == Some((stage, percent)) || start.elapsed() < PATIENCE {
                return;
            }
            if shown.is_none() {
                drawn.set_draw_target(ProgressDrawTarget::stderr_with_hz(HERTZ));
            }
            *shown = Some((stage, percent));
            drawn.set_message(format!("{stage}, {percent} %"));
        });
        (Self(bar), progress)
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
