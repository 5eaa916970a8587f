//! The examples in the documentation of the rules: the bad one is found by its rule and by no other, the good one is silent.

use closerace_rules::{RULES, Rule};
use libtest_mimic::{Failed, Trial};

use crate::support::{Finding, TempFolder, findings, lines};

pub(crate) fn tests() -> Vec<Trial> {
    let bad = |rule: &'static Rule| {
        Trial::test(format!("examples::{}/bad", rule.id), || {
            let findings = found(rule, rule.bad_example())?;
            match findings.as_slice() {
                [one] if one.rule == rule.id => Ok(()),
                _ => {
                    Err(format!("not exactly one finding of this rule:{}", lines(&findings)).into())
                }
            }
        })
    };
    let good = |rule: &'static Rule| {
        Trial::test(format!("examples::{}/good", rule.id), || {
            let findings = found(rule, rule.good_example())?;
            match findings.is_empty() {
                true => Ok(()),
                false => Err(format!("not silent:{}", lines(&findings)).into()),
            }
        })
    };
    RULES.iter().flat_map(|rule| [bad(rule), good(rule)]).collect()
}

fn found(rule: &Rule, example: &str) -> Result<Vec<Finding>, Failed> {
    let folder = TempFolder::module();
    folder.write("example.go", example);
    findings(folder.path(), &["--enable", rule.id])
}
