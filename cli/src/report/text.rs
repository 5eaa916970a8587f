//! Findings for people: the source, the two call chains, why nothing orders them and what would.
//!
//! The form is the race detector's, which Go programmers know: one access with its chain, the other with its chain, where
//! the goroutine was started. All but source lines fit the width that is asked for.

use std::fmt::Write as _;
use std::ops::Range;

use analyzer::{FileId, Location, OriginKind, RootKind, Step};
use closerace_analyzer as analyzer;
use closerace_rules::finding::Group;
use closerace_rules::wording::noun;
use closerace_rules::{Finding, Level, group};
use codespan_reporting::diagnostic::{Diagnostic, Label, Severity};
use codespan_reporting::term::{self, Config, Styles, StylesWriter, termcolor};

use super::{Report, Style, confidence_name};
use crate::sources::Linked;

/// Each group of findings as one diagnostic, with an empty line between two.
pub(super) fn render(report: &Report<'_>, style: Style) -> Vec<u8> {
    let styles = Styles::default();
    let config = Config::default();
    let files = Linked::new(report.sources, style.links);
    let mut bytes = Vec::new();
    for group in group(report.findings) {
        let diagnostic = diagnostic(&group, &Page { report, style });
        let emitted = if style.color {
            let writer = termcolor::Ansi::new(&mut bytes);
            let mut writer = StylesWriter::new(writer, &styles);
            term::emit_to_write_style(&mut writer, &config, &files, &diagnostic)
        } else {
            term::emit_to_io_write(&mut bytes, &config, &files, &diagnostic)
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

/// What text is laid out on.
#[derive(Clone, Copy)]
struct Page<'a> {
    report: &'a Report<'a>,
    style: Style,
}

fn diagnostic(group: &Group<'_>, page: &Page<'_>) -> Diagnostic<FileId> {
    let first = group.findings[0];
    let mut labels = Labels { page, labels: Vec::new(), elsewhere: Vec::new() };
    for (n, finding) in group.findings.iter().enumerate() {
        let conflict = &finding.conflict;
        if let Some(access) = conflict.teardown.trace.last() {
            // One primary place gives the diagnostic its address; further cells are told by their labels.
            let style = if n == 0 { Label::primary } else { Label::secondary };
            labels.add(style, access.location, &teardown_heading(finding));
        }
        if let Some(access) = conflict.goroutine.trace.last() {
            labels.add(Label::secondary, access.location, &goroutine_heading(finding));
        }
    }
    if first.conflict.origin_kind != OriginKind::Caller {
        labels.add_start(first.conflict.spawn.location, SPAWN_HEADING);
    }

    // A note begins behind the line numbers and its own sign.
    let width = page.style.width.saturating_sub(labels.gutter() + 4).max(MIN_WIDTH);
    let mut notes = labels.elsewhere;
    notes.extend(chains(group, page).notes(width, page));
    notes.extend(list("why nothing orders them", &group.reasons, width, page));
    notes.extend(list("what would", &group.remedies, width, page));
    let n_also: usize = group.findings.iter().map(|finding| finding.conflict.also.len()).sum();
    if n_also > 0 {
        let s = if n_also == 1 { "" } else { "s" };
        notes.push(format!("{n_also} further pair{s} of accesses in the same functions"));
    }
    notes.push(wrapped(
        &format!("{}; `closerace explain {}` says more", confidence(group), first.rule.id),
        width,
        "",
    ));
    let severity = match first.level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Note => Severity::Note,
    };
    // "error[iterator-close]: " stands before the message.
    let before = first.level.name().len() + first.rule.id.len() + 4;
    Diagnostic::new(severity)
        .with_code(first.rule.id)
        .with_message(headline(&group.message, page.style.width, before))
        .with_labels(labels.labels)
        .with_notes(notes)
}

/// Narrower than this, wrapping helps nobody.
const MIN_WIDTH: usize = 30;

const SPAWN_HEADING: &str = "start of the goroutine";

fn teardown_heading(finding: &Finding) -> String {
    let write = noun(finding.conflict.teardown.operation);
    match finding.conflict.root_kind {
        RootKind::SpawnersTail => format!("{write}, after the start of the goroutine"),
        RootKind::Restart => format!("{write}, from the restart"),
        RootKind::EndOfLife | RootKind::ReInitialisation => format!("{write}, from the teardown"),
    }
}

fn goroutine_heading(finding: &Finding) -> String {
    let access = noun(finding.conflict.goroutine.operation);
    match finding.conflict.origin_kind {
        OriginKind::Caller => format!("{access}, by a caller"),
        OriginKind::Own | OriginKind::Foreign => format!("{access}, on the goroutine"),
    }
}

/// "high confidence", or of each cell if they differ.
fn confidence(group: &Group<'_>) -> String {
    let first = group.findings[0].confidence;
    if group.findings.iter().all(|finding| finding.confidence == first) {
        return format!("{} confidence", confidence_name(first));
    }
    let of_cells = group.findings.iter().map(|finding| {
        let cell = finding.conflict.cell.short_name();
        format!("{} for `{cell}`", confidence_name(finding.confidence))
    });
    format!("confidence {}", of_cells.collect::<Vec<_>>().join(", "))
}

/// The chains of all findings of a group. Those that differ in their last lines alone are told once.
fn chains(group: &Group<'_>, page: &Page<'_>) -> Table {
    let mut table = Table::default();
    for finding in &group.findings {
        table.part(&teardown_heading(finding), &finding.conflict.teardown.trace, page);
    }
    for finding in &group.findings {
        table.part(&goroutine_heading(finding), &finding.conflict.goroutine.trace, page);
    }
    let conflict = &group.findings[0].conflict;
    if conflict.origin_kind == OriginKind::Caller {
        return table;
    }
    let spawn = match &conflict.spawn_trace[..] {
        [] => std::slice::from_ref(&conflict.spawn),
        trace => trace,
    };
    table.part(SPAWN_HEADING, spawn, page);
    table
}

/// Labels in the source; what cannot be shown there becomes a note.
struct Labels<'a> {
    page: &'a Page<'a>,
    labels: Vec<Label<FileId>>,
    elsewhere: Vec<String>,
}

type LabelStyle = fn(FileId, Range<usize>) -> Label<FileId>;

impl Labels<'_> {
    fn add(&mut self, style: LabelStyle, location: Location, text: &str) {
        let range = self.page.report.sources.range(location);
        self.put(style, location, range, text);
    }

    /// Labels what is started, without the arguments and the body that may follow for long.
    fn add_start(&mut self, location: Location, text: &str) {
        let sources = self.page.report.sources;
        let range = sources.range(location).map(|range| {
            let text = sources.slice(location.file, range.clone()).unwrap_or_default();
            let head = text.find('(').filter(|head| *head > 0);
            head.map_or(range.clone(), |head| range.start..range.start + head)
        });
        self.put(Label::secondary, location, range, text);
    }

    fn put(
        &mut self,
        style: LabelStyle,
        location: Location,
        range: Option<Range<usize>>,
        text: &str,
    ) {
        match range {
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
                let note =
                    format!("{}: {text}", self.page.report.sources.line_and_column(location));
                if !self.elsewhere.contains(&note) {
                    self.elsewhere.push(note);
                }
            }
        }
    }

    /// The columns that line numbers take.
    fn gutter(&self) -> usize {
        use codespan_reporting::files::Files as _;
        let sources = self.page.report.sources;
        let lines = self
            .labels
            .iter()
            .filter_map(|label| sources.line_index(label.file_id, label.range.end.max(1) - 1).ok());
        lines.max().map_or(0, |index| (index + 1).to_string().len())
    }
}

/// Call chains below headings.
#[derive(Default)]
struct Table {
    parts: Vec<Part>,
}

/// A chain below its heading.
struct Part {
    heading: String,
    rows: Vec<Row>,
    /// The lines of the last row, of all chains that are told here.
    last_lines: Vec<u32>,
}

/// A function, and a place in it as it is written and as it is shown.
#[derive(PartialEq)]
struct Row {
    function: String,
    place: String,
    linked: String,
}

impl Table {
    fn part(&mut self, heading: &str, steps: &[Step], page: &Page<'_>) {
        let Some((last, init)) = steps.split_last() else { return };
        let sources = page.report.sources;
        let row = |step: &Step, place: String| {
            let linked = match page.style.links {
                true => sources.linked(step.location.file, &place),
                false => place.clone(),
            };
            Row { function: step.function.clone(), place, linked }
        };
        let mut rows: Vec<Row> =
            init.iter().map(|step| row(step, sources.line(step.location))).collect();
        let line = last.location.line;
        // The line comes later, with those of the chains that are like this one.
        let file = sources.shown(last.location.file).to_owned();
        rows.push(row(last, file));
        match self.parts.iter_mut().find(|part| part.heading == heading && part.rows == rows) {
            Some(part) if part.last_lines.contains(&line) => {}
            Some(part) => part.last_lines.push(line),
            None => {
                self.parts.push(Part { heading: heading.to_owned(), rows, last_lines: vec![line] });
            }
        }
    }

    /// Puts the lines behind the last places.
    fn close(&mut self) {
        for part in &mut self.parts {
            let Some(last) = part.rows.last_mut() else { continue };
            part.last_lines.sort_unstable();
            let lines = part.last_lines.iter().filter(|line| **line > 0);
            let lines: Vec<String> = lines.map(u32::to_string).collect();
            if !lines.is_empty() {
                let lines = lines.join(", ");
                last.place = format!("{}:{lines}", last.place);
                last.linked = format!("{}:{lines}", last.linked);
            }
        }
    }

    /// The places in one column, or each on a line of its own, as the race detector has them, if that is too wide.
    fn notes(mut self, width: usize, page: &Page<'_>) -> Vec<String> {
        self.close();
        let rows = || self.parts.iter().flat_map(|part| &part.rows);
        let longest = |of: fn(&Row) -> &String| rows().map(|row| of(row).chars().count()).max();
        let names = longest(|row| &row.function).unwrap_or(0);
        let places = longest(|row| &row.place).unwrap_or(0);
        let beside = names + places + 4 <= width;
        self.parts
            .iter()
            .map(|part| {
                let heading = format!("{}:", emphasised(&part.heading, page.style));
                part.rows.iter().fold(heading, |mut note, Row { function, linked, .. }| {
                    let _ = match beside {
                        true => write!(note, "\n  {function:names$}  {linked}"),
                        false => write!(note, "\n  {function}\n      {linked}"),
                    };
                    note
                })
            })
            .collect()
    }
}

fn list(heading: &str, sentences: &[String], width: usize, page: &Page<'_>) -> Option<String> {
    let start = format!("{}:", emphasised(heading, page.style));
    match sentences {
        [] => None,
        [one] => Some(wrapped(&format!("{start} {one}"), width, "  ")),
        several => {
            let mut note = start;
            for sentence in several {
                note += &format!("\n{}", wrapped(&format!("- {sentence}"), width, "  "));
            }
            Some(note)
        }
    }
}

fn emphasised(text: &str, style: Style) -> String {
    if style.color { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// Breaks lines between words; a word that is too long stays whole.
fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let options = textwrap::Options::new(width)
        .subsequent_indent(indent)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .word_separator(textwrap::WordSeparator::AsciiSpace);
    textwrap::fill(text, options)
}

/// The message, with room on its first line for what stands before it.
fn headline(message: &str, width: usize, before: usize) -> String {
    let room = " ".repeat(before.min(width / 2));
    let options = textwrap::Options::new(width)
        .initial_indent(&room)
        .subsequent_indent("  ")
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .word_separator(textwrap::WordSeparator::AsciiSpace);
    textwrap::fill(message, options).trim_start().to_owned()
}

#[cfg(test)]
mod tests {
    use crate::args::Format;
    use crate::report::Style;
    use crate::report::sample::Sample;

    #[test]
    fn findings_are_shown_with_source_and_reasons() {
        insta::assert_snapshot!(Sample::new().text(Format::Text), @r"
        error[iterator-close]: `Cache.m` and `Cache.n` are written by `(*Cache).drop`
          (reached from `(*Cache).Close`) while the goroutine `(*Cache).scan` may still
          read them
           ┌─ close.go:16:11
           │
         5 │     for c.n < len(c.m) {
           │         ---       --- read, on the goroutine
           │         │          
           │         read, on the goroutine
           ·
        16 │     /* é */ c.m = nil
           │             ^^^ write, from the teardown
        17 │     c.n = 0
           │     --- write, from the teardown
           │
           ┌─ a dir/cache.go:18:2
           │
        18 │     go c.scan()
           │     --------- start of the goroutine
           │
           = write, from the teardown:
               (*Cache).Close  close.go:11
               (*Cache).drop   close.go:16, 17
           = read, on the goroutine:
               (*Cache).scan   close.go:5
           = start of the goroutine:
               New             a dir/cache.go:12
               (*Cache).start  a dir/cache.go:18
           = why nothing orders them:
             - `(*Cache).Close` closes `c.stop` (line 10), which asks the goroutine to
               end and does not wait for it
             - the wait for `c.wg` (line 12) comes only after the write
           = what would: move the wait for `c.wg` (line 12) before the write
           = 1 further pair of accesses in the same functions
           = high confidence; `closerace explain iterator-close` says more

        warning[write-after-go]: `live` is written by `(*Cache).drop` (reached from
          `(*Cache).Close`) after the start of the goroutine `(*Cache).scan`, which may
          already read it
           ┌─ close.go:17:2
           │
         5 │     for c.n < len(c.m) {
           │         --- read, on the goroutine
           ·
        17 │     c.n = 0
           │     ^^^ write, after the start of the goroutine
           │
           ┌─ a dir/cache.go:18:2
           │
        18 │     go c.scan()
           │     --------- start of the goroutine
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
             - `(*Cache).Close` closes `c.stop` (line 10), which asks the goroutine to
               end and does not wait for it
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
        error[iterator-close]: `Cache.m` and `Cache.n` are written by `(*Cache).drop`
          (reached from `(*Cache).Close`) while the goroutine `(*Cache).scan` may still
          read them
         = close.go:16:11: write, from the teardown
         = close.go:5:16: read, on the goroutine
         = close.go:17:2: write, from the teardown
         = close.go:5:6: read, on the goroutine
         = a dir/cache.go:18:2: start of the goroutine
         = write, from the teardown:
             (*Cache).Close  close.go:11
             (*Cache).drop   close.go:16, 17
         = read, on the goroutine:
             (*Cache).scan   close.go:5
         = start of the goroutine:
             New             a dir/cache.go:12
             (*Cache).start  a dir/cache.go:18
         = why nothing orders them:
           - `(*Cache).Close` closes `c.stop` (line 10), which asks the goroutine to
             end and does not wait for it
           - the wait for `c.wg` (line 12) comes only after the write
         = what would: move the wait for `c.wg` (line 12) before the write
         = 1 further pair of accesses in the same functions
         = high confidence; `closerace explain iterator-close` says more

        warning[write-after-go]: `live` is written by `(*Cache).drop` (reached from
          `(*Cache).Close`) after the start of the goroutine `(*Cache).scan`, which may
          already read it
         = close.go:17:2: write, after the start of the goroutine
         = close.go:5:6: read, on the goroutine
         = a dir/cache.go:18:2: start of the goroutine
         = write, after the start of the goroutine:
             (*Cache).Close  close.go:11
             (*Cache).drop   close.go:17
         = read, on the goroutine:
             (*Cache).scan   close.go:5
         = start of the goroutine:
             New             a dir/cache.go:12
             (*Cache).start  a dir/cache.go:18
         = why nothing orders them:
           - `(*Cache).Close` closes `c.stop` (line 10), which asks the goroutine to
             end and does not wait for it
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
    fn colour_and_links_are_on_request() {
        let sample = Sample::new();
        let text = |style| String::from_utf8(sample.render(Format::Text, style)).unwrap();
        let plain = text(Style::PLAIN);
        let colored = text(Style { color: true, ..Style::PLAIN });
        let linked = text(Style { links: true, ..Style::PLAIN });
        assert!(!plain.contains('\u{1b}'));
        assert!(colored.contains("\u{1b}[") && !colored.contains("\u{1b}]8"));
        assert!(linked.contains("\u{1b}]8;;file:///"), "{linked}");
        // Without what a terminal does not show, it is the same text.
        let mut seen = linked;
        while let Some(start) = seen.find("\u{1b}]8") {
            let end = start + seen[start..].find("\u{1b}\\").unwrap() + 2;
            seen.replace_range(start..end, "");
        }
        assert_eq!(seen, plain);
    }

    #[test]
    fn lines_fit_the_width_but_for_source() {
        let sample = Sample::new();
        for width in [60, 80, 100] {
            let text = sample.render(Format::Text, Style { width, ..Style::PLAIN });
            let text = String::from_utf8(text).unwrap();
            let long = text.lines().find(|line| line.chars().count() > width);
            assert_eq!(long, None, "{width}");
        }
    }

    #[test]
    fn places_go_below_functions_where_there_is_no_room() {
        let text = Sample::new().render(Format::Text, Style { width: 40, ..Style::PLAIN });
        let text = String::from_utf8(text).unwrap();
        let notes = text.split_once(" = write").unwrap().1;
        insta::assert_snapshot!(notes.split("\n\n").next().unwrap(), @r"
        , from the teardown:
               (*Cache).Close
                   close.go:11
               (*Cache).drop
                   close.go:16, 17
           = read, on the goroutine:
               (*Cache).scan
                   close.go:5
           = start of the goroutine:
               New
                   a dir/cache.go:12
               (*Cache).start
                   a dir/cache.go:18
           = why nothing orders them:
             - `(*Cache).Close` closes `c.stop`
               (line 10), which asks the
               goroutine to end and does not
               wait for it
             - the wait for `c.wg` (line 12)
               comes only after the write
           = what would: move the wait for
               `c.wg` (line 12) before the
               write
           = 1 further pair of accesses in the same functions
           = high confidence; `closerace
             explain iterator-close` says more
        ");
    }
}
