//! Which findings are shown: the one chain of filters, each with a count of what it has taken out.
//!
//! A rule that is off finds nothing in the first place. Then come, in this order: confidence, comments that silence, the
//! baseline, and what is older than a revision.

use std::collections::HashSet;
use std::path::Path;

use analyzer::Analysis;
use closerace_analyzer as analyzer;
use closerace_rules::{self as rules, Finding, Fingerprint};

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
}

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

    /// The fingerprints of the findings.
    pub(crate) fn fingerprints(&self) -> HashSet<Fingerprint> {
        self.findings.iter().map(|finding| finding.fingerprint).collect()
    }
}
