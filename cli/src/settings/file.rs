//! `closerace.toml`: what can be written in it, and one clear line for what cannot.

use std::collections::BTreeMap;
use std::path::Path;

use analyzer::source::Exclude;
use closerace_analyzer as analyzer;
use closerace_rules as rules;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::{Confidence, FailOn, RuleLevel};
use crate::suggest;

/// The name of the file, in the root of a repository.
pub(crate) const NAME: &str = "closerace.toml";

/// The settings of closerace for a repository.
///
/// Paths and patterns are relative to the folder of this file. Options on the command line win over what is written here.
#[derive(Deserialize, JsonSchema, Default, Debug)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(title = "closerace.toml")]
pub(crate) struct File {
    /// Read test files (`*_test.go`) too.
    #[schemars(with = "Option<bool>")]
    pub(crate) tests: Option<Spanned<bool>>,
    /// Report findings in generated files (`// Code generated … DO NOT EDIT.`) too.
    #[schemars(with = "Option<bool>")]
    pub(crate) generated: Option<Spanned<bool>>,
    /// Files that are read but not reported on: patterns as in a `.gitignore` file.
    #[schemars(with = "Option<Vec<String>>")]
    pub(crate) exclude: Option<Spanned<Vec<String>>>,
    /// Operating system to read for, as GOOS names it.
    #[schemars(with = "Option<String>")]
    pub(crate) goos: Option<Spanned<String>>,
    /// Architecture to read for, as GOARCH names it.
    #[schemars(with = "Option<String>")]
    pub(crate) goarch: Option<Spanned<String>>,
    /// Build tags that hold.
    #[schemars(with = "Option<Vec<String>>")]
    pub(crate) tags: Option<Spanned<Vec<String>>>,
    /// Show findings of at least this confidence.
    #[schemars(with = "Option<Confidence>")]
    pub(crate) min_confidence: Option<Spanned<Confidence>>,
    /// Exit with 1 for findings of at least this level.
    #[schemars(with = "Option<FailOn>")]
    pub(crate) fail_on: Option<Spanned<FailOn>>,
    /// A file with findings that are known, as `--write-baseline` writes it; they are not shown.
    #[schemars(with = "Option<String>")]
    pub(crate) baseline: Option<Spanned<String>>,
    /// Rules by name: whether they run, and how grave their findings are.
    #[serde(default)]
    #[schemars(schema_with = "rules_schema")]
    pub(crate) rules: BTreeMap<Spanned<String>, Spanned<RuleLevel>>,
    /// Comments that silence findings.
    #[serde(default)]
    pub(crate) ignores: Ignores,
    /// Functions of the project's own whose meaning closerace cannot see: `Drain`, `Pool.Drain` or
    /// `example.com/pool.Pool.Drain`.
    #[serde(default)]
    pub(crate) names: Names,
}

/// Comments that silence findings.
#[derive(Deserialize, JsonSchema, Default, Debug)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Ignores {
    /// Whether a comment without a reason silences nothing.
    #[schemars(with = "Option<bool>")]
    pub(crate) require_reason: Option<Spanned<bool>>,
    /// Whether comments that silence nothing are reported.
    #[schemars(with = "Option<bool>")]
    pub(crate) report_unused: Option<Spanned<bool>>,
}

/// Functions of the project's own.
#[derive(Deserialize, JsonSchema, Default, Debug)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Names {
    /// Functions that end an object's life, beside `Close`, `Stop` and their like.
    #[schemars(with = "Option<Vec<String>>")]
    pub(crate) teardown: Option<Spanned<Vec<Spanned<String>>>>,
    /// Functions that set an object up anew, beside `Reset`, `Clear` and their like.
    #[schemars(with = "Option<Vec<String>>")]
    pub(crate) reset: Option<Spanned<Vec<Spanned<String>>>>,
    /// Functions that run the functions they are given on goroutines; a method's receiver is the group of them.
    #[schemars(with = "Option<Vec<String>>")]
    pub(crate) spawners: Option<Spanned<Vec<Spanned<String>>>>,
    /// Functions that return only when the goroutines of their receiver, or first argument, have ended.
    #[schemars(with = "Option<Vec<String>>")]
    pub(crate) waiters: Option<Spanned<Vec<Spanned<String>>>>,
    /// Functions that lock and unlock their receiver, or first argument.
    #[schemars(with = "Option<Vec<Locker>>")]
    pub(crate) lockers: Option<Spanned<Vec<Locker>>>,
}

/// A function that locks and the one that unlocks again.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Locker {
    /// The function that locks.
    #[schemars(with = "String")]
    pub(crate) lock: Spanned<String>,
    /// The function that unlocks.
    #[schemars(with = "String")]
    pub(crate) unlock: Spanned<String>,
    /// Whether several may hold the lock at once, as with `RLock`.
    #[serde(default)]
    pub(crate) shared: bool,
}

/// The rules are known, so the schema knows them.
fn rules_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
    let level = generator.subschema_for::<RuleLevel>();
    let rules: serde_json::Map<_, _> = rules::RULES
        .iter()
        .map(|rule| {
            let mut schema = level.clone();
            schema.insert("description".into(), format!("{}.", rule.title).into());
            schema.insert("default".into(), super::default_level(rule).into());
            (rule.id.to_owned(), schema.into())
        })
        .collect();
    schemars::json_schema!({
        "description": "Rules by name: whether they run, and how grave their findings are.",
        "type": "object",
        "properties": rules,
        "additionalProperties": false,
    })
}

/// A file that has been read, with what is needed to say where something stands in it.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) file: File,
    line_starts: Vec<usize>,
}

impl Read {
    /// Parses the text of a file; the error is one line that begins with the place.
    pub(crate) fn parse(text: &str, folder: &Path) -> Result<Self, String> {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
        let line_starts: Vec<usize> = starts.collect();
        let at = |byte: usize| {
            let line = line_starts.partition_point(|start| *start <= byte).max(1);
            let column =
                text.get(line_starts[line - 1]..byte).map_or(0, |text| text.chars().count());
            format!("{line}:{}", column + 1)
        };
        let file: File = toml::from_str(text).map_err(|error| {
            let place = at(error.span().map_or(0, |span| span.start));
            format!("{place}: {}", in_our_words(error.message()))
        })?;
        for name in file.rules.keys() {
            let known = rules::RULES.iter().map(|rule| rule.id);
            if rules::find(name.get_ref()).is_none() {
                let place = at(name.span().start);
                return Err(format!(
                    "{place}: there is no rule `{}`{}",
                    name.get_ref(),
                    suggest::hint(name.get_ref(), known)
                ));
            }
        }
        if let Some(patterns) = &file.exclude {
            Exclude::new(folder, patterns.get_ref())
                .map_err(|error| format!("{}: {error}", at(patterns.span().start)))?;
        }
        for name in file.names.all() {
            name.get_ref()
                .parse::<analyzer::FuncName>()
                .map_err(|error| format!("{}: {error}", at(name.span().start)))?;
        }
        Ok(Self { file, line_starts })
    }

    /// The line of a value.
    pub(crate) fn line<T>(&self, value: &Spanned<T>) -> usize {
        self.line_starts.partition_point(|start| *start <= value.span().start).max(1)
    }
}

impl Names {
    /// All names, in the order of the file's keys.
    fn all(&self) -> impl Iterator<Item = &Spanned<String>> {
        let lists = [&self.teardown, &self.reset, &self.spawners, &self.waiters];
        let names = lists.into_iter().flatten().flat_map(|list| list.get_ref());
        let lockers = self.lockers.iter().flat_map(|list| list.get_ref());
        names.chain(lockers.flat_map(|locker| [&locker.lock, &locker.unlock]))
    }
}

/// The parser's message, with the nearest of the names that it lists in place of the list.
fn in_our_words(message: &str) -> String {
    let message = message.replace('\n', " ");
    let mut quoted = message.split('`').skip(1).step_by(2);
    let what = if message.starts_with("unknown field") {
        "key"
    } else if message.starts_with("unknown variant") {
        "value"
    } else {
        return message.clone();
    };
    let Some(given) = quoted.next() else { return message.clone() };
    let known: Vec<&str> = quoted.collect();
    match (suggest::nearest(given, known.iter().copied()), suggest::closest(given, known)) {
        (Some(near), _) => format!("unknown {what} `{given}`; did you mean `{near}`?"),
        (None, Some((_, near))) => {
            format!("unknown {what} `{given}`; the nearest known one is `{near}`")
        }
        (None, None) => message,
    }
}

/// The schema of the file, as JSON.
pub(crate) fn schema() -> serde_json::Value {
    schemars::schema_for!(File).to_value()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Read;

    fn error(text: &str) -> String {
        Read::parse(text, Path::new(".")).unwrap_err()
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        insta::assert_snapshot!(error("tests = true\nmin-confidense = \"high\"\n"), @"2:1: unknown key `min-confidense`; did you mean `min-confidence`?");
        insta::assert_snapshot!(error("min-confidence = \"hihg\"\n"), @"1:18: unknown value `hihg`; did you mean `high`?");
        insta::assert_snapshot!(error("zzz = 1\n"), @"1:1: unknown key `zzz`; the nearest known one is `goos`");
        insta::assert_snapshot!(error("tests = \"yes\"\n"), @r#"1:9: invalid type: string "yes", expected a boolean"#);
        insta::assert_snapshot!(error("tests = true\ntests = false\n"), @"2:1: duplicate key");
        insta::assert_snapshot!(error("[rules]\niterator-clsoe = \"off\"\n"), @"2:1: there is no rule `iterator-clsoe`; did you mean `iterator-close`?");
        insta::assert_snapshot!(error("[rules]\niterator-close = \"of\"\n"), @"2:18: unknown value `of`; did you mean `off`?");
        insta::assert_snapshot!(error("[names]\nspawner = []\n"), @"2:1: unknown key `spawner`; did you mean `spawners`?");
        insta::assert_snapshot!(error("[names]\nwaiters = [\n  \"a b\",\n]\n"), @"3:3: `a b` is no function's name: write it like `Drain`, `Pool.Drain` or `example.com/pool.Pool.Drain`");
        insta::assert_snapshot!(error("[names]\nlockers = [{ lock = \"A\" }]\n"), @"2:12: missing field `unlock`");
        insta::assert_snapshot!(error("exclude = [\"a{b\"]\n"), @"1:11: `a{b` is no pattern: unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?)");
        insta::assert_snapshot!(error("tests = \n"), @"1:9: string values must be quoted, expected literal string");
        insta::assert_snapshot!(error("\u{0}"), @"1:2: key with no value, expected `=`");
    }
}
