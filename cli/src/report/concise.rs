//! One line per finding, as editors and problem matchers read them.

use std::fmt::Write as _;

use super::Report;

/// `path:line:col: rule: message`.
pub(super) fn render(report: &Report<'_>) -> String {
    let mut lines = String::new();
    for finding in report.findings {
        let Some(access) = finding.conflict.teardown.trace.last() else { continue };
        let place = report.sources.line_and_column(access.location);
        let _ = writeln!(lines, "{place}: {}: {}", finding.rule.id, finding.texts.message);
    }
    lines
}

#[cfg(test)]
mod tests {
    use crate::report::sample::Sample;

    #[test]
    fn one_line_per_finding() {
        insta::assert_snapshot!(Sample::new().text(crate::args::Format::Concise), @r"
        close.go:16:11: iterator-close: `Cache.m` is written by `(*Cache).drop` (reached from `(*Cache).Close`) while the goroutine `(*Cache).scan` may still read it
        close.go:17:2: iterator-close: `Cache.n` is written by `(*Cache).drop` (reached from `(*Cache).Close`) while the goroutine `(*Cache).scan` may still read it
        close.go:17:2: write-after-go: `live` is written by `(*Cache).drop` (reached from `(*Cache).Close`) after the start of the goroutine `(*Cache).scan`, which may already read it
        ");
    }
}
