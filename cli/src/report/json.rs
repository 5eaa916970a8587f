//! Everything that is known of the findings, as one JSON object for scripts.
//!
//! The object is stable: what is there keeps its name and meaning within a `version`, new members may be added.
//! Lines and columns are 1-based, columns in bytes as Go's tools count them. Members whose value is a word from a fixed
//! list are kebab-case.
//!
//! ```text
//! version     1
//! tool        {name, version}
//! findings[]  {rule, level, confidence, fingerprint, message, cell, teardown, goroutine, spawn, spawn_trace[],
//!              reasons[], remedies[], also[]}
//!   cell        {kind: field|struct|variable|local, name, package, short_name}
//!   teardown    {root: end-of-life|re-initialisation|restart|spawners-tail, operation, expression, locks[], trace[]}
//!   goroutine   {origin: own|foreign, operation, expression, locks[], trace[]}
//!   locks[]     {lock, read}
//!   spawn, trace[], spawn_trace[]  {function, path, line, column}
//!   reasons[], remedies[]          sentences
//!   also[]      {teardown: {path, line, column}, goroutine: {path, line, column}}
//! coverage    {packages, files, lines, excluded, tests_skipped, partial[], problems[], capped[]}
//!   partial[]   {path, places[]: {line, column}}
//! summary     {findings}
//! ```

use analyzer::{Cell, Location, Operation, OriginKind, RootKind, Side, Step};
use closerace_analyzer as analyzer;
use closerace_rules::Finding;
use closerace_rules::wording::cell_kind;
use serde_json::{Value, json};

use super::{Report, confidence_name};
use crate::sources::Sources;

/// The report as an object.
pub(super) fn render(report: &Report<'_>) -> Value {
    let sources = report.sources;
    let coverage = report.coverage;
    let partial = coverage.partial.iter().map(|(file, places)| {
        let places: Vec<_> = places
            .iter()
            .map(|place| json!({"line": place.line, "column": place.column}))
            .collect();
        json!({"path": sources.relative(*file), "places": places})
    });
    json!({
        "version": 1,
        "tool": {"name": "closerace", "version": env!("CARGO_PKG_VERSION")},
        "findings": report.findings.iter().map(|finding| self::finding(finding, sources)).collect::<Value>(),
        "coverage": {
            "packages": coverage.packages,
            "files": coverage.files,
            "lines": coverage.lines,
            "excluded": coverage.excluded,
            "tests_skipped": coverage.tests_skipped,
            "partial": partial.collect::<Value>(),
            "problems": coverage.problems,
            "capped": coverage.capped,
        },
        "summary": {"findings": report.findings.len()},
    })
}

fn finding(finding: &Finding, sources: &Sources) -> Value {
    let conflict = &finding.conflict;
    let also = conflict.also.iter().map(|(teardown, goroutine)| {
        json!({"teardown": place(*teardown, sources), "goroutine": place(*goroutine, sources)})
    });
    let mut teardown = side(&conflict.teardown, sources);
    teardown["root"] = root_name(conflict.root_kind).into();
    let mut goroutine = side(&conflict.goroutine, sources);
    goroutine["origin"] = match conflict.origin_kind {
        OriginKind::Own => "own",
        OriginKind::Foreign => "foreign",
    }
    .into();
    json!({
        "rule": finding.rule.id,
        "level": finding.level.name(),
        "confidence": confidence_name(finding.confidence),
        "fingerprint": finding.fingerprint.to_string(),
        "message": finding.texts.message,
        "cell": cell(&conflict.cell),
        "teardown": teardown,
        "goroutine": goroutine,
        "spawn": step(&conflict.spawn, sources),
        "spawn_trace": steps(&conflict.spawn_trace, sources),
        "reasons": finding.texts.reasons,
        "remedies": finding.texts.remedies,
        "also": also.collect::<Value>(),
    })
}

fn cell(cell: &Cell) -> Value {
    let (Cell::Field { package, .. }
    | Cell::Struct { package, .. }
    | Cell::Variable { package, .. }
    | Cell::Local { package, .. }) = cell;
    json!({
        "kind": cell_kind(cell),
        "name": cell.qualified_name(),
        "package": package,
        "short_name": cell.short_name(),
    })
}

fn side(side: &Side, sources: &Sources) -> Value {
    let locks = side.locks.iter().map(|(lock, read)| json!({"lock": lock, "read": read}));
    json!({
        "operation": operation_name(side.operation),
        "expression": side.expression,
        "locks": locks.collect::<Value>(),
        "trace": steps(&side.trace, sources),
    })
}

fn steps(steps: &[Step], sources: &Sources) -> Value {
    steps.iter().map(|one| step(one, sources)).collect()
}

fn step(step: &Step, sources: &Sources) -> Value {
    let mut value = place(step.location, sources);
    value["function"] = step.function.as_str().into();
    value
}

fn place(location: Location, sources: &Sources) -> Value {
    json!({
        "path": sources.relative(location.file),
        "line": location.line,
        "column": location.column,
    })
}

fn root_name(root: RootKind) -> &'static str {
    match root {
        RootKind::EndOfLife => "end-of-life",
        RootKind::ReInitialisation => "re-initialisation",
        RootKind::Restart => "restart",
        RootKind::SpawnersTail => "spawners-tail",
    }
}

fn operation_name(operation: Operation) -> &'static str {
    match operation {
        Operation::Read => "read",
        Operation::Write => "write",
        Operation::Overwrite => "overwrite",
        Operation::AtomicRead => "atomic-read",
        Operation::AtomicWrite => "atomic-write",
        Operation::MapRead => "map-read",
        Operation::MapWrite => "map-write",
        Operation::ElemRead => "elem-read",
        Operation::ElemWrite => "elem-write",
        Operation::Use => "use",
        Operation::Send => "send",
        Operation::Close => "close",
        Operation::WaitGroupAdd => "waitgroup-add",
        Operation::WaitGroupWait => "waitgroup-wait",
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
          "summary": {
            "findings": 1
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
