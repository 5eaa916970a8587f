//! Findings for people: the source, the two call chains, why nothing orders them and what would.

use std::fmt::Write as _;

use analyzer::{Location, RootKind, Step};
use closerace_analyzer as analyzer;
use closerace_rules::finding::Group;
use closerace_rules::wording::noun;
use closerace_rules::{Level, group};
use codespan_reporting::diagnostic::{Diagnostic, Label, Severity};
use codespan_reporting::term::{self, Config, Styles, StylesWriter, termcolor};

use super::{Report, confidence_name};

/// Each group of findings as one diagnostic, with an empty line between two.
pub(super) fn render(report: &Report<'_>, color: bool) -> Vec<u8> {
    let styles = Styles::default();
    let config = Config::default();
    let mut bytes = Vec::new();
    for group in group(report.findings) {
        let diagnostic = diagnostic(&group, report);
        let emitted = if color {
            let writer = termcolor::Ansi::new(&mut bytes);
            term::emit_to_write_style(
                &mut StylesWriter::new(writer, &styles),
                &config,
                report.sources,
                &diagnostic,
            )
        } else {
            term::emit_to_io_write(&mut bytes, &config, report.sources, &diagnostic)
        };
        // The labels are checked against the files before, so this does not happen; a finding is worth a line even so.
        if emitted.is_err() {
            bytes.extend_from_slice(
                format!("{}: {}\n", group.findings[0].rule.id, group.message).as_bytes(),
            );
        }
    }
    // The renderer ends each diagnostic with an empty line; between two findings there is one, after the last none.
    if bytes.ends_with(b"\n\n") {
        bytes.pop();
    }
    bytes
}

fn diagnostic(group: &Group<'_>, report: &Report<'_>) -> Diagnostic<analyzer::FileId> {
    let finding = group.findings[0];
    let conflict = &finding.conflict;
    let mut labels = Labels { report, labels: Vec::new(), elsewhere: Vec::new() };
    for (n, finding) in group.findings.iter().enumerate() {
        let (conflict, texts) = (&finding.conflict, &finding.texts);
        if let Some(access) = conflict.teardown.trace.last() {
            // One primary place gives the diagnostic its address; further cells are told by their labels.
            let style = if n == 0 { Label::primary } else { Label::secondary };
            labels.add(style, access.location, &texts.teardown);
        }
        if let Some(access) = conflict.goroutine.trace.last() {
            labels.add(Label::secondary, access.location, &texts.goroutine);
        }
    }
    labels.add(Label::secondary, conflict.spawn.location, &finding.texts.spawn);

    let mut notes = labels.elsewhere;
    let mut chains = Table::default();
    let write = noun(conflict.teardown.operation);
    chains.heading(&match conflict.root_kind {
        RootKind::SpawnersTail => format!("{write}, after the start of the goroutine"),
        RootKind::Restart => format!("{write}, from the restart"),
        RootKind::EndOfLife | RootKind::ReInitialisation => format!("{write}, from the teardown"),
    });
    chains.steps(&conflict.teardown.trace, report);
    chains.heading(&format!("{}, on the goroutine", noun(conflict.goroutine.operation)));
    chains.steps(&conflict.goroutine.trace, report);
    chains.heading("start of the goroutine");
    chains.steps(
        if conflict.spawn_trace.is_empty() {
            std::slice::from_ref(&conflict.spawn)
        } else {
            &conflict.spawn_trace
        },
        report,
    );
    notes.extend(chains.notes());
    notes.extend(list("why nothing orders them", &finding.texts.reasons));
    notes.extend(list("what would", &finding.texts.remedies));
    let n_also: usize = group.findings.iter().map(|finding| finding.conflict.also.len()).sum();
    if n_also > 0 {
        let s = if n_also == 1 { "" } else { "s" };
        notes.push(format!("{n_also} further pair{s} of accesses in the same functions"));
    }
    notes.push(format!(
        "{} confidence; `closerace explain {}` says more",
        confidence_name(finding.confidence),
        finding.rule.id
    ));
    let severity = match finding.level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Note => Severity::Note,
    };
    Diagnostic::new(severity)
        .with_code(finding.rule.id)
        .with_message(&group.message)
        .with_labels(labels.labels)
        .with_notes(notes)
}

/// Labels in the source; what cannot be shown there becomes a note.
struct Labels<'a> {
    report: &'a Report<'a>,
    labels: Vec<Label<analyzer::FileId>>,
    elsewhere: Vec<String>,
}

impl Labels<'_> {
    fn add(
        &mut self,
        style: fn(analyzer::FileId, std::ops::Range<usize>) -> Label<analyzer::FileId>,
        location: Location,
        text: &str,
    ) {
        let sources = self.report.sources;
        match sources.range(location) {
            Some(range) => {
                let known = |label: &Label<_>| {
                    (label.file_id, &label.range, label.message.as_str())
                        == (location.file, &range, text)
                };
                if !self.labels.iter().any(known) {
                    self.labels.push(style(location.file, range).with_message(text));
                }
            }
            None => {
                let note = format!("{}: {text}", sources.line_and_column(location));
                if !self.elsewhere.contains(&note) {
                    self.elsewhere.push(note);
                }
            }
        }
    }
}

/// Call chains below headings, their places in one column.
#[derive(Default)]
struct Table {
    parts: Vec<(String, Vec<(String, String)>)>,
}

impl Table {
    fn heading(&mut self, heading: &str) {
        self.parts.push((heading.to_owned(), Vec::new()));
    }

    fn steps(&mut self, steps: &[Step], report: &Report<'_>) {
        let rows =
            steps.iter().map(|step| (step.function.clone(), report.sources.line(step.location)));
        if let Some((_, part)) = self.parts.last_mut() {
            part.extend(rows);
        }
    }

    fn notes(self) -> Vec<String> {
        let names = self.parts.iter().flat_map(|(_, rows)| rows);
        let width = names.map(|(function, _)| function.chars().count()).max().unwrap_or(0);
        self.parts
            .iter()
            .map(|(heading, rows)| {
                rows.iter().fold(format!("{heading}:"), |mut note, (function, place)| {
                    let _ = write!(note, "\n  {function:width$}  {place}");
                    note
                })
            })
            .collect()
    }
}

fn list(heading: &str, sentences: &[String]) -> Option<String> {
    match sentences {
        [] => None,
        [one] => Some(format!("{heading}: {one}")),
        several => Some(format!("{heading}:\n- {}", several.join("\n- "))),
    }
}

#[cfg(test)]
mod tests {
    use crate::args::Format;
    use crate::report::sample::Sample;

    #[test]
    fn findings_are_shown_with_source_and_reasons() {
        insta::assert_snapshot!(Sample::new().text(Format::Text), @r"
        error[iterator-close]: `Cache.m` and `Cache.n` are written by `(*Cache).drop` (reached from `(*Cache).Close`) while the goroutine `(*Cache).scan` may still read them
           ┌─ close.go:16:11
           │
         5 │     for c.n < len(c.m) {
           │         ---       --- the goroutine reads `c.m`
           │         │          
           │         the goroutine reads `c.n`
           ·
        16 │     /* é */ c.m = nil
           │             ^^^ `(*Cache).drop` writes `c.m`
        17 │     c.n = 0
           │     --- `(*Cache).drop` writes `c.n`
           │
           ┌─ a dir/cache.go:18:2
           │
        18 │     go c.scan()
           │     ----------- `(*Cache).start` starts the goroutine
           │
           = write, from the teardown:
               (*Cache).Close  close.go:11
               (*Cache).drop   close.go:16
           = read, on the goroutine:
               (*Cache).scan   close.go:5
           = start of the goroutine:
               New             a dir/cache.go:12
               (*Cache).start  a dir/cache.go:18
           = why nothing orders them:
             - `(*Cache).Close` closes `c.stop` (line 10), which asks the goroutine to end and does not wait for it
             - the wait for `c.wg` (line 12) comes only after the write
           = what would: move the wait for `c.wg` (line 12) before the write
           = 1 further pair of accesses in the same functions
           = high confidence; `closerace explain iterator-close` says more

        warning[write-after-go]: `live` is written by `(*Cache).drop` (reached from `(*Cache).Close`) after the start of the goroutine `(*Cache).scan`, which may already read it
           ┌─ close.go:17:2
           │
         5 │     for c.n < len(c.m) {
           │         --- the goroutine reads `c.n`
           ·
        17 │     c.n = 0
           │     ^^^ `(*Cache).drop` writes `c.n`
           │
           ┌─ a dir/cache.go:18:2
           │
        18 │     go c.scan()
           │     ----------- `(*Cache).start` starts the goroutine
           │
           = write, after the start of the goroutine:
               (*Cache).Close  close.go:11
               (*Cache).drop   close.go:17
           = read, on the goroutine:
               (*Cache).scan   close.go:5
           = start of the goroutine:
               New             a dir/cache.go:12
               (*Cache).start  a dir/cache.go:18
           = why nothing orders them:
             - `(*Cache).Close` closes `c.stop` (line 10), which asks the goroutine to end and does not wait for it
             - the wait for `c.wg` (line 12) comes only after the write
           = what would: move the wait for `c.wg` (line 12) before the write
           = low confidence; `closerace explain write-after-go` says more
        ");
    }

    #[test]
    fn files_that_are_gone_are_named() {
        let mut sample = Sample::new();
        sample.remove_files();
        insta::assert_snapshot!(sample.text(Format::Text), @r"
        error[iterator-close]: `Cache.m` and `Cache.n` are written by `(*Cache).drop` (reached from `(*Cache).Close`) while the goroutine `(*Cache).scan` may still read them
         = close.go:16:11: `(*Cache).drop` writes `c.m`
         = close.go:5:16: the goroutine reads `c.m`
         = close.go:17:2: `(*Cache).drop` writes `c.n`
         = close.go:5:6: the goroutine reads `c.n`
         = a dir/cache.go:18:2: `(*Cache).start` starts the goroutine
         = write, from the teardown:
             (*Cache).Close  close.go:11
             (*Cache).drop   close.go:16
         = read, on the goroutine:
             (*Cache).scan   close.go:5
         = start of the goroutine:
             New             a dir/cache.go:12
             (*Cache).start  a dir/cache.go:18
         = why nothing orders them:
           - `(*Cache).Close` closes `c.stop` (line 10), which asks the goroutine to end and does not wait for it
           - the wait for `c.wg` (line 12) comes only after the write
         = what would: move the wait for `c.wg` (line 12) before the write
         = 1 further pair of accesses in the same functions
         = high confidence; `closerace explain iterator-close` says more

        warning[write-after-go]: `live` is written by `(*Cache).drop` (reached from `(*Cache).Close`) after the start of the goroutine `(*Cache).scan`, which may already read it
         = close.go:17:2: `(*Cache).drop` writes `c.n`
         = close.go:5:6: the goroutine reads `c.n`
         = a dir/cache.go:18:2: `(*Cache).start` starts the goroutine
         = write, after the start of the goroutine:
             (*Cache).Close  close.go:11
             (*Cache).drop   close.go:17
         = read, on the goroutine:
             (*Cache).scan   close.go:5
         = start of the goroutine:
             New             a dir/cache.go:12
             (*Cache).start  a dir/cache.go:18
         = why nothing orders them:
           - `(*Cache).Close` closes `c.stop` (line 10), which asks the goroutine to end and does not wait for it
           - the wait for `c.wg` (line 12) comes only after the write
         = what would: move the wait for `c.wg` (line 12) before the write
         = low confidence; `closerace explain write-after-go` says more
        ");
    }

    #[test]
    fn nothing_is_shown_as_nothing() {
        assert_eq!(Sample::clean().text(Format::Text), "");
    }

    #[test]
    fn colour_is_on_request() {
        let sample = Sample::new();
        let escape = |color| {
            String::from_utf8(sample.render(Format::Text, color)).unwrap().contains('\u{1b}')
        };
        assert!(escape(true) && !escape(false));
    }
}
