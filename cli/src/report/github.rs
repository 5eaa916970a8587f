//! Annotations in the log of a GitHub workflow.
//!
//! GitHub shows the first ten errors and the first ten warnings of a step, so the surest findings come first, and several
//! cells of one teardown against one goroutine are one annotation.

use std::cmp::Reverse;
use std::fmt::Write as _;

use closerace_rules::finding::Group;
use closerace_rules::{Level, group};

use super::Report;

/// One command a group of findings.
pub(super) fn render(report: &Report<'_>) -> String {
    let mut groups = group(report.findings);
    groups.sort_by_key(|group| {
        let surest = group.findings.iter().map(|finding| finding.confidence).max();
        (Reverse(group.findings[0].level), Reverse(surest))
    });
    groups.iter().fold(String::new(), |mut text, group| {
        let _ = writeln!(text, "{}", command(group, report));
        text
    })
}

fn command(group: &Group<'_>, report: &Report<'_>) -> String {
    let finding = group.findings[0];
    let verb = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(access) = finding.conflict.teardown.trace.last() {
        let file = report.sources.in_repository(access.location.file);
        properties.push(format!("file={}", property(file)));
        if let Some(region) = report.sources.utf16_region(access.location) {
            let (line, start, end) = (region.line, region.start, region.end);
            properties.push(format!("line={line},endLine={line},col={start},endColumn={end}"));
        }
    }
    properties.push(format!("title={}", property(&format!("closerace: {}", finding.rule.id))));
    let mut message = format!("{}.", group.message);
    let conflict = &finding.conflict;
    if let Some(access) = conflict.goroutine.trace.last() {
        let _ = write!(
            message,
            "\nThe goroutine's access: {}. Its start: {}.",
            place(access.location, report),
            place(conflict.spawn.location, report)
        );
    }
    for (heading, sentences) in
        [("Why nothing orders them", &group.reasons), ("What would", &group.remedies)]
    {
        if !sentences.is_empty() {
            let _ = write!(message, "\n{heading}: {}.", sentences.join("; "));
        }
    }
    format!("::{verb} {}::{}", properties.join(","), data(&message))
}

fn place(location: closerace_analyzer::Location, report: &Report<'_>) -> String {
    format!("{}:{}", report.sources.in_repository(location.file), location.line)
}

/// What would end a command's message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What would end a property's value.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use crate::args::Format;
    use crate::report::sample::Sample;

    #[test]
    fn commands_are_whole() {
        insta::assert_snapshot!(Sample::new().text(Format::Github), @r"
        ::error file=close.go,line=16,endLine=16,col=10,endColumn=13,title=closerace%3A iterator-close::`Cache.m` and `Cache.n` are written by `(*Cache).drop` (reached from `(*Cache).Close`) while the goroutine `(*Cache).scan` may still read them.%0AThe goroutine's access: close.go:5. Its start: a dir/cache.go:18.%0AWhy nothing orders them: `(*Cache).Close` closes `c.stop` (line 10), which asks the goroutine to end and does not wait for it; the wait for `c.wg` (line 12) comes only after the write.%0AWhat would: move the wait for `c.wg` (line 12) before the write.
        ::warning file=close.go,line=17,endLine=17,col=2,endColumn=5,title=closerace%3A write-after-go::`live` is written by `(*Cache).drop` (reached from `(*Cache).Close`) after the start of the goroutine `(*Cache).scan`, which may already read it.%0AThe goroutine's access: close.go:5. Its start: a dir/cache.go:18.%0AWhy nothing orders them: `(*Cache).Close` closes `c.stop` (line 10), which asks the goroutine to end and does not wait for it; the wait for `c.wg` (line 12) comes only after the write.%0AWhat would: move the wait for `c.wg` (line 12) before the write.
        ");
        assert_eq!(Sample::clean().text(Format::Github), "");
    }

    #[test]
    fn special_characters_are_escaped() {
        assert_eq!(super::property("a,b:c%\r\n"), "a%2Cb%3Ac%25%0D%0A");
        assert_eq!(super::data("a,b:c%\r\n"), "a,b:c%25%0D%0A");
    }
}
