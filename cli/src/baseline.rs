//! Findings that are known: one line each, sorted, without line numbers, so that it is read, merged and reviewed like
//! any other file.
//!
//! ```text
//! # closerace baseline 1. …
//! # for: . | tests false | …
//! iterator-close | example.com/cache.Cache.m | (*Cache).Close | (*Cache).scan # why
//! ```

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use closerace_rules::{Finding, Identity, Rule};

use crate::notice::{About, Notice};

const SEPARATOR: &str = " | ";
const TITLE: &str = "# closerace baseline ";
const VERSION: &str = "1";
const SCOPE: &str = "# for: ";

/// The findings that a file knows.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct Baseline {
    /// What was looked at when it was written.
    scope: Option<String>,
    entries: BTreeMap<Identity, Entry>,
}

#[derive(Clone, PartialEq, Eq, Default, Debug)]
struct Entry {
    line: usize,
    /// What somebody has written behind it.
    remark: Option<String>,
    found: bool,
}

impl Baseline {
    /// Reads a file; the error is one clear line.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => format!(
                "there is no baseline `{0}`: `closerace check --write-baseline {0}` writes one",
                path.display()
            ),
            _ => format!("cannot read the baseline `{}`: {error}", path.display()),
        })?;
        Self::parse(&text).map_err(|error| format!("{}:{error}", path.display()))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let mut baseline = Self::default();
        for (line, text) in text.lines().enumerate().map(|(index, line)| (index + 1, line.trim())) {
            if let Some(rest) = text.strip_prefix(TITLE) {
                if rest.split(|c: char| !c.is_ascii_digit()).next() != Some(VERSION) {
                    return Err(format!(
                        "{line}: this baseline is of another version of closerace"
                    ));
                }
            } else if let Some(scope) = text.strip_prefix(SCOPE) {
                baseline.scope = Some(scope.to_owned());
            } else if !text.is_empty() && !text.starts_with('#') {
                let (entry, remark) = match text.split_once(" #") {
                    Some((entry, remark)) => (entry.trim_end(), Some(remark.trim().to_owned())),
                    None => (text, None),
                };
                let parts: Vec<&str> = entry.split(SEPARATOR).collect();
                let [rule, cell, teardown, goroutine] = parts[..] else {
                    return Err(format!(
                        "{line}: not an entry of a baseline, which is `rule | cell | function that writes | goroutine`"
                    ));
                };
                let identity = Identity {
                    rule: rule.into(),
                    cell: cell.into(),
                    teardown: teardown.into(),
                    goroutine: goroutine.into(),
                };
                baseline.entries.insert(identity, Entry { line, remark, found: false });
            }
        }
        Ok(baseline)
    }

    /// Whether the finding is known; its entry is in use then.
    pub(crate) fn knows(&mut self, finding: &Finding) -> bool {
        let entry = self.entries.get_mut(&finding.identity);
        entry.is_some_and(|entry| {
            entry.found = true;
            true
        })
    }

    /// The entries that were not found, in order. What this run has not looked at cannot be found: there are none unless it
    /// has looked at what the writing run has looked at, and none of rules that do not run.
    pub(crate) fn stale(&self, file: &Path, scope: &str, running: &[&Rule]) -> Vec<Notice> {
        if self.scope.as_deref().is_some_and(|own| own != scope) {
            return Vec::new();
        }
        let runs = |identity: &Identity| running.iter().any(|rule| rule.id == identity.rule);
        let known = |identity: &Identity| closerace_rules::find(&identity.rule).is_some();
        let mut stale: Vec<_> = self
            .entries
            .iter()
            .filter(|(identity, entry)| !entry.found && (runs(identity) || !known(identity)))
            .collect();
        stale.sort_by_key(|(_, entry)| entry.line);
        stale
            .into_iter()
            .map(|(identity, entry)| Notice {
                about: About::StaleBaseline,
                place: None,
                text: format!(
                    "{}:{}: no longer found: {}",
                    file.display(),
                    entry.line,
                    line_of(identity)
                ),
            })
            .collect()
    }

    /// The text of a file that knows these findings. The remarks of the file that it replaces are kept.
    pub(crate) fn text(findings: &[Finding], scope: &str, old: Option<&Self>) -> String {
        let mut text = format!(
            "{TITLE}{VERSION}. Findings that are known: rule | cell | function that writes | goroutine # remark\n\
             {SCOPE}{scope}\n"
        );
        let mut identities: Vec<&Identity> =
            findings.iter().map(|finding| &finding.identity).collect();
        identities.sort_unstable();
        identities.dedup();
        for identity in identities {
            let remark = old.and_then(|old| old.entries.get(identity)?.remark.as_deref());
            let remark = remark.map_or_else(String::new, |remark| format!(" # {remark}"));
            let _ = writeln!(text, "{}{remark}", line_of(identity));
        }
        text
    }
}

fn line_of(identity: &Identity) -> String {
    let Identity { rule, cell, teardown, goroutine } = identity;
    [&**rule, cell, teardown, goroutine].join(SEPARATOR)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Baseline;
    use crate::report::sample::Sample;

    const SCOPE: &str = ". | tests false";

    fn findings() -> Vec<closerace_rules::Finding> {
        closerace_rules::findings(&Sample::new().analysis, closerace_rules::RULES)
    }

    #[test]
    fn what_is_written_is_known() {
        let text = Baseline::text(&findings(), SCOPE, None);
        insta::assert_snapshot!(text, @r"
        # closerace baseline 1. Findings that are known: rule | cell | function that writes | goroutine # remark
        # for: . | tests false
        iterator-close | example.com/cache.Cache.m | (*Cache).drop | (*Cache).scan
        iterator-close | example.com/cache.Cache.n | (*Cache).drop | (*Cache).scan
        write-after-go | example.com/cache.live | (*Cache).drop | (*Cache).scan
        ");
        let mut baseline = Baseline::parse(&text).unwrap();
        assert!(findings().iter().all(|finding| baseline.knows(finding)));
        let running = closerace_rules::RULES;
        assert_eq!(baseline.stale(Path::new("known"), SCOPE, running), []);
    }

    #[test]
    fn what_is_not_found_is_stale_if_it_was_looked_for() {
        let text = Baseline::text(&findings(), SCOPE, None);
        let mut baseline = Baseline::parse(&text).unwrap();
        assert!(baseline.knows(&findings()[0]));
        let stale = |scope, running: &[&closerace_rules::Rule]| {
            let notices = baseline.stale(Path::new("known"), scope, running);
            notices.into_iter().map(|notice| notice.text + "\n").collect::<String>()
        };
        insta::assert_snapshot!(stale(SCOPE, closerace_rules::RULES), @r"
        known:4: no longer found: iterator-close | example.com/cache.Cache.n | (*Cache).drop | (*Cache).scan
        known:5: no longer found: write-after-go | example.com/cache.live | (*Cache).drop | (*Cache).scan
        ");
        insta::assert_snapshot!(stale(SCOPE, &closerace_rules::RULES[..1]), @"known:4: no longer found: iterator-close | example.com/cache.Cache.n | (*Cache).drop | (*Cache).scan");
        assert_eq!(stale("cmd | tests false", closerace_rules::RULES), "");
    }

    #[test]
    fn remarks_are_kept() {
        let text = Baseline::text(&findings(), SCOPE, None);
        let remarked = text.replace("(*Cache).scan\n", "(*Cache).scan # see issue 7\n");
        assert_ne!(text, remarked);
        let old = Baseline::parse(&remarked).unwrap();
        assert_eq!(Baseline::text(&findings(), SCOPE, Some(&old)), remarked);
    }

    #[test]
    fn what_is_no_baseline_is_refused() {
        let error = |text: &str| Baseline::parse(text).unwrap_err();
        insta::assert_snapshot!(error("# comment\n\npackage main\n"), @"3: not an entry of a baseline, which is `rule | cell | function that writes | goroutine`");
        insta::assert_snapshot!(error("<<<<<<< HEAD\n"), @"1: not an entry of a baseline, which is `rule | cell | function that writes | goroutine`");
        insta::assert_snapshot!(error("# closerace baseline 2. \n"), @"1: this baseline is of another version of closerace");
        assert_eq!(Baseline::parse("").unwrap(), Baseline::default());
    }
}
