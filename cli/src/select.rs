//! Which findings are shown: the one chain of filters, each with a count of what it has taken out.
//!
//! A rule that is off finds nothing in the first place. Then come, in this order: confidence, comments that silence, the
//! baseline, what is older than a revision, and last, so that nothing old takes the place of something that was mended, the
//! limit on goroutines for one write.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::path::Path;

use analyzer::{Analysis, Conflict, Operation, OriginKind, RootKind};
use closerace_analyzer as analyzer;
use closerace_rules::{self as rules, Finding, Fingerprint, Identity};

use crate::baseline::Baseline;
use crate::ignores::{Ignores, Policy};
use crate::notice::Notice;
use crate::settings::Settings;

/// How many findings are not shown, and why.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Hidden {
    /// A comment silences them.
    pub(crate) silenced: usize,
    /// The baseline knows them.
    pub(crate) known: usize,
    /// They are not new since the revision.
    pub(crate) old: usize,
    /// They are of further goroutines that race with the same write.
    pub(crate) further: usize,
}

/// At most so many goroutines are told of for one cell in one function.
const MAX_GOROUTINES: usize = 2;

/// The findings to show, and what is to be said about the others.
#[derive(Default)]
pub(crate) struct Selection {
    pub(crate) findings: Vec<Finding>,
    pub(crate) hidden: Hidden,
    pub(crate) notices: Vec<Notice>,
}

impl Selection {
    /// The findings of an analysis that no comment silences.
    pub(crate) fn of(analysis: &Analysis, settings: &Settings) -> Self {
        let running = settings.enabled();
        let mut findings = rules::findings(analysis, &running);
        let least = settings.min_confidence.value.into();
        findings.retain(|finding| finding.confidence >= least);
        for finding in &mut findings {
            finding.level = settings.level(finding.rule);
        }
        let policy = Policy {
            require_reason: settings.require_reason.value,
            report_unused: settings.report_unused.value,
        };
        let mut ignores = Ignores::new(&analysis.directives, policy);
        let before = findings.len();
        findings.retain(|finding| !ignores.silence(finding));
        let hidden = Hidden { silenced: before - findings.len(), ..Hidden::default() };
        Self { findings, hidden, notices: ignores.notices(&running) }
    }

    /// Takes out what a baseline knows.
    pub(crate) fn without_known(
        &mut self,
        baseline: &mut Baseline,
        file: &Path,
        settings: &Settings,
    ) {
        let before = self.findings.len();
        self.findings.retain(|finding| !baseline.knows(finding));
        self.hidden.known = before - self.findings.len();
        let stale = baseline.stale(file, &settings.scope, &settings.enabled());
        self.notices.extend(stale);
    }

    /// Where one function's access to a cell races with many goroutines, leaves the surest few, which say it all. Of
    /// goroutines that are as sure and as near, names decide, for they outlive a reordering of the sources. Beside goroutines
    /// that are seen to start, those that may call say nothing new.
    pub(crate) fn without_further(&mut self) {
        let mut alike: HashMap<_, Vec<&Finding>> = HashMap::new();
        for finding in &self.findings {
            let access = finding.conflict.teardown.trace.last();
            let function = access.map(|step| (step.location.file, step.lines));
            // What happens to a channel is another story than what happens to the field that holds it.
            let closes = finding.conflict.teardown.operation == Operation::Close;
            let Identity { cell, teardown, .. } = &finding.identity;
            alike.entry((cell, teardown, function, closes)).or_default().push(finding);
        }
        let mut shown: HashSet<Fingerprint> = HashSet::new();
        for mut findings in alike.into_values() {
            let calls = |finding: &Finding| finding.conflict.origin_kind == OriginKind::Caller;
            let starts = findings.iter().filter(|finding| !calls(finding));
            let surest = starts.map(|finding| finding.confidence).max();
            findings.retain(|finding| !calls(finding) || Some(finding.confidence) > surest);
            findings.sort_by_key(|finding| rank(finding));
            shown.extend(findings.iter().take(MAX_GOROUTINES).map(|finding| finding.fingerprint));
        }
        let before = self.findings.len();
        self.findings.retain(|finding| shown.contains(&finding.fingerprint));
        self.hidden.further = before - self.findings.len();
    }

    /// The fingerprints of the findings.
    pub(crate) fn fingerprints(&self) -> HashSet<Fingerprint> {
        self.findings.iter().map(|finding| finding.fingerprint).collect()
    }
}

/// What tells the surer and nearer of two goroutines: the smaller is to be shown.
fn rank(finding: &Finding) -> impl Ord {
    let Conflict { teardown, goroutine, root_kind, .. } = &finding.conflict;
    (
        Reverse(finding.confidence),
        // A write that races says more than a read that does.
        teardown.operation.is_read(),
        *root_kind == RootKind::SpawnersTail,
        teardown.trace.len() + goroutine.trace.len(),
        goroutine.operation != Operation::Read,
        finding.identity.clone(),
    )
}
