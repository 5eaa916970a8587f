//! A code quality report, as GitLab shows it in merge requests.

use closerace_rules::{Finding, Level};
use serde_json::{Value, json};

use super::Report;

/// A list with an object for each finding. GitLab knows findings by their fingerprints alone, which have to be different.
pub(super) fn render(report: &Report<'_>) -> Value {
    report.findings.iter().filter_map(|finding| issue(finding, report)).collect()
}

fn issue(finding: &Finding, report: &Report<'_>) -> Option<Value> {
    let access = finding.conflict.teardown.trace.last()?.location;
    let mut description = finding.texts.message.clone();
    if let Some(remedy) = finding.texts.remedies.first() {
        description += &format!("; what would order them: {remedy}");
    }
    Some(json!({
        "type": "issue",
        "check_name": finding.rule.id,
        "description": description,
        "categories": ["Bug Risk"],
        "severity": match finding.level {
            Level::Error => "major",
            Level::Warning => "minor",
            Level::Note => "info",
        },
        "fingerprint": finding.fingerprint.to_string(),
        "location": {
            "path": report.sources.in_repository(access.file),
            // A place without a line does not occur in practice; GitLab asks for one.
            "lines": {"begin": access.line.max(1)},
        },
    }))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use crate::args::Format;
    use crate::report::sample::Sample;

    #[test]
    fn issues_are_whole_and_different() {
        let report: Value = serde_json::from_str(&Sample::new().text(Format::Gitlab)).unwrap();
        let issues = report.as_array().unwrap();
        insta::assert_snapshot!(format!("{:#}", issues[0]), @r#"
        {
          "categories": [
            "Bug Risk"
          ],
          "check_name": "iterator-close",
          "description": "`Cache.m` is written by `(*Cache).drop` (reached from `(*Cache).Close`) while the goroutine `(*Cache).scan` may still read it; what would order them: move the wait for `c.wg` (line 12) before the write",
          "fingerprint": "1c4007e3d6f2d10800be37d107340767",
          "location": {
            "lines": {
              "begin": 16
            },
            "path": "close.go"
          },
          "severity": "major",
          "type": "issue"
        }
        "#);
        let fingerprints: BTreeSet<_> =
            issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
        assert_eq!((issues.len(), fingerprints.len()), (3, 3));
        assert_eq!(Sample::clean().text(Format::Gitlab), "[]\n");
    }
}
