//! Everything that is known of the findings, as one JSON object for scripts.
//!
//! The object is stable: what is there keeps its name and meaning within a `version`, new members may be added. The types
//! below are the object, and `closerace schema report` is made from them.

use analyzer::{Cell, Confidence, Location, Operation, OriginKind, RootKind, Side, Step};
use closerace_analyzer as analyzer;
use closerace_rules::{Finding, Level};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::Report;
use crate::sources::Sources;

/// A report of closerace. Lines and columns are 1-based, and columns are counted in bytes, as Go's tools do. Paths are
/// relative to the folder that closerace ran in, if they are below it.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "closerace report")]
struct Document {
    /// The version of this format: 1.
    version: u32,
    tool: Tool,
    /// The findings, in the order of their places.
    findings: Vec<FindingObject>,
    /// What closerace has to say beside its findings.
    notices: Vec<NoticeObject>,
    coverage: CoverageObject,
    summary: Summary,
}

/// What wrote the report.
#[derive(Serialize, JsonSchema)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

/// Two accesses of one cell that nothing orders.
#[derive(Serialize, JsonSchema)]
struct FindingObject {
    /// The rule's id.
    rule: &'static str,
    level: LevelWord,
    confidence: ConfidenceWord,
    /// The identity of the finding across commits, free of line numbers.
    fingerprint: String,
    /// What is wrong, in one line that needs no context.
    message: String,
    cell: CellObject,
    teardown: Teardown,
    goroutine: Goroutine,
    /// The `go` statement, or the call that starts the goroutine.
    spawn: StepObject,
    /// The chain from the outermost function known to start the goroutine down to `spawn`.
    spawn_trace: Vec<StepObject>,
    /// Why nothing orders the two: sentences.
    reasons: Vec<String>,
    /// What would order them: sentences.
    remedies: Vec<String>,
    /// Further pairs of accesses of the same cell in the same functions.
    also: Vec<Pair>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum LevelWord {
    Note,
    Warning,
    Error,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum ConfidenceWord {
    Low,
    Medium,
    High,
}

/// What is accessed.
#[derive(Serialize, JsonSchema)]
struct CellObject {
    kind: CellWord,
    /// With its import path: `example.com/cache.Cache.m`.
    name: String,
    /// The import path.
    package: String,
    /// Without its import path: `Cache.m`.
    short_name: String,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum CellWord {
    Field,
    Struct,
    Variable,
    Local,
}

/// The side that tears down.
#[derive(Serialize, JsonSchema)]
struct Teardown {
    /// Where it starts.
    root: RootWord,
    #[serde(flatten)]
    side: SideObject,
}

/// The goroutine's side.
#[derive(Serialize, JsonSchema)]
struct Goroutine {
    /// Whose goroutine it is.
    origin: OriginWord,
    #[serde(flatten)]
    side: SideObject,
}

/// One side.
#[derive(Serialize, JsonSchema)]
struct SideObject {
    operation: OperationWord,
    /// The access as written.
    expression: String,
    /// The locks held at the access.
    locks: Vec<LockObject>,
    /// The call chain; the last step is the access.
    trace: Vec<StepObject>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum RootWord {
    EndOfLife,
    ReInitialisation,
    Restart,
    SpawnersTail,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum OriginWord {
    Own,
    Foreign,
    Caller,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum OperationWord {
    Read,
    Write,
    Overwrite,
    AtomicRead,
    AtomicWrite,
    MapRead,
    MapWrite,
    ElemRead,
    ElemWrite,
    Use,
    Send,
    Close,
    #[serde(rename = "waitgroup-add")]
    WaitGroupAdd,
    #[serde(rename = "waitgroup-wait")]
    WaitGroupWait,
}

/// A lock, as written.
#[derive(Serialize, JsonSchema)]
struct LockObject {
    lock: String,
    /// Whether it is held for reading only.
    read: bool,
}

/// A place in a function.
#[derive(Serialize, JsonSchema)]
struct StepObject {
    /// `(*Cache).Close`, `New`; a function literal is named by the function around it, with `.func` behind it.
    function: String,
    #[serde(flatten)]
    place: Place,
}

/// A place.
#[derive(Serialize, JsonSchema)]
struct Place {
    path: String,
    line: u32,
    column: u32,
}

/// A line and a column of a file.
#[derive(Serialize, JsonSchema)]
struct Position {
    line: u32,
    column: u32,
}

/// One more pair of accesses.
#[derive(Serialize, JsonSchema)]
struct Pair {
    teardown: Place,
    goroutine: Place,
}

/// A warning that is no finding.
#[derive(Serialize, JsonSchema)]
struct NoticeObject {
    /// What it is about: `bad-ignore`, `unused-ignore` or `stale-baseline`.
    about: &'static str,
    message: String,
    /// Where, if it is about a place in the sources.
    place: Option<Place>,
}

/// How much was read, and how well.
#[derive(Serialize, JsonSchema)]
struct CoverageObject {
    packages: usize,
    files: usize,
    lines: usize,
    /// Files left out by build constraints.
    excluded: usize,
    /// Files left out for being tests.
    tests_skipped: usize,
    /// Files that were read and not reported on, because they are excluded.
    muted: usize,
    /// Files with parts that could not be read.
    partial: Vec<Partial>,
    /// Files and folders that could not be read at all: lines for people.
    problems: Vec<String>,
    /// Functions that were not followed to their end.
    capped: Vec<String>,
}

/// A file with parts that could not be read.
#[derive(Serialize, JsonSchema)]
struct Partial {
    path: String,
    places: Vec<Position>,
}

/// Counts.
#[derive(Serialize, JsonSchema)]
struct Summary {
    /// Findings in this report.
    findings: usize,
    /// Findings that a comment silences.
    silenced: usize,
    /// Findings that the baseline knows.
    known: usize,
    /// Findings that are not new since the revision.
    old: usize,
    /// Findings of further goroutines, beside those that are reported, that race with the same write.
    further: usize,
}

/// The report as an object.
pub(super) fn render(report: &Report<'_>) -> Value {
    // The types have nothing that JSON does not.
    serde_json::to_value(document(report)).unwrap_or_default()
}

/// The schema of the object.
pub(crate) fn schema() -> Value {
    schemars::generate::SchemaSettings::default()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<Document>()
        .to_value()
}

fn document(report: &Report<'_>) -> Document {
    let sources = report.sources;
    let coverage = report.coverage;
    let partial = coverage.partial.iter().map(|(file, places)| Partial {
        path: sources.relative(*file).to_owned(),
        places: places
            .iter()
            .map(|place| Position { line: place.line, column: place.column })
            .collect(),
    });
    let notices = report.notices.iter().map(|notice| NoticeObject {
        about: notice.about.name(),
        message: notice.text.clone(),
        place: notice.place.map(|at| place(at, sources)),
    });
    Document {
        version: 1,
        tool: Tool { name: "closerace", version: env!("CARGO_PKG_VERSION") },
        findings: report.findings.iter().map(|finding| object(finding, sources)).collect(),
        notices: notices.collect(),
        coverage: CoverageObject {
            packages: coverage.packages,
            files: coverage.files,
            lines: coverage.lines,
            excluded: coverage.excluded,
            tests_skipped: coverage.tests_skipped,
            muted: coverage.muted,
            partial: partial.collect(),
            problems: coverage.problems.clone(),
            capped: coverage.capped.clone(),
        },
        summary: Summary {
            findings: report.findings.len(),
            silenced: report.hidden.silenced,
            known: report.hidden.known,
            old: report.hidden.old,
            further: report.hidden.further,
        },
    }
}

fn object(finding: &Finding, sources: &Sources) -> FindingObject {
    let conflict = &finding.conflict;
    let also = conflict.also.iter().map(|(teardown, goroutine)| Pair {
        teardown: place(*teardown, sources),
        goroutine: place(*goroutine, sources),
    });
    FindingObject {
        rule: finding.rule.id,
        level: match finding.level {
            Level::Note => LevelWord::Note,
            Level::Warning => LevelWord::Warning,
            Level::Error => LevelWord::Error,
        },
        confidence: match finding.confidence {
            Confidence::Low => ConfidenceWord::Low,
            Confidence::Medium => ConfidenceWord::Medium,
            Confidence::High => ConfidenceWord::High,
        },
        fingerprint: finding.fingerprint.to_string(),
        message: finding.texts.message.clone(),
        cell: cell(&conflict.cell),
        teardown: Teardown {
            root: root(conflict.root_kind),
            side: side(&conflict.teardown, sources),
        },
        goroutine: Goroutine {
            origin: match conflict.origin_kind {
                OriginKind::Own => OriginWord::Own,
                OriginKind::Foreign => OriginWord::Foreign,
                OriginKind::Caller => OriginWord::Caller,
            },
            side: side(&conflict.goroutine, sources),
        },
        spawn: step(&conflict.spawn, sources),
        spawn_trace: steps(&conflict.spawn_trace, sources),
        reasons: finding.texts.reasons.clone(),
        remedies: finding.texts.remedies.clone(),
        also: also.collect(),
    }
}

fn cell(cell: &Cell) -> CellObject {
    let (Cell::Field { package, .. }
    | Cell::Struct { package, .. }
    | Cell::Variable { package, .. }
    | Cell::Local { package, .. }) = cell;
    CellObject {
        kind: match cell {
            Cell::Field { .. } => CellWord::Field,
            Cell::Struct { .. } => CellWord::Struct,
            Cell::Variable { .. } => CellWord::Variable,
            Cell::Local { .. } => CellWord::Local,
        },
        name: cell.qualified_name(),
        package: package.clone(),
        short_name: cell.short_name(),
    }
}

fn side(side: &Side, sources: &Sources) -> SideObject {
    let locks = side.locks.iter();
    SideObject {
        operation: operation(side.operation),
        expression: side.expression.clone(),
        locks: locks.map(|(lock, read)| LockObject { lock: lock.clone(), read: *read }).collect(),
        trace: steps(&side.trace, sources),
    }
}

fn steps(steps: &[Step], sources: &Sources) -> Vec<StepObject> {
    steps.iter().map(|one| step(one, sources)).collect()
}

fn step(step: &Step, sources: &Sources) -> StepObject {
    StepObject { function: step.function.clone(), place: place(step.location, sources) }
}

fn place(location: Location, sources: &Sources) -> Place {
    Place {
        path: sources.relative(location.file).to_owned(),
        line: location.line,
        column: location.column,
    }
}

fn root(root: RootKind) -> RootWord {
    match root {
        RootKind::EndOfLife => RootWord::EndOfLife,
        RootKind::ReInitialisation => RootWord::ReInitialisation,
        RootKind::Restart => RootWord::Restart,
        RootKind::SpawnersTail => RootWord::SpawnersTail,
    }
}

fn operation(operation: Operation) -> OperationWord {
    match operation {
        Operation::Read => OperationWord::Read,
        Operation::Write => OperationWord::Write,
        Operation::Overwrite => OperationWord::Overwrite,
        Operation::AtomicRead => OperationWord::AtomicRead,
        Operation::AtomicWrite => OperationWord::AtomicWrite,
        Operation::MapRead => OperationWord::MapRead,
        Operation::MapWrite => OperationWord::MapWrite,
        Operation::ElemRead => OperationWord::ElemRead,
        Operation::ElemWrite => OperationWord::ElemWrite,
        Operation::Use => OperationWord::Use,
        Operation::Send => OperationWord::Send,
        Operation::Close => OperationWord::Close,
        Operation::WaitGroupAdd => OperationWord::WaitGroupAdd,
        Operation::WaitGroupWait => OperationWord::WaitGroupWait,
    }
}

#[cfg(test)]
mod tests {
    use crate::args::Format;
    use crate::report::sample::Sample;

    #[test]
    fn object_is_whole() {
        let mut sample = Sample::new();
        sample.analysis.conflicts.truncate(1);
        insta::assert_snapshot!(sample.text(Format::Json), @r#"
        {
          "coverage": {
            "capped": [
              "(*Cache).scan"
            ],
            "excluded": 4,
            "files": 2,
            "lines": 37,
            "muted": 0,
            "packages": 1,
            "partial": [
              {
                "path": "a dir/cache.go",
                "places": [
                  {
                    "column": 2,
                    "line": 4
                  }
                ]
              }
            ],
            "problems": [
              "b.go: permission denied"
            ],
            "tests_skipped": 0
          },
          "findings": [
            {
              "also": [],
              "cell": {
                "kind": "field",
                "name": "example.com/cache.Cache.m",
                "package": "example.com/cache",
                "short_name": "Cache.m"
              },
              "confidence": "high",
              "fingerprint": "1c4007e3d6f2d10800be37d107340767",
              "goroutine": {
                "expression": "c.m",
                "locks": [],
                "operation": "read",
                "origin": "own",
                "trace": [
                  {
                    "column": 16,
                    "function": "(*Cache).scan",
                    "line": 5,
                    "path": "close.go"
                  }
                ]
              },
              "level": "error",
              "message": "`Cache.m` is written by `(*Cache).drop` (reached from `(*Cache).Close`) while the goroutine `(*Cache).scan` may still read it",
              "reasons": [
                "`(*Cache).Close` closes `c.stop` (line 10), which asks the goroutine to end and does not wait for it",
                "the wait for `c.wg` (line 12) comes only after the write"
              ],
              "remedies": [
                "move the wait for `c.wg` (line 12) before the write"
              ],
              "rule": "iterator-close",
              "spawn": {
                "column": 2,
                "function": "(*Cache).start",
                "line": 18,
                "path": "a dir/cache.go"
              },
              "spawn_trace": [
                {
                  "column": 2,
                  "function": "New",
                  "line": 12,
                  "path": "a dir/cache.go"
                },
                {
                  "column": 2,
                  "function": "(*Cache).start",
                  "line": 18,
                  "path": "a dir/cache.go"
                }
              ],
              "teardown": {
                "expression": "c.m",
                "locks": [],
                "operation": "write",
                "root": "end-of-life",
                "trace": [
                  {
                    "column": 2,
                    "function": "(*Cache).Close",
                    "line": 11,
                    "path": "close.go"
                  },
                  {
                    "column": 11,
                    "function": "(*Cache).drop",
                    "line": 16,
                    "path": "close.go"
                  }
                ]
              }
            }
          ],
          "notices": [
            {
              "about": "unused-ignore",
              "message": "`//closerace:ignore all` silences nothing",
              "place": {
                "column": 2,
                "line": 16,
                "path": "close.go"
              }
            }
          ],
          "summary": {
            "findings": 1,
            "further": 0,
            "known": 2,
            "old": 0,
            "silenced": 1
          },
          "tool": {
            "name": "closerace",
            "version": "0.1.0"
          },
          "version": 1
        }
        "#);
    }

    #[test]
    fn empty_lists_are_lists() {
        let text = Sample::clean().text(Format::Json);
        assert!(text.contains("\"findings\": []") && text.contains("\"partial\": []"), "{text}");
        assert!(!text.contains("null"), "{text}");
    }
}
