//! The documents: those that are generated are as they would be generated now, and every link leads somewhere.
//! `UPDATE=1 cargo test` generates them anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use closerace_rules::{RULES, Rule};
use libtest_mimic::{Failed, Trial};

use crate::support::{TempFolder, closerace, table, testdata};

pub(crate) fn tests() -> Vec<Trial> {
    let page = |rule: &'static Rule| {
        let name = format!("{}.md", rule.id);
        Trial::test(format!("documents::{name}"), move || is_fresh(&name, &rule_page(rule)?))
    };
    let mut tests: Vec<Trial> = RULES.iter().map(|rule| page(rule)).collect();
    tests.push(Trial::test("documents::README.md", || is_fresh("README.md", &index())));
    tests.push(Trial::test("documents::synchronisation.md", || {
        is_fresh("synchronisation.md", &synchronisation()?)
    }));
    tests.push(Trial::test("documents::links", links));
    tests
}

fn root() -> PathBuf {
    testdata().parent().unwrap().to_path_buf()
}

fn is_fresh(name: &str, text: &str) -> Result<(), Failed> {
    let file = root().join("rules/docs").join(name);
    if std::env::var_os("UPDATE").is_some() {
        return Ok(fs::write(file, text)?);
    }
    match fs::read_to_string(&file) {
        Ok(stored) if stored == text => Ok(()),
        _ => Err(format!("rules/docs/{name} is stale: UPDATE=1 generates it anew").into()),
    }
}

fn on_or_off(rule: &Rule) -> &'static str {
    if rule.enabled_by_default { "on" } else { "off" }
}

fn index() -> String {
    let mut text = String::from(
        "# Rules\n\nEach is documented by its declaration, from which these pages are generated; `closerace explain RULE` prints the same.\n\n\
         | rule | what is wrong | level | default | precision |\n|---|---|---|---|---|\n",
    );
    for rule in RULES {
        let Rule { id, title, .. } = rule;
        let (level, precision) = (rule.level.name(), rule.precision.name());
        let default = on_or_off(rule);
        writeln!(text, "| [`{id}`]({id}.md) | {title} | {level} | {default} | {precision} |")
            .unwrap();
    }
    text += "\nWhat counts as order between two accesses is in [synchronisation.md](synchronisation.md).\n";
    text
}

/// What the declaration says, what closerace says about the bad example, and what was measured.
fn rule_page(rule: &Rule) -> Result<String, Failed> {
    let folder = TempFolder::module();
    folder.write("example.go", rule.bad_example());
    let output = closerace(folder.path(), ["check", "--quiet", "--enable", rule.id, "example.go"])?;
    output.expect_status(1)?;
    let finding = format!(
        "closerace says of it, with both sides:\n\n```text\n{}\n```\n",
        output.stdout.trim_end()
    );
    let docs = rule.docs.trim().replacen(
        "\n## Use instead\n",
        &format!("\n{finding}\n## Use instead\n"),
        1,
    );
    let Rule { id, title, since, .. } = rule;
    let (level, precision) = (rule.level.name(), rule.precision.name());
    let default = on_or_off(rule);
    Ok(format!(
        "# {id}\n\n{title}.\n\nLevel {level}, {default} by default, since {since}. [All rules](README.md)\n\n{docs}\n\n\
         ## Precision\n\n`{precision}`, in the words of code scanning. What was measured on real code, for all rules together, is in \
         [README](../../README.md#limits).\n"
    ))
}

/// What models.rs declares, by model: functions in Go's notation.
fn models() -> Result<BTreeMap<String, Vec<String>>, Failed> {
    let text = fs::read_to_string(root().join("analyzer/src/summary/models.rs"))?;
    let rows = |name: &str| -> Vec<(Vec<String>, String)> {
        let body = text.split_once(&format!("const {name}: &[")).unwrap().1;
        let body = body.split_once("= &[").unwrap().1.split_once("];").unwrap().0;
        let row = |row: &str| {
            let strings = row.split('"').skip(1).step_by(2).map(str::to_owned).collect();
            let model = row.split_once("Model::").map_or("", |(_, model)| model);
            let end = model.find(|c: char| !c.is_alphanumeric()).unwrap_or(model.len());
            (strings, model[..end].to_owned())
        };
        body.split("\n    (").skip(1).map(row).collect()
    };
    let mut models: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (strings, model) in rows("TABLE") {
        let [package, ty, function] = &strings[..] else { return Err("TABLE is not read".into()) };
        let ty = if ty.is_empty() { String::new() } else { format!("{ty}.") };
        models.entry(model).or_default().push(format!("`{package}.{ty}{function}`"));
    }
    for (strings, model) in rows("ATOMIC_METHODS") {
        models.entry(model).or_default().push(format!("`{}` of atomic types", strings[0]));
    }
    for (strings, model) in rows("ATOMIC_FUNCS") {
        models.entry(model).or_default().push(format!("`sync/atomic.{}…`", strings[0]));
    }
    Ok(models)
}

/// The table of idioms/models.tsv: models, or what the language has, with what they mean and the idioms that prove it.
fn synchronisation() -> Result<String, Failed> {
    let idioms = testdata().join("idioms");
    let verdicts = table(&idioms.join("verdicts.tsv"), ["name", "verdict", "rule", "why"]);
    let wrong = table(&idioms.join("known.tsv"), ["name", "reason"]);
    let mut models = models()?;
    let mut parts = [String::new(), String::new()];
    for [what, meaning, ordered, racing] in
        table(&idioms.join("models.tsv"), ["what", "meaning", "ordered", "racing"])
    {
        let is_model = what.starts_with(char::is_uppercase);
        let mut functions = Vec::new();
        for model in what.split(' ').filter(|_| is_model) {
            let Some(more) = models.remove(model) else {
                return Err(
                    format!("models.tsv: models.rs has no {model}, or it has two rows").into()
                );
            };
            functions.extend(more);
        }
        // A proof has to do with what it proves.
        let has_it = |name: &str| {
            let text = fs::read_to_string(idioms.join(name).join("x_test.go")).unwrap_or_default();
            let last = |function: &String| {
                let name = function.split('`').nth(1).unwrap_or_default().to_owned();
                name.trim_end_matches('…').rsplit('.').next().unwrap_or_default().to_owned()
            };
            !is_model
                || functions.iter().any(|function| text.contains(&format!(".{}", last(function))))
        };
        let idiom = |name: &String, verdict: &str| match verdicts.iter().find(|row| row[0] == *name)
        {
            _ if name == "-" => Ok("–".to_owned()),
            Some(row) if row[1] == verdict && has_it(name) => {
                let known = [format!("FN_{name}"), format!("FP_{name}")];
                let is_wrong = wrong.iter().any(|row| known.contains(&row[0]));
                let mark = if is_wrong { " †" } else { "" };
                Ok(format!("[{name}](../../testdata/idioms/{name}/x_test.go){mark}"))
            }
            _ => Err(Failed::from(format!("models.tsv: {name} is no {verdict} idiom with {what}"))),
        };
        let (ordered, racing) = (idiom(&ordered, "ORDERED")?, idiom(&racing, "RACE")?);
        let what = if is_model { functions.join(", ") } else { what };
        writeln!(parts[usize::from(is_model)], "| {what} | {meaning} | {ordered} | {racing} |")
            .unwrap();
    }
    if !models.is_empty() {
        return Err(format!("models.tsv has no row for {:?}", models.keys()).into());
    }
    let header = "| | what it means | ordered by it | and not |\n|---|---|---|---|\n";
    Ok(format!(
        "# What closerace knows of Go's synchronisation\n\n\
         Two accesses are ordered if both hold one lock, or a wait on one side covers what the other does; [ARCHITECTURE.md](../../ARCHITECTURE.md#ordering) \
         says how that is decided. The idioms are Go programs whose verdicts the race detector gave; – is where there is none, † where closerace is known to be wrong. The functions are those of \
         [models.rs](../../analyzer/src/summary/models.rs), to which `[names]` in [closerace.toml](../../README.md#settings) adds a project's own.\n\n\
         ## The language\n\n{header}{}\n## The library\n\nAtomic types are those of `sync/atomic` and `go.uber.org/atomic`.\n\n{header}{}",
        parts[0], parts[1]
    ))
}

/// All Markdown that git would show, but for test data of others.
fn documents() -> Vec<PathBuf> {
    let pages = fs::read_dir(root().join("rules/docs")).unwrap().map(|entry| entry.unwrap().path());
    let named =
        ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "testdata/README.md"];
    named.iter().map(|name| root().join(name)).chain(pages).collect()
}

fn links() -> Result<(), Failed> {
    let mut broken = String::new();
    for file in documents() {
        let text = fs::read_to_string(&file)?;
        for link in targets(&text) {
            let (path, heading) = link.split_once('#').unwrap_or((link, ""));
            let target =
                if path.is_empty() { file.clone() } else { file.parent().unwrap().join(path) };
            if !target.exists() || !(heading.is_empty() || has_heading(&target, heading)) {
                writeln!(broken, "{}: {link}", file.display()).unwrap();
            }
        }
    }
    if broken.is_empty() { Ok(()) } else { Err(broken.into()) }
}

/// Where the links of a document lead, but for other sites.
fn targets(text: &str) -> Vec<&str> {
    let prose = text.split("```").step_by(2);
    let links = prose.flat_map(|prose| prose.split("](").skip(1));
    let targets = links.filter_map(|rest| Some(rest.split_once(')')?.0));
    targets.filter(|target| !target.contains("://")).collect()
}

/// Whether one of the headings gets this anchor, by the rules of GitHub.
fn has_heading(file: &Path, anchor: &str) -> bool {
    let text = fs::read_to_string(file).unwrap_or_default();
    let anchor_of = |line: &str| {
        let title = line.trim_start_matches('#').trim().to_lowercase();
        let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect::<String>()
    };
    text.lines().any(|line| line.starts_with('#') && anchor_of(line) == anchor)
}
