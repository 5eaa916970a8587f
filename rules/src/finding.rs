//! A finding: a conflict, the rule that claims it, and what is said about it.

use std::collections::HashMap;

use analyzer::{Analysis, Confidence, Conflict};
use closerace_analyzer as analyzer;

use crate::fingerprint::{Fingerprint, Identity, entry_function};
use crate::rule::{Level, Rule};
use crate::wording::{self, Words};

/// What is reported.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that claims the conflict.
    pub rule: &'static Rule,
    /// How grave it is.
    pub level: Level,
    /// How sure the analysis is.
    pub confidence: Confidence,
    /// The two accesses, with all that is known of them.
    pub conflict: Conflict,
    /// What is said about it.
    pub texts: Texts,
    /// What makes it itself across commits.
    pub identity: Identity,
    /// The hash of that.
    pub fingerprint: Fingerprint,
}

/// What is said about a finding, without markup but for backquotes around code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Texts {
    /// What is wrong, in one line that needs no context.
    pub message: String,
    /// What happens at the teardown access.
    pub teardown: String,
    /// What happens at the goroutine's access.
    pub goroutine: String,
    /// What happens at the `go` statement.
    pub spawn: String,
    /// Why nothing orders the two: a sentence for each of the conflict's reasons.
    pub reasons: Vec<String>,
    /// What would order them: a sentence for each of the conflict's remedies.
    pub remedies: Vec<String>,
}

impl Finding {
    fn new(rule: &'static Rule, conflict: &Conflict, analysis: &Analysis) -> Self {
        let places = wording::Places::new(&analysis.files, conflict);
        let texts = Texts {
            message: (rule.message)(&Words::of(&[conflict])),
            teardown: wording::teardown_label(conflict),
            goroutine: wording::goroutine_label(conflict),
            spawn: wording::spawn_label(conflict),
            reasons: conflict
                .reasons
                .iter()
                .map(|reason| wording::reason(reason, conflict, &places))
                .collect(),
            remedies: conflict
                .remedies
                .iter()
                .map(|remedy| wording::remedy(remedy, conflict, &places))
                .collect(),
        };
        let identity = Identity::of(rule, conflict);
        Self {
            rule,
            level: rule.level,
            confidence: conflict.confidence,
            conflict: conflict.clone(),
            texts,
            fingerprint: identity.fingerprint(),
            identity,
        }
    }

    /// Takes in a finding of the same fingerprint: the surer one stays, the accesses of the other become further ones.
    fn merge(&mut self, mut other: Finding) {
        if other.confidence > self.confidence {
            std::mem::swap(self, &mut other);
        }
        let pair = wording::accesses(&other.conflict);
        for pair in pair.into_iter().chain(other.conflict.also) {
            let known = wording::accesses(&self.conflict) == Some(pair);
            if !known && !self.conflict.also.contains(&pair) {
                self.conflict.also.push(pair);
            }
        }
    }
}

/// The findings of the enabled rules, in the order of their places; conflicts of one fingerprint are one finding.
#[must_use]
pub fn findings(analysis: &Analysis, enabled: &[&'static Rule]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    let mut by_fingerprint: HashMap<Fingerprint, usize> = HashMap::new();
    for conflict in &analysis.conflicts {
        let Some(rule) = enabled.iter().copied().find(|rule| rule.claim.covers(conflict)) else {
            continue;
        };
        let finding = Finding::new(rule, conflict, analysis);
        match by_fingerprint.get(&finding.fingerprint) {
            Some(&index) => findings[index].merge(finding),
            None => {
                by_fingerprint.insert(finding.fingerprint, findings.len());
                findings.push(finding);
            }
        }
    }
    // A merge may have moved a finding to a later place.
    findings.sort_by(|a, b| {
        let key = |finding: &Finding| wording::accesses(&finding.conflict);
        (key(a), &a.conflict.cell, a.rule.id).cmp(&(key(b), &b.conflict.cell, b.rule.id))
    });
    findings
}

/// Findings that a reader sees as one: several cells of one teardown against one goroutine.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// The findings, at least one, in their order.
    pub findings: Vec<&'a Finding>,
    /// What is wrong with all of them, in one line.
    pub message: String,
    /// Why nothing orders them: sentences, with the cells in front if one is not about all.
    pub reasons: Vec<String>,
    /// What would order them, in the same way.
    pub remedies: Vec<String>,
}

impl<'a> Group<'a> {
    fn new(findings: Vec<&'a Finding>) -> Self {
        let conflicts: Vec<&Conflict> = findings.iter().map(|finding| &finding.conflict).collect();
        Self {
            message: (findings[0].rule.message)(&Words::of(&conflicts)),
            reasons: shared(&findings, |texts| &texts.reasons),
            remedies: shared(&findings, |texts| &texts.remedies),
            findings,
        }
    }
}

/// The sentences of all findings, each once, and with the cells in front that it is about unless those are all.
fn shared(findings: &[&Finding], of: impl Fn(&Texts) -> &Vec<String>) -> Vec<String> {
    let mut sentences: Vec<(&String, Vec<String>)> = Vec::new();
    let mut all: Vec<String> = Vec::new();
    for finding in findings {
        let cell = finding.conflict.cell.short_name();
        for sentence in of(&finding.texts) {
            match sentences.iter_mut().find(|(known, _)| *known == sentence) {
                Some((_, cells)) if cells.contains(&cell) => {}
                Some((_, cells)) => cells.push(cell.clone()),
                None => sentences.push((sentence, vec![cell.clone()])),
            }
        }
        if !all.contains(&cell) {
            all.push(cell);
        }
    }
    let told = sentences.into_iter().map(|(sentence, cells)| {
        if cells.len() == all.len() {
            sentence.clone()
        } else {
            format!("for {}: {sentence}", wording::cell_names(&cells))
        }
    });
    told.collect()
}

/// Puts findings of one rule, teardown and goroutine together, each group at the place of its first.
#[must_use]
pub fn group(findings: &[Finding]) -> Vec<Group<'_>> {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    let mut by_key: HashMap<_, usize> = HashMap::new();
    for finding in findings {
        let conflict = &finding.conflict;
        let key = (
            finding.rule.id,
            conflict.root_kind,
            // Names alone would join equally named functions of two packages.
            conflict.teardown.trace.first().map(|step| step.location.file),
            conflict.goroutine.trace.first().map(|step| step.location.file),
            entry_function(&conflict.teardown),
            entry_function(&conflict.goroutine),
            conflict.spawn.location,
        );
        match by_key.get(&key) {
            Some(&index) => groups[index].push(finding),
            None => {
                by_key.insert(key, groups.len());
                groups.push(vec![finding]);
            }
        }
    }
    groups.into_iter().map(Group::new).collect()
}
