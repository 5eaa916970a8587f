//! SARIF 2.1.0, in the shape that code scanning services show best.
//!
//! What is not obvious: a message may link to related locations as `[text](id)`, and only linked ones are shown; a
//! result has one location, tight, because a pull request shows an alert only if all its lines are changed; the
//! fingerprint has a key of its own, because the well-known one belongs to the uploading action; all rules are
//! described, so that the file does not depend on what was found; suppressed results are left out, because services
//! show them as open; and of more results than services keep, the surest are in the file.

use std::cmp::Reverse;
use std::fmt::Write as _;

use analyzer::{Cell, Location, OriginKind, Step};
use closerace_analyzer as analyzer;
use closerace_rules::rule::HEADINGS;
use closerace_rules::wording::{action, noun, other_side};
use closerace_rules::{Finding, Level, RULES, Rule};
use serde_json::{Value, json};

use super::{Report, confidence_name};
use crate::sources::{Region, Sources, percent_encoded};

/// The report as a SARIF log.
pub(super) fn render(report: &Report<'_>) -> Value {
    let kept = kept(report.findings);
    let results: Value = kept.iter().map(|finding| result(finding, report.sources)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "closerace",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_HOMEPAGE"),
                "rules": RULES.iter().map(|rule| descriptor(rule)).collect::<Value>(),
            }},
            "automationDetails": {"id": "closerace/"},
            "columnKind": "utf16CodeUnits",
            "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the sources."}}},
            "invocations": [{
                "executionSuccessful": true,
                "toolExecutionNotifications": notifications(report),
            }],
            "results": results,
        }],
    })
}

/// Of so many results GitHub shows the first 5,000, in an order that is its own.
const MAX_RESULTS: usize = 5_000;

/// The findings that are in the report: the surest and gravest, in their order.
fn kept(findings: &[Finding]) -> Vec<&Finding> {
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by_key(|&index| {
        let finding = &findings[index];
        (Reverse(finding.confidence), Reverse(finding.level), index)
    });
    order.truncate(MAX_RESULTS);
    order.sort_unstable();
    order.into_iter().map(|index| &findings[index]).collect()
}

/// What is to be said if the report cannot have all findings.
pub(super) fn cut(n_findings: usize) -> Option<String> {
    (n_findings > MAX_RESULTS).then(|| {
        format!(
            "the SARIF report has the surest {MAX_RESULTS} of {n_findings} findings, because code scanning keeps no more"
        )
    })
}

fn descriptor(rule: &Rule) -> Value {
    let what = rule.section(HEADINGS[0]).replace('\n', " ");
    json!({
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": what},
        "help": {"text": rule.docs.trim(), "markdown": rule.docs.trim()},
        "defaultConfiguration": {"level": rule.level.name(), "enabled": rule.enabled_by_default},
        "properties": {
            "tags": ["concurrency", "correctness", "data-race"],
            "precision": rule.precision.name(),
            "problem.severity": problem_severity(rule.level),
        },
    })
}

fn problem_severity(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "recommendation",
    }
}

/// What was not read, so that an empty list of results is not taken for more than it is.
fn notifications(report: &Report<'_>) -> Value {
    let sources = report.sources;
    let partial = report.coverage.partial.iter().map(|(file, places)| {
        let first = places.first().copied();
        let place = first.map_or_else(
            || json!({"artifactLocation": artifact(*file, sources)}),
            |place| physical(place, sources),
        );
        json!({
            "level": "warning",
            "message": {"text": "Parts of this file could not be read; races in them are not found."},
            "locations": [{"physicalLocation": place}],
        })
    });
    let problems = report.coverage.problems.iter();
    let problems =
        problems.map(|problem| json!({"level": "warning", "message": {"text": problem}}));
    let notices = report.notices.iter().map(|notice| {
        let mut value = json!({
            "level": "warning",
            "message": {"text": notice.text},
            "properties": {"about": notice.about.name()},
        });
        if let Some(place) = notice.place {
            value["locations"] = json!([{"physicalLocation": physical(place, sources)}]);
        }
        value
    });
    let cut = cut(report.findings.len())
        .map(|text| json!({"level": "warning", "message": {"text": text}}));
    partial.chain(problems).chain(notices).chain(cut).collect()
}

fn result(finding: &Finding, sources: &Sources) -> Value {
    let conflict = &finding.conflict;
    let related = Related::of(finding);
    let index = RULES.iter().position(|rule| rule.id == finding.rule.id);
    let mut primary = location(conflict.teardown.trace.last().map(|step| step.location), sources);
    primary["physicalLocation"]["region"] = conflict
        .teardown
        .trace
        .last()
        .and_then(|step| sources.utf16_region(step.location))
        .map_or_else(
            || json!({"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 2}),
            region,
        );
    primary["logicalLocations"] = json!([logical_cell(&conflict.cell)]);
    json!({
        "ruleId": finding.rule.id,
        "ruleIndex": index,
        "level": finding.level.name(),
        "message": {"text": message(finding)},
        "locations": [primary],
        "relatedLocations": related.locations(sources),
        "codeFlows": [code_flow(finding, sources)],
        "partialFingerprints": {"closerace/v1": finding.fingerprint.to_string()},
        "properties": {"confidence": confidence_name(finding.confidence)},
    })
}

/// The related locations; their ids are their places in this list, from 1 on.
struct Related<'a> {
    steps: Vec<(&'a Step, String)>,
}

impl<'a> Related<'a> {
    fn of(finding: &'a Finding) -> Self {
        let conflict = &finding.conflict;
        let access =
            conflict.goroutine.trace.last().map(|step| (step, finding.texts.goroutine.clone()));
        let spawn = (&conflict.spawn, finding.texts.spawn.clone());
        Self { steps: access.into_iter().chain([spawn]).collect() }
    }

    fn locations(&self, sources: &Sources) -> Value {
        let located = self.steps.iter().enumerate().map(|(index, (step, text))| {
            let mut value = step_location(step, text, sources);
            value["id"] = (index + 1).into();
            value
        });
        located.collect()
    }
}

/// The message: a first sentence that stands alone, links to the other places, the reasons and the advice.
fn message(finding: &Finding) -> String {
    let conflict = &finding.conflict;
    let called = conflict.origin_kind == OriginKind::Caller;
    let mut text = format!("{}. ", unlinked(&finding.texts.message));
    if let Some(access) = conflict.goroutine.trace.last() {
        let _ = write!(
            text,
            "{}'s [{}](1) is in `{}`, {} in `{}`.",
            if called { "The caller" } else { "The goroutine" },
            noun(conflict.goroutine.operation),
            unlinked(&access.function),
            if called { "reached from what [anyone may call](2)" } else { "its [go statement](2)" },
            unlinked(&conflict.spawn.function)
        );
    }
    if !finding.texts.reasons.is_empty() {
        let _ = write!(
            text,
            "\nWhy nothing orders them: {}.",
            unlinked(&finding.texts.reasons.join("; "))
        );
    }
    if !finding.texts.remedies.is_empty() {
        let _ = write!(text, "\nWhat would: {}.", unlinked(&finding.texts.remedies.join("; or ")));
    }
    text
}

/// Go's `f[T](x)` has the form of a link; a backslash makes its brackets plain.
fn unlinked(text: &str) -> String {
    if text.contains("](") { text.replace('[', "\\[").replace(']', "\\]") } else { text.to_owned() }
}

/// One flow with two threads: they run beside each other, so no order is given between their steps.
fn code_flow(finding: &Finding, sources: &Sources) -> Value {
    let conflict = &finding.conflict;
    let called = conflict.origin_kind == OriginKind::Caller;
    let start = if called { "may be called on any goroutine" } else { "goroutine started here" };
    let spawn = thread_location(&conflict.spawn, start, sources);
    let thread = |side: &analyzer::Side| -> Vec<Value> {
        let texts =
            side.trace.iter().enumerate().map(|(index, _)| match side.trace.get(index + 1) {
                Some(next) => format!("calls `{}`", next.function),
                None => action(side.operation, &side.expression),
            });
        let located = side.trace.iter().zip(texts);
        located.map(|(step, text)| thread_location(step, &text, sources)).collect()
    };
    let goroutine: Vec<Value> = std::iter::once(spawn).chain(thread(&conflict.goroutine)).collect();
    json!({
        "message": {"text": "Two threads that nothing orders."},
        "threadFlows": [
            {"id": "teardown", "message": {"text": "the teardown"}, "locations": thread(&conflict.teardown)},
            {"id": "goroutine", "message": {"text": other_side(conflict)}, "locations": goroutine},
        ],
    })
}

fn thread_location(step: &Step, text: &str, sources: &Sources) -> Value {
    json!({"location": step_location(step, text, sources)})
}

fn step_location(step: &Step, text: &str, sources: &Sources) -> Value {
    let mut value = location(Some(step.location), sources);
    value["message"] = json!({"text": unlinked(text)});
    if !step.function.is_empty() {
        value["logicalLocations"] = json!([{"name": step.function, "kind": "function"}]);
    }
    value
}

fn location(location: Option<Location>, sources: &Sources) -> Value {
    location
        .map_or_else(|| json!({}), |place| json!({"physicalLocation": physical(place, sources)}))
}

fn physical(location: Location, sources: &Sources) -> Value {
    let mut value = json!({"artifactLocation": artifact(location.file, sources)});
    if let Some(place) = sources.utf16_region(location) {
        value["region"] = region(place);
    }
    value
}

fn region(region: Region) -> Value {
    json!({
        "startLine": region.line,
        "startColumn": region.start,
        "endLine": region.line,
        "endColumn": region.end,
    })
}

fn artifact(file: analyzer::FileId, sources: &Sources) -> Value {
    json!({"uri": percent_encoded(sources.in_repository(file)), "uriBaseId": "%SRCROOT%"})
}

fn logical_cell(cell: &Cell) -> Value {
    let (kind, name) = match cell {
        Cell::Field { field, .. } => ("member", field),
        Cell::Struct { type_name, .. } => ("type", type_name),
        Cell::Variable { name, .. } | Cell::Local { name, .. } => ("variable", name),
    };
    json!({"fullyQualifiedName": cell.qualified_name(), "kind": kind, "name": name})
}

#[cfg(test)]
mod tests;
