//! The report formats. Each is a function from a report to bytes; none does any output of its own.

mod concise;
mod github;
mod gitlab;
pub(crate) mod json;
mod sarif;
mod text;
mod xml;

#[cfg(test)]
pub(crate) mod sample;

use closerace_analyzer::{Confidence, Coverage};
use closerace_rules::Finding;

use crate::args::Format;
use crate::notice::Notice;
use crate::select::Hidden;
use crate::sources::Sources;

/// How text looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Style {
    /// Whether it is coloured.
    pub(crate) color: bool,
    /// Whether files can be clicked on.
    pub(crate) links: bool,
    /// The columns that it may take.
    pub(crate) width: usize,
}

impl Style {
    /// For files and pipes.
    pub(crate) const PLAIN: Self = Self { color: false, links: false, width: 80 };
}

/// What is to be reported.
pub(crate) struct Report<'a> {
    /// The findings to show.
    pub(crate) findings: &'a [Finding],
    /// How many others there are.
    pub(crate) hidden: Hidden,
    /// What else is to be said.
    pub(crate) notices: &'a [Notice],
    /// How much was read.
    pub(crate) coverage: &'a Coverage,
    /// The files.
    pub(crate) sources: &'a Sources,
}

impl Report<'_> {
    /// The report in that format; the style is for text.
    pub(crate) fn render(&self, format: Format, style: Style) -> Vec<u8> {
        match format {
            Format::Text => text::render(self, style),
            Format::Concise => concise::render(self).into_bytes(),
            Format::Json => pretty(&json::render(self)),
            Format::Sarif => pretty(&sarif::render(self)),
            Format::Github => github::render(self).into_bytes(),
            Format::Gitlab => pretty(&gitlab::render(self)),
            Format::Junit => xml::junit(self),
            Format::Checkstyle => xml::checkstyle(self),
        }
    }
}

/// What is to be said about a format that cannot have so many findings.
pub(crate) fn limit(format: Format, n_findings: usize) -> Option<String> {
    if format == Format::Sarif { sarif::cut(n_findings) } else { None }
}

/// Indented JSON with a final newline; the keys are in alphabetical order, so equal reports are equal bytes.
pub(crate) fn pretty(value: &serde_json::Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}

/// `high`, `medium` or `low`.
pub(crate) fn confidence_name(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    }
}
