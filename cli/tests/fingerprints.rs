//! Fingerprints outlive edits that have nothing to do with the finding: moved, reformatted and renamed code.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use libtest_mimic::{Failed, Trial};
use serde_json::Value;

use crate::support::{TempFolder, closerace, files, folders, testdata};

/// An edit of all Go files of a program, by their names; the other names are those that findings speak of.
type Edit = fn(Sources, &BTreeSet<String>) -> Sources;

type Sources = BTreeMap<String, String>;

/// More goroutines than are shown for one write: which of them must not depend on where they stand.
pub(crate) const CROWD: &str = "\
package crowd

type Hub struct {
	rows []string
}

func Open() *Hub {
	h := &Hub{rows: []string{\"row\"}}
	go h.south()
	go h.east()
	go h.west()
	go h.north()
	return h
}

func (h *Hub) east() { print(len(h.rows)) }

func (h *Hub) west() { print(len(h.rows)) }

func (h *Hub) south() { print(len(h.rows)) }

func (h *Hub) north() { print(len(h.rows)) }

func (h *Hub) Close() {
	h.rows = nil
}
";

const EDITS: [(&str, Edit); 9] = [
    ("lines_moved_down", |sources, _| each(sources, lines_moved_down)),
    ("functions_reordered", |sources, _| each(sources, functions_reordered)),
    ("functions_moved_to_another_file", |sources, _| functions_moved_to_another_file(sources)),
    ("files_renamed", |sources, _| files_renamed(sources)),
    ("formatted_otherwise", |sources, _| each(sources, formatted_otherwise)),
    ("windows_line_ends", |sources, _| each(sources, |text| text.replace('\n', "\r\n"))),
    ("goroutines_and_closes_added", |sources, _| each(sources, goroutines_and_closes_added)),
    ("receivers_renamed", |sources, _| each(sources, receivers_renamed)),
    ("other_functions_renamed", other_functions_renamed),
];

pub(crate) fn tests() -> Vec<Trial> {
    let programs = testdata().join("programs");
    let test = |name: &str, edit: &str, edits: Vec<Edit>| {
        let folder = programs.join(name);
        Trial::test(format!("fingerprints::{name}/{edit}"), move || are_kept(&folder, &edits))
    };
    let of_program = |name: String| {
        let mut tests: Vec<Trial> =
            EDITS.iter().map(|(edit, run)| test(&name, edit, vec![*run])).collect();
        tests.push(test(&name, "all_of_it", EDITS.iter().map(|(_, run)| *run).collect()));
        tests
    };
    let mut tests: Vec<Trial> = folders(&programs).into_iter().flat_map(of_program).collect();
    tests.push(Trial::test("fingerprints::one_of_many_goroutines", || {
        let folder = TempFolder::module();
        folder.write("crowd.go", CROWD);
        are_kept(folder.path(), &[EDITS[1].1])
    }));
    tests
}

fn are_kept(program: &Path, edits: &[Edit]) -> Result<(), Failed> {
    let (before, names) = fingerprints(program)?;
    if before.is_empty() {
        return Err("nothing is found that could be lost".into());
    }
    let mut sources = Sources::new();
    let folder = TempFolder::new();
    for name in files(program) {
        let text = fs::read_to_string(program.join(&name))?;
        match name.ends_with(".go") {
            true => drop(sources.insert(name, text)),
            false => folder.write(&name, text),
        }
    }
    for edit in edits {
        let edited = edit(sources.clone(), &names);
        assert_ne!(edited, sources, "the edit changes something");
        sources = edited;
    }
    for (name, text) in &sources {
        folder.write(name, text);
    }
    let (after, _) = fingerprints(folder.path())?;
    let of =
        |prints: &BTreeMap<String, String>, others: &BTreeMap<String, String>| -> Vec<String> {
            let missing = prints.iter().filter(|(print, _)| !others.contains_key(*print));
            missing.map(|(_, message)| message.clone()).collect()
        };
    let (lost, new) = (of(&before, &after), of(&after, &before));
    match lost.is_empty() && new.is_empty() {
        true => Ok(()),
        false => Err(format!("lost: {lost:#?}\nnew: {new:#?}").into()),
    }
}

/// The fingerprints of the findings with their messages, and the words in the names of functions and cells.
fn fingerprints(folder: &Path) -> Result<(BTreeMap<String, String>, BTreeSet<String>), Failed> {
    let args = ["check", "--format=json", "--enable=all", "--min-confidence=low", "--tests"];
    let output = closerace(folder, args)?;
    let report: Value = serde_json::from_str(&output.stdout)?;
    let mut prints = BTreeMap::new();
    let mut names = BTreeSet::new();
    for finding in report["findings"].as_array().unwrap() {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        prints.insert(text(&finding["fingerprint"]), text(&finding["message"]));
        let traces = [&finding["teardown"]["trace"], &finding["goroutine"]["trace"]];
        let steps = traces.into_iter().flat_map(|trace| trace.as_array().unwrap());
        let functions = steps.map(|step| text(&step["function"]));
        for name in functions.chain([text(&finding["cell"]["name"])]) {
            names.extend(words(&name).filter(|(_, is_word)| *is_word).map(|(word, _)| word.into()));
        }
    }
    Ok((prints, names))
}

fn each(sources: Sources, edit: fn(&str) -> String) -> Sources {
    sources.into_iter().map(|(name, text)| (name, edit(&text))).collect()
}

/// What stands before the first function, and the functions with the comments above them.
fn declarations(text: &str) -> (String, Vec<String>) {
    let mut head = String::new();
    let mut functions: Vec<String> = Vec::new();
    let mut comment = String::new();
    for line in text.split_inclusive('\n') {
        let begins = line.starts_with("func ");
        let other = ["type ", "var ", "const "].iter().any(|word| line.starts_with(word));
        if line.starts_with("//") {
            comment.push_str(line);
            continue;
        }
        let above = std::mem::take(&mut comment);
        if begins {
            functions.push(above + line);
        } else if other || functions.is_empty() {
            // A declaration between functions stays with the function before it, or in the head.
            let place = functions.last_mut().unwrap_or(&mut head);
            place.push_str(&above);
            place.push_str(line);
        } else if let Some(function) = functions.last_mut() {
            function.push_str(&above);
            function.push_str(line);
        }
    }
    if let Some(last) = functions.last_mut() {
        last.push_str(&comment);
        last.push('\n');
    }
    (head, functions)
}

fn lines_moved_down(text: &str) -> String {
    let (head, functions) = declarations(text);
    let above = "// Moved.\n\n// Further.\n\n";
    format!(
        "{above}{head}{}",
        functions.iter().map(|one| format!("{above}{one}")).collect::<String>()
    )
}

fn functions_reordered(text: &str) -> String {
    let (head, functions) = declarations(text);
    head + &functions.into_iter().rev().collect::<String>()
}

/// Every second function goes to another file of the package; where imports would have to go along, only to the front.
fn functions_moved_to_another_file(sources: Sources) -> Sources {
    let mut moved = Sources::new();
    for (name, text) in sources {
        let (head, functions) = declarations(&text);
        if head.contains("import") || functions.len() < 2 || name.ends_with("_test.go") {
            let halves = |n: usize| functions.iter().skip(n).step_by(2).map(String::as_str);
            moved.insert(name, head + &halves(1).chain(halves(0)).collect::<String>());
            continue;
        }
        let package = text.lines().find(|line| line.starts_with("package ")).unwrap_or_default();
        let half = |rest: usize| -> String {
            let numbered = functions.iter().enumerate();
            numbered.filter(|(n, _)| n % 2 == rest).map(|(_, text)| text.as_str()).collect()
        };
        let other = name.replace(".go", "_more.go");
        moved.insert(other, format!("{package}\n\n{}", half(1)));
        moved.insert(name, head + &half(0));
    }
    moved
}

fn files_renamed(sources: Sources) -> Sources {
    let renamed = sources.into_iter().map(|(name, text)| {
        let (folder, file) =
            name.rsplit_once('/').map_or(("", &*name), |(folder, file)| (folder, file));
        let slash = if folder.is_empty() { "" } else { "/" };
        (format!("{folder}{slash}zz_{file}"), text)
    });
    renamed.collect()
}

/// As gofmt would never leave it.
fn formatted_otherwise(text: &str) -> String {
    text.replace("{\n", "{\n\n")
        .replace('\t', "   ")
        .replace('(', "( ")
        .replace(" = ", "   =\n      ")
        .replace(" := ", "   :=\n  ")
}

/// Other literals, goroutines and teardowns, in front of those that are there.
fn goroutines_and_closes_added(text: &str) -> String {
    let (head, functions) = declarations(text);
    // One name for each file of a package.
    let name = format!("addition{:x}", text.len());
    let package = text.lines().find(|line| line.starts_with("package ")).unwrap_or_default();
    if package.ends_with("_test") {
        return format!("{text}\n// Further.\n");
    }
    let added = format!(
        "// {name} is new.\ntype {name} struct {{\n\tn    int\n\tdone chan struct{{}}\n}}\n\n\
         func (a *{name}) start() {{\n\ta.done = make(chan struct{{}})\n\tgo func() {{\n\t\tdefer close(a.done)\n\
         \t\tfunc() {{ a.n++ }}()\n\t}}()\n}}\n\n\
         func (a *{name}) Close() {{\n\t<-a.done\n\ta.n = 0\n}}\n\n"
    );
    let functions = functions.iter().map(|function| match function.split_once(") {\n") {
        // A literal in front of those of the function.
        Some((start, body)) if start.contains("func ") => {
            format!("{start}) {{\n\tfunc() {{ _ = func() int {{ return 1 }} }}()\n{body}")
        }
        _ => function.clone(),
    });
    head + &added + &functions.collect::<String>()
}

/// The receiver of each method gets another name.
fn receivers_renamed(text: &str) -> String {
    let (head, functions) = declarations(text);
    let functions = functions.iter().map(|function| {
        let at = function.find("func (").map(|at| at + "func (".len());
        let receiver = at.and_then(|at| function[at..].trim_start().split(' ').next());
        match receiver.filter(|name| is_name(name)) {
            Some(name) => renamed(function, &|before, word| {
                // A field may have the same name.
                (word == name && !before.ends_with('.')).then(|| format!("{name}Self"))
            }),
            None => function.clone(),
        }
    });
    head + &functions.collect::<String>()
}

/// Functions of this program's own that findings do not speak of get another name, with the first word kept, because that
/// has a meaning.
fn other_functions_renamed(sources: Sources, spoken_of: &BTreeSet<String>) -> Sources {
    let mut functions: BTreeSet<String> = BTreeSet::new();
    let mut others: BTreeSet<String> = spoken_of.clone();
    for text in sources.values() {
        for line in text.lines().map(str::trim_start) {
            if let Some(rest) = line.strip_prefix("func ") {
                let rest = match rest.starts_with('(') {
                    true => rest.split_once(')').map_or("", |(_, rest)| rest.trim_start()),
                    false => rest,
                };
                functions.extend(words(rest).next().map(|(name, _)| name.to_owned()));
            }
            if line.starts_with("package ") || line.contains('"') {
                others.extend(words(line).map(|(word, _)| word.to_owned()));
            }
        }
    }
    let is_own = |name: &str| {
        name.starts_with(|c: char| c.is_lowercase()) && !["init", "main", "close"].contains(&name)
    };
    let renamed_to = |_: &str, word: &str| {
        let rename = is_own(word) && functions.contains(word) && !others.contains(word);
        rename.then(|| format!("{word}Renamed"))
    };
    sources.into_iter().map(|(name, text)| (name, renamed(&text, &renamed_to))).collect()
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic()) && word.chars().all(char::is_alphanumeric)
}

/// The words of a text, and what is between them.
fn words(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let mut rest = text;
    std::iter::from_fn(move || {
        let word = rest.chars().next().map(is_part)?;
        let end = rest.find(|c| is_part(c) != word).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        rest = after;
        Some((part, word))
    })
}

/// With other names for some words, given what stands before them; not for characters, escapes and what begins a string.
fn renamed(text: &str, new_name: &dyn Fn(&str, &str) -> Option<String>) -> String {
    let mut edited = String::new();
    for (word, is_word) in words(text) {
        let is_literal = edited.ends_with(['\'', '\\', '"', '%']);
        match new_name(&edited, word).filter(|_| is_word && !is_literal) {
            Some(name) => edited.push_str(&name),
            None => edited.push_str(word),
        }
    }
    edited
}
