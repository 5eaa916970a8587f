//! Tests of the registry: every rule is whole, and every conflict has one owner.

use std::collections::BTreeSet;

use analyzer::{
    Analysis, Cell, Confidence, Conflict, FileId, Location, Operation, OriginKind, Reason, Remedy,
    RootKind, Side, SignalKind, SourceFileInfo, Step,
};
use closerace_analyzer as analyzer;

use crate::rule::{ACCESSES, HEADINGS, ORIGINS, READS, ROOTS, WRITES};
use crate::{RULES, claim, claims, findings, group};

fn location(line: u32) -> Location {
    let span = analyzer::syntax::facts::Span { start: line * 10, end: line * 10 + 3 };
    Location { file: FileId(0), span, line, column: 2 }
}

fn step(function: &str, line: u32) -> Step {
    Step { function: function.into(), location: location(line), lines: (line - 2, line + 2) }
}

fn field(name: &str) -> Cell {
    Cell::Field {
        package: "example.com/cache".into(),
        type_name: "Cache".into(),
        field: name.into(),
    }
}

fn side(operation: Operation, expression: &str, trace: Vec<Step>) -> Side {
    Side { operation, trace, locks: Vec::new(), expression: expression.into() }
}

fn conflict() -> Conflict {
    Conflict {
        cell: field("m"),
        declared: vec![location(3)],
        root_kind: RootKind::EndOfLife,
        origin_kind: OriginKind::Own,
        teardown: side(Operation::Write, "c.m", vec![step("(*Cache).Close", 42)]),
        goroutine: side(Operation::Read, "c.m", vec![step("(*Cache).scan", 30)]),
        spawn: step("New", 20),
        spawn_trace: vec![step("New", 20)],
        confidence: Confidence::High,
        reasons: vec![Reason::Nothing],
        remedies: vec![Remedy::AddJoin],
        also: Vec::new(),
    }
}

fn analysis(conflicts: Vec<Conflict>) -> Analysis {
    let files = vec![SourceFileInfo { path: "cache.go".into(), absolute: "/src/cache.go".into() }];
    Analysis { files, conflicts, ..Analysis::default() }
}

#[test]
fn declarations_are_whole() {
    let mut seen = BTreeSet::new();
    for rule in RULES {
        assert!(seen.insert(rule.id), "{} twice", rule.id);
        assert!(rule.id.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", rule.id);
        assert_eq!(
            rule.name.to_lowercase(),
            rule.id.replace('-', ""),
            "the name is the id in PascalCase"
        );
        assert!(!rule.title.ends_with('.') && rule.title.len() < 100, "{}", rule.id);
        let headings: Vec<&str> =
            rule.docs.lines().filter(|line| line.starts_with("## ")).collect();
        assert_eq!(headings, HEADINGS, "{}", rule.id);
        for heading in HEADINGS {
            assert!(!rule.section(heading).is_empty(), "{}: {heading}", rule.id);
        }
        for example in [rule.bad_example(), rule.good_example()] {
            assert!(example.starts_with("package "), "{}", rule.id);
        }
        assert_ne!(rule.bad_example(), rule.good_example());
        // Services cut longer descriptions.
        assert!(rule.section("## What it reports").len() < 1000, "{}", rule.id);
    }
}

/// Whether the operations conflict at all.
fn conflicts(teardown: Operation, goroutine: Operation) -> bool {
    use Operation as O;
    match (teardown, goroutine) {
        (O::WaitGroupWait, other) => other == O::WaitGroupAdd,
        (O::Close, other) => matches!(other, O::Send | O::Close),
        // Sends order themselves, and a group is waited for by the teardown.
        (O::Send | O::WaitGroupAdd, _) => false,
        (read, other) if READS.contains(&read) => WRITES.contains(&other),
        _ => true,
    }
}

#[test]
fn every_conflict_has_one_owner() {
    let cells = [
        field("m"),
        Cell::Struct { package: "p".into(), type_name: "T".into() },
        Cell::Variable { package: "p".into(), name: "v".into() },
        Cell::Local { package: "p".into(), function: "f".into(), name: "x".into() },
    ];
    for cell in cells {
        for &root_kind in ROOTS {
            for &origin_kind in ORIGINS {
                for &teardown in ACCESSES {
                    for &goroutine in ACCESSES {
                        let mut conflict =
                            Conflict { cell: cell.clone(), root_kind, origin_kind, ..conflict() };
                        conflict.teardown.operation = teardown;
                        conflict.goroutine.operation = goroutine;
                        let owners: Vec<_> = RULES
                            .iter()
                            .filter(|rule| rule.claim.covers(&conflict))
                            .map(|rule| rule.id)
                            .collect();
                        if !conflicts(teardown, goroutine) {
                            continue;
                        }
                        assert_eq!(
                            owners.len(),
                            1,
                            "{cell:?} {root_kind:?} {origin_kind:?} {teardown:?} {goroutine:?}: {owners:?}"
                        );
                        assert_eq!(claim(&conflict).map(|rule| rule.id), owners.first().copied());
                    }
                }
            }
        }
    }
}

#[test]
fn only_what_is_claimed_is_looked_for() {
    let all = claims(RULES);
    assert!(all.teardown_writes && all.late_adds && all.tail_writes);
    assert!(all.teardown_reads && all.closes);
    assert!(all.captured && all.restarts);
    let one: Vec<_> =
        RULES.iter().copied().filter(|rule| rule.id == "waitgroup-late-add").collect();
    let needs = claims(&one);
    assert!(needs.late_adds && !needs.teardown_writes && !needs.tail_writes);
}

#[test]
fn rules_that_are_off_report_nothing() {
    let off: Vec<_> = RULES.iter().copied().filter(|rule| rule.id != "iterator-close").collect();
    assert!(findings(&analysis(vec![conflict()]), &off).is_empty());
}

#[test]
fn fingerprint_ignores_lines_and_keeps_names() {
    let base = findings(&analysis(vec![conflict()]), RULES);
    let mut moved = conflict();
    moved.teardown.trace = vec![step("(*Cache).Close", 142)];
    moved.spawn = step("Elsewhere", 7);
    let moved = findings(&analysis(vec![moved]), RULES);
    assert_eq!(base[0].fingerprint, moved[0].fingerprint);
    let other = findings(&analysis(vec![Conflict { cell: field("n"), ..conflict() }]), RULES);
    assert_ne!(base[0].fingerprint, other[0].fingerprint);
    // What is in users' baselines must stay what it is.
    insta::assert_snapshot!(base[0].fingerprint, @"c5f487e2a9c734d8ea0ef955ea588fc6");
}

#[test]
fn one_fingerprint_is_one_finding_and_the_surer_conflict_leads() {
    let mut first = conflict();
    first.confidence = Confidence::Low;
    let mut second = conflict();
    second.teardown.trace = vec![step("(*Cache).Close", 50)];
    let merged = findings(&analysis(vec![first.clone(), second.clone(), first.clone()]), RULES);
    assert_eq!(merged.len(), 1);
    assert_eq!(merged[0].confidence, Confidence::High);
    assert_eq!(merged[0].conflict.teardown, second.teardown);
    assert_eq!(merged[0].conflict.also, [(location(42), location(30))]);
}

#[test]
fn cells_of_one_teardown_against_one_goroutine_are_shown_as_one() {
    let many = ["m", "n", "o", "p"].map(|name| Conflict { cell: field(name), ..conflict() });
    let found = findings(&analysis(many.to_vec()), RULES);
    assert_eq!(found.len(), 4);
    let groups = group(&found);
    assert_eq!(groups.len(), 1);
    insta::assert_snapshot!(groups[0].message, @"`Cache.m`, `Cache.n` and 2 more are written by `(*Cache).Close` while the goroutine `(*Cache).scan` may still read them");
    let mut elsewhere = conflict();
    elsewhere.teardown.trace = vec![step("(*Cache).Stop", 60)];
    let found = findings(&analysis(vec![conflict(), elsewhere]), RULES);
    assert_eq!(group(&found).len(), 2);
}

#[test]
fn each_rule_words_its_own_message() {
    let with = |root_kind, origin_kind, teardown, goroutine| {
        let mut conflict = Conflict { root_kind, origin_kind, ..conflict() };
        conflict.teardown.operation = teardown;
        conflict.goroutine.operation = goroutine;
        conflict
    };
    use Operation as Op;
    let mut reached = with(RootKind::EndOfLife, OriginKind::Own, Op::MapWrite, Op::MapRead);
    reached.teardown.trace = vec![step("(*Cache).Close", 42), step("(*Cache).drop", 50)];
    reached.goroutine.trace = vec![step("New.func.func", 21)];
    let conflicts = [
        conflict(),
        reached,
        with(RootKind::ReInitialisation, OriginKind::Own, Op::Overwrite, Op::AtomicRead),
        with(RootKind::ReInitialisation, OriginKind::Foreign, Op::Write, Op::Use),
        with(RootKind::EndOfLife, OriginKind::Own, Op::WaitGroupWait, Op::WaitGroupAdd),
        with(RootKind::SpawnersTail, OriginKind::Own, Op::Write, Op::Read),
        with(RootKind::EndOfLife, OriginKind::Caller, Op::Close, Op::Send),
        with(RootKind::EndOfLife, OriginKind::Caller, Op::Read, Op::Write),
        with(RootKind::ReInitialisation, OriginKind::Caller, Op::Write, Op::Read),
    ];
    let messages: Vec<String> = conflicts
        .iter()
        .flat_map(|conflict| findings(&analysis(vec![conflict.clone()]), RULES))
        .map(|finding| format!("{}: {}", finding.rule.id, finding.texts.message))
        .collect();
    insta::assert_snapshot!(messages.join("\n"), @r"
    iterator-close: `Cache.m` is written by `(*Cache).Close` while the goroutine `(*Cache).scan` may still read it
    iterator-close: `Cache.m` is changed (its entries) by `(*Cache).drop` (reached from `(*Cache).Close`) while the goroutine of the function literal in `New` may still read entries of it
    tracker-reset: `Cache.m` is overwritten as a whole by `(*Cache).Close`, which sets the object up anew, while its goroutine `(*Cache).scan` may read it atomically
    killer-signal: `Cache.m` is written by `(*Cache).Close`, which sets the object up anew, while the goroutine `(*Cache).scan`, started elsewhere, may use it
    waitgroup-late-add: `(*Cache).Close` waits on `Cache.m` while the goroutine `(*Cache).scan` may not yet have called `Add`
    write-after-go: `Cache.m` is written by `(*Cache).Close` after the start of the goroutine `(*Cache).scan`, which may already read it
    close-send: `Cache.m` is closed by `(*Cache).Close` while the caller of `(*Cache).scan` may still send on it
    teardown-read: `Cache.m` is read by `(*Cache).Close` while the caller of `(*Cache).scan` may still write it
    killer-signal: `Cache.m` is written by `(*Cache).Close`, which sets the object up anew, while the caller of `(*Cache).scan` may read it
    ");
}

#[test]
fn every_reason_and_remedy_is_a_sentence() {
    let what = || "c.stop".to_owned();
    let group = || "c.wg".to_owned();
    let at = location(41);
    let mut conflict = conflict();
    conflict.teardown.locks = vec![("c.mu".into(), false)];
    conflict.goroutine.locks = vec![("c.readMu".into(), true)];
    conflict.reasons = vec![
        Reason::SignalOnly { what: what(), how: SignalKind::Close, at },
        Reason::SignalOnly {
            what: what(),
            how: SignalKind::Send,
            at: Location { file: FileId(1), ..at },
        },
        Reason::SignalOnly {
            what: "c.cancel".into(),
            how: SignalKind::Cancel,
            at: Location { line: 0, ..at },
        },
        Reason::SignalOnly { what: "c.closed".into(), how: SignalKind::Flag, at },
        Reason::SignalOnly { what: "c.timer".into(), how: SignalKind::TimerStop, at },
        Reason::WaitAfterAccess { what: "c.wg.Wait()".into(), at },
        Reason::WaitAfterAccess { what: group(), at },
        Reason::WaitsForOther { what: "<-c.flushed".into(), at },
        Reason::AddNotBeforeSpawn { what: group(), at },
        Reason::ReleasedBeforeAccess { what: group(), at },
        Reason::WaitOnSomePaths { what: group(), at },
        Reason::StopDoesNotWait { function: "(*Cache).Stop".into(), at },
        Reason::DifferentLocks,
        Reason::GoroutineHoldsNoLock,
        Reason::TeardownHoldsNoLock,
        Reason::ReadLockOnly { lock: "c.mu".into() },
        Reason::MixedAtomic,
        Reason::Nothing,
    ];
    conflict.remedies = vec![
        Remedy::MoveWaitUp { what: group(), at },
        Remedy::WaitFor { what: group(), group: true },
        Remedy::WaitFor { what: "c.done".into(), group: false },
        Remedy::TakeLock { lock: "c.mu".into(), on_goroutine: true },
        Remedy::TakeLock { lock: "c.readMu".into(), on_goroutine: false },
        Remedy::WriteLock { lock: "c.mu".into() },
        Remedy::AddBeforeSpawn { what: group() },
        Remedy::MoveBeforeSpawn,
        Remedy::OwnVariable,
        Remedy::LetSenderClose,
        Remedy::GuardBoth,
        Remedy::Atomic,
        Remedy::AddJoin,
    ];
    let mut analysis = analysis(vec![conflict]);
    analysis
        .files
        .push(SourceFileInfo { path: "other.go".into(), absolute: "/src/other.go".into() });
    let texts = findings(&analysis, RULES).remove(0).texts;
    insta::assert_snapshot!(texts.reasons.join("\n"), @r"
    `(*Cache).Close` closes `c.stop` (line 41), which asks the goroutine to end and does not wait for it
    `(*Cache).Close` sends on `c.stop` (other.go:41), which asks the goroutine to end and does not wait for it
    `(*Cache).Close` calls `c.cancel`, which asks the goroutine to end and does not wait for it
    `(*Cache).Close` sets `c.closed` (line 41), which the goroutine looks at, and does not wait for the goroutine to end
    `(*Cache).Close` stops `c.timer` (line 41), which does not wait for a call that has already begun
    `c.wg.Wait()` (line 41) comes only after the write
    the wait for `c.wg` (line 41) comes only after the write
    `<-c.flushed` (line 41) is for something that this goroutine does not release
    the wait for `c.wg` (line 41) may find the group empty and return at once: nothing is added to it before the goroutine is started
    the wait for `c.wg` (line 41) ends as soon as the goroutine releases it, and that is before its last read
    the wait for `c.wg` (line 41) is reached on some paths only
    `(*Cache).Stop` (line 41) asks the goroutine of the earlier start to end and does not wait for it
    the two hold different locks: the teardown `c.mu`, the goroutine `c.readMu`
    only the teardown holds `c.mu`; the goroutine holds no lock
    only the goroutine holds `c.readMu`; the teardown holds no lock
    `c.mu` is held for reading on both sides, and read locks do not exclude each other
    one side is atomic and the other is not, and atomics order only what is atomic on both sides
    no wait, lock or channel connects the two
    ");
    insta::assert_snapshot!(texts.remedies.join("\n"), @r"
    move the wait for `c.wg` (line 41) before the write
    wait for the goroutine before the write: it already calls `Done` on `c.wg` at its end
    wait for the goroutine before the write: it already releases `c.done` at its end, so receive from it
    hold `c.mu`, as the teardown does, around the goroutine's read
    hold `c.readMu`, as the goroutine does, around the write
    take `c.mu` with `Lock` rather than `RLock` around the write
    call `Add` on `c.wg` before the `go` statement
    move the write before the `go` statement
    give each goroutine a variable of its own instead of `Cache.m`: declare it in the function literal, or pass the value as an argument
    leave it to the goroutine to close the channel, once it sends no more
    let the goroutine check that the object is still open under a lock that it holds until after its read, and mark it closed under that lock before the write
    access `Cache.m` through `sync/atomic` on both sides
    make the goroutine announce its end (`defer wg.Done()`, or a channel that it closes) and wait for that before the write
    ");
    insta::assert_snapshot!([texts.teardown, texts.goroutine, texts.spawn].join("\n"), @r"
    `(*Cache).Close` writes `c.m`
    the goroutine reads `c.m`
    `New` starts the goroutine
    ");
}
