//! `closerace rules` and `closerace explain`: what the rules say about themselves.

use std::fmt::Write as _;

use closerace_rules::{RULES, Rule};
use serde_json::{Value, json};

/// The table of rules.
pub(crate) fn table() -> String {
    let width = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    let mut table = format!("{:width$}  {:7}  {:7}  title\n", "rule", "level", "default");
    for rule in RULES {
        let _ = writeln!(
            table,
            "{:width$}  {:7}  {:7}  {}",
            rule.id,
            rule.level.name(),
            on_or_off(rule),
            rule.title
        );
    }
    table
}

/// The rules as a list of objects.
pub(crate) fn list() -> Value {
    RULES
        .iter()
        .map(|rule| {
            json!({
                "id": rule.id,
                "title": rule.title,
                "level": rule.level.name(),
                "precision": rule.precision.name(),
                "enabled_by_default": rule.enabled_by_default,
                "since": rule.since,
                "docs": rule.docs,
            })
        })
        .collect()
}

/// The documentation of a rule, in Markdown.
pub(crate) fn explain(rule: &Rule) -> String {
    format!(
        "# {}\n\n{}.\n\nLevel {}, {} by default, since {}.\n\n{}",
        rule.id,
        rule.title,
        rule.level.name(),
        on_or_off(rule),
        rule.since,
        rule.docs.trim_start()
    )
}

fn on_or_off(rule: &Rule) -> &'static str {
    if rule.enabled_by_default { "on" } else { "off" }
}

#[cfg(test)]
mod tests {
    use super::{explain, list, table};

    #[test]
    fn table_names_every_rule() {
        insta::assert_snapshot!(table(), @r"
        rule                level    default  title
        iterator-close      error    on       Close writes a field that a running goroutine still uses
        tracker-reset       error    on       Reset writes a field that the object's own goroutine still uses
        killer-signal       error    on       Reset writes a field that a goroutine from elsewhere reads to signal or inspect the object
        waitgroup-late-add  error    on       WaitGroup.Wait may run before the goroutine's Add
        close-send          error    on       A channel is closed while a goroutine may still send on it
        teardown-read       warning  off      Close reads a field that a running goroutine still writes
        write-after-go      warning  on       A field is written after the go statement of a goroutine that uses it
        restart-reuse       warning  on       Start writes a field that the goroutine of an earlier start may still use
        captured-variable   warning  off      A local variable that a goroutine has captured is used beside it
        ");
        assert_eq!(list().as_array().unwrap().len(), closerace_rules::RULES.len());
    }

    #[test]
    fn explanation_starts_with_the_title() {
        let text = explain(closerace_rules::find("tracker-reset").unwrap());
        insta::assert_snapshot!(text.lines().take(10).collect::<Vec<_>>().join("\n"), @r"
        # tracker-reset

        Reset writes a field that the object's own goroutine still uses.

        Level error, on by default, since 0.1.0.

        ## What it reports

        A field, a whole struct or a package variable that is written when an object is set up anew, in `Reset`, `Clear`, `Init`
        and their like, while a goroutine that the object itself has started may still read or write it, and nothing makes the
        ");
    }
}
