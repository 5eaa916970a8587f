//! Comments that silence findings: `//closerace:ignore RULE reason`, `//nolint:closerace // reason` and
//! `//lint:ignore closerace reason`.

use analyzer::{Directive, Location};
use closerace_analyzer as analyzer;
use closerace_rules::{self as rules, Finding, Rule};

use crate::notice::{About, Notice};
use crate::suggest;

/// What a comment says.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Reading {
    /// It silences these rules, or all of them if there are none.
    Ignore { rules: Vec<&'static str>, has_reason: bool },
    /// It is meant to silence something, and this is wrong with it.
    Wrong(String),
    /// It speaks to somebody else.
    Other,
}

/// How comments are read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Policy {
    /// Whether one without a reason silences nothing.
    pub(crate) require_reason: bool,
    /// Whether those that silence nothing are told of.
    pub(crate) report_unused: bool,
}

/// The comments of an analysis that silence findings.
pub(crate) struct Ignores<'a> {
    policy: Policy,
    ignores: Vec<Ignore<'a>>,
    notices: Vec<Notice>,
}

struct Ignore<'a> {
    directive: &'a Directive,
    rules: Vec<&'static str>,
    used: bool,
}

impl<'a> Ignores<'a> {
    /// Reads the comments.
    pub(crate) fn new(directives: &'a [Directive], policy: Policy) -> Self {
        let mut ignores = Vec::new();
        let mut notices = Vec::new();
        for directive in directives {
            let mut complain = |text: String| {
                let place = Some(directive.location);
                notices.push(Notice { about: About::BadIgnore, place, text });
            };
            match read(&directive.text) {
                Reading::Other => {}
                Reading::Wrong(text) => complain(text),
                Reading::Ignore { has_reason: false, .. } if policy.require_reason => {
                    complain("this comment silences nothing, because it gives no reason".into());
                }
                Reading::Ignore { rules, .. } => {
                    ignores.push(Ignore { directive, rules, used: false });
                }
            }
        }
        Self { policy, ignores, notices }
    }

    /// Whether a comment silences the finding. All comments that do are used.
    pub(crate) fn silence(&mut self, finding: &Finding) -> bool {
        let mut silenced = false;
        for ignore in &mut self.ignores {
            let of_rule = ignore.rules.is_empty() || ignore.rules.contains(&finding.rule.id);
            if of_rule && speaks_of(ignore.directive, finding) {
                ignore.used = true;
                silenced = true;
            }
        }
        silenced
    }

    /// What is to be said of the comments, in the order of their places, when all findings have been asked about. A
    /// comment about rules that do not run is not unused.
    pub(crate) fn notices(mut self, running: &[&Rule]) -> Vec<Notice> {
        if self.policy.report_unused {
            let runs = |id: &&str| running.iter().any(|rule| rule.id == *id);
            let unused = self.ignores.iter().filter(|ignore| {
                !ignore.used && (ignore.rules.is_empty() || ignore.rules.iter().any(runs))
            });
            self.notices.extend(unused.map(|ignore| Notice {
                about: About::UnusedIgnore,
                place: Some(ignore.directive.location),
                text: format!("`{}` silences nothing", first_words(&ignore.directive.text)),
            }));
        }
        self.notices.sort_by_key(|notice| (notice.place, notice.about));
        self.notices
    }
}

/// The comment without its reason, which may be long.
fn first_words(text: &str) -> &str {
    let n_words = if text.starts_with("//nolint") { 1 } else { 2 };
    let end = text.match_indices(' ').nth(n_words - 1).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// Whether a comment stands at a place that the finding names: an access, a call that leads to it, the `go` statement, a
/// function that one of these is in, the field, the type or the variable.
fn speaks_of(directive: &Directive, finding: &Finding) -> bool {
    let conflict = &finding.conflict;
    let covers = |file, line| {
        directive.location.file == file && (directive.lines.0..=directive.lines.1).contains(&line)
    };
    let at = |place: &Location| covers(place.file, place.line);
    let sides = conflict.teardown.trace.iter().chain(&conflict.goroutine.trace);
    let steps = sides.chain(&conflict.spawn_trace).chain([&conflict.spawn]);
    conflict.declared.iter().any(at)
        || steps
            .into_iter()
            .any(|step| at(&step.location) || covers(step.location.file, step.lines.0))
}

/// Reads one comment.
fn read(comment: &str) -> Reading {
    let Some(content) = comment.strip_prefix("//") else { return Reading::Other };
    let text = content.trim_start();
    let reading = if let Some(rest) = text.strip_prefix("closerace:") {
        own(rest)
    } else if let Some(rest) = text.strip_prefix("nolint:") {
        nolint(rest)
    } else if let Some(rest) = text.strip_prefix("lint:") {
        lint(rest)
    } else {
        Reading::Other
    };
    let directive = text.split([' ', '\t']).next().unwrap_or_default();
    match reading {
        // In prose, `closerace:` is no mistake.
        Reading::Wrong(_) if text != content => Reading::Other,
        Reading::Ignore { .. } if text != content => Reading::Wrong(format!(
            "with a space before `{directive}` this comment silences nothing"
        )),
        reading => reading,
    }
}

/// `ignore RULE,RULE reason`
fn own(rest: &str) -> Reading {
    let (verb, rest) = word(rest);
    if verb != "ignore" {
        let directive = format!("closerace:{verb}");
        let hint = suggest::hint(&directive, ["closerace:ignore"]);
        return Reading::Wrong(format!("there is no directive `{directive}`{hint}"));
    }
    let (list, reason) = word(rest);
    if list.is_empty() {
        return Reading::Wrong(
            "say which rule: `//closerace:ignore RULE reason`, with `all` for every rule".into(),
        );
    }
    let mut chosen = Vec::new();
    for name in list.split(',').filter(|name| !name.is_empty()) {
        match rules::find(name) {
            _ if name == "all" => return ignore(Vec::new(), reason),
            Some(rule) => chosen.push(rule.id),
            None => {
                let hint =
                    suggest::hint(name, rules::RULES.iter().map(|rule| rule.id).chain(["all"]));
                return Reading::Wrong(format!("there is no rule `{name}`{hint}"));
            }
        }
    }
    ignore(chosen, reason)
}

/// `one,closerace // reason`, of golangci-lint. The list may have spaces behind its commas.
fn nolint(rest: &str) -> Reading {
    let (list, reason) = rest.split_once("//").unwrap_or((rest, ""));
    let mut names = list.split(',').map(str::trim);
    // What follows the last name without slashes is a reason as well.
    let named = names.find_map(|name| {
        let (name, more) = word(name);
        Some((rules_of(name)?, more))
    });
    match named {
        Some((rules, more)) => by_name(rules, if reason.trim().is_empty() { more } else { reason }),
        None => Reading::Other,
    }
}

/// `ignore one,closerace reason`, of staticcheck.
fn lint(rest: &str) -> Reading {
    let (verb, rest) = word(rest);
    let (list, reason) = word(rest);
    let Some(rules) = list.split(',').find_map(rules_of) else { return Reading::Other };
    match verb {
        "ignore" => by_name(rules, reason),
        "file-ignore" => Reading::Wrong(
            "`lint:file-ignore` is not heeded: name the file under `exclude` in closerace.toml"
                .into(),
        ),
        _ => Reading::Other,
    }
}

/// What a name of a linter stands for: `closerace` for all rules, `closerace/RULE` for one; `None` for another linter.
fn rules_of(name: &str) -> Option<Result<Vec<&'static str>, String>> {
    if name == "closerace" {
        return Some(Ok(Vec::new()));
    }
    let rule = name.strip_prefix("closerace/")?;
    Some(rules::find(rule).map(|rule| vec![rule.id]).ok_or_else(|| {
        let hint = suggest::hint(rule, rules::RULES.iter().map(|rule| rule.id));
        format!("there is no rule `{rule}`{hint}")
    }))
}

fn by_name(rules: Result<Vec<&'static str>, String>, reason: &str) -> Reading {
    rules.map_or_else(Reading::Wrong, |rules| ignore(rules, reason))
}

fn ignore(rules: Vec<&'static str>, reason: &str) -> Reading {
    let reason = reason.trim_start_matches(['/', '-', ':', ' ', '\t']);
    Reading::Ignore { rules, has_reason: !reason.trim().is_empty() }
}

/// The first word and what follows it.
fn word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let end = text.find([' ', '\t']).unwrap_or(text.len());
    (&text[..end], text[end..].trim())
}

#[cfg(test)]
mod tests {
    use super::{Reading, first_words, read};

    fn shown(comment: &str) -> String {
        match read(comment) {
            Reading::Ignore { rules, has_reason } => {
                let rules = if rules.is_empty() { "all".into() } else { rules.join(" ") };
                format!("{rules}{}", if has_reason { ", reasoned" } else { "" })
            }
            Reading::Wrong(text) => format!("wrong: {text}"),
            Reading::Other => "-".into(),
        }
    }

    #[test]
    fn comments_are_read() {
        let comments = [
            "//closerace:ignore iterator-close the pool waits",
            "//closerace:ignore iterator-close,tracker-reset // the pool waits",
            "//closerace:ignore all",
            "//closerace:ignore all -- ",
            "//closerace:ignore",
            "//closerace:ignore iterator-clsoe x",
            "//closerace:ingore all x",
            "// closerace:ignore all x",
            "// closerace: what it says about this is wrong",
            "//nolint:closerace",
            "//nolint:closerace // the pool waits",
            "//nolint:errcheck,closerace // the pool waits",
            "//nolint:errcheck, closerace the pool waits",
            "//nolint:closerace/tracker-reset // the pool waits",
            "//nolint:closerace/nothing",
            "//nolint:errcheck // closerace is happy",
            "//nolint // closerace",
            "// nolint:closerace",
            "//lint:ignore closerace the pool waits",
            "//lint:ignore SA1000,closerace the pool waits",
            "//lint:ignore closerace/iterator-close the pool waits",
            "//lint:ignore closerace",
            "//lint:ignore SA1000 closerace is happy",
            "//lint:file-ignore closerace all of it",
        ];
        let table: String =
            comments.iter().map(|text| format!("{text}\n    {}\n", shown(text))).collect();
        insta::assert_snapshot!(table, @r"
        //closerace:ignore iterator-close the pool waits
            iterator-close, reasoned
        //closerace:ignore iterator-close,tracker-reset // the pool waits
            iterator-close tracker-reset, reasoned
        //closerace:ignore all
            all
        //closerace:ignore all -- 
            all
        //closerace:ignore
            wrong: say which rule: `//closerace:ignore RULE reason`, with `all` for every rule
        //closerace:ignore iterator-clsoe x
            wrong: there is no rule `iterator-clsoe`; did you mean `iterator-close`?
        //closerace:ingore all x
            wrong: there is no directive `closerace:ingore`; did you mean `closerace:ignore`?
        // closerace:ignore all x
            wrong: with a space before `closerace:ignore` this comment silences nothing
        // closerace: what it says about this is wrong
            -
        //nolint:closerace
            all
        //nolint:closerace // the pool waits
            all, reasoned
        //nolint:errcheck,closerace // the pool waits
            all, reasoned
        //nolint:errcheck, closerace the pool waits
            all, reasoned
        //nolint:closerace/tracker-reset // the pool waits
            tracker-reset, reasoned
        //nolint:closerace/nothing
            wrong: there is no rule `nothing`
        //nolint:errcheck // closerace is happy
            -
        //nolint // closerace
            -
        // nolint:closerace
            wrong: with a space before `nolint:closerace` this comment silences nothing
        //lint:ignore closerace the pool waits
            all, reasoned
        //lint:ignore SA1000,closerace the pool waits
            all, reasoned
        //lint:ignore closerace/iterator-close the pool waits
            iterator-close, reasoned
        //lint:ignore closerace
            all
        //lint:ignore SA1000 closerace is happy
            -
        //lint:file-ignore closerace all of it
            wrong: `lint:file-ignore` is not heeded: name the file under `exclude` in closerace.toml
        ");
    }

    #[test]
    fn reasons_are_not_repeated() {
        assert_eq!(first_words("//closerace:ignore all the pool"), "//closerace:ignore all");
        assert_eq!(first_words("//nolint:closerace // the pool"), "//nolint:closerace");
        assert_eq!(first_words("//lint:ignore closerace"), "//lint:ignore closerace");
    }
}
