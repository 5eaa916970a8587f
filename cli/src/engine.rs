//! The one door to the analysis, so that the rest of the command line can be tried with results made by hand.

use std::path::PathBuf;

use closerace_analyzer::{Analysis, Options};
pub(crate) use closerace_analyzer::{AnalyzeError, analyze};

/// What [`analyze`] looks like from the outside.
pub(crate) type Analyze = fn(&[PathBuf], &Options) -> Result<Analysis, AnalyzeError>;
