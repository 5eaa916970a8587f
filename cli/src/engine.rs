//! The one door to the analysis, so that the rest of the command line can be tried with results made by hand.

use std::fmt;
use std::path::PathBuf;

use closerace_analyzer::{Analysis, Options};

/// Why there is no result.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum AnalyzeError {
    /// A path that cannot be read.
    Input(String),
    /// Nothing to analyse.
    NoGoFiles(String),
}

impl fmt::Display for AnalyzeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AnalyzeError::Input(line) | AnalyzeError::NoGoFiles(line) => formatter.write_str(line),
        }
    }
}

/// What [`analyze`] looks like from the outside.
pub(crate) type Analyze = fn(&[PathBuf], &Options) -> Result<Analysis, AnalyzeError>;

/// Analyses what is below the paths. Stands in for the analysis until that has its entry point.
pub(crate) fn analyze(paths: &[PathBuf], _options: &Options) -> Result<Analysis, AnalyzeError> {
    match paths.iter().find(|path| !path.exists()) {
        Some(path) => {
            Err(AnalyzeError::Input(format!("no such file or folder: `{}`", path.display())))
        }
        None => {
            Err(AnalyzeError::NoGoFiles("this build of closerace has no analysis in it".into()))
        }
    }
}
