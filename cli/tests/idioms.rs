//! `testdata/idioms`: each module either races, on the marked lines, or does not.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use libtest_mimic::{Failed, Trial};

use crate::support::{Finding, Known, Place, files, findings, folders, lines, table, testdata};

pub(crate) fn tests() -> Vec<Trial> {
    let idioms = testdata().join("idioms");
    let rows = table(&idioms.join("verdicts.tsv"), ["name", "verdict", "rule", "why"]);
    let mut known = Known::read(&idioms);
    let mut tests = Vec::new();
    for [name, verdict, ..] in &rows {
        let folder = idioms.join(name);
        tests.push(match verdict.as_str() {
            "RACE" => known.test("idioms", "FN_", name, move || race(&folder)),
            "ORDERED" => known.test("idioms", "FP_", name, move || ordered(&folder)),
            other => panic!("{name}: no verdict: {other}"),
        });
    }
    tests.push(known.leftovers("idioms"));
    tests.push(Trial::test("idioms::every_folder_has_a_verdict", move || {
        let names: Vec<String> = rows.into_iter().map(|[name, ..]| name).collect();
        match folders(&idioms) == names {
            true => Ok(()),
            false => Err("verdicts.tsv and the folders differ, or it is not sorted".into()),
        }
    }));
    tests
}

/// Some finding is about two marked lines.
fn race(folder: &Path) -> Result<Result<(), String>, Failed> {
    let marks = Marks::read(folder);
    let findings = findings(folder, &["--tests", "--enable", "all"])?;
    if findings.iter().any(|finding| marks.hit(finding)) {
        return Ok(Ok(()));
    }
    Ok(Err(format!("no finding is on the marked lines ({marks:?}):{}", lines(&findings))))
}

fn ordered(folder: &Path) -> Result<Result<(), String>, Failed> {
    let findings = findings(folder, &["--tests", "--enable", "all"])?;
    match findings.is_empty() {
        true => Ok(Ok(())),
        false => Ok(Err(format!("nothing races here:{}", lines(&findings)))),
    }
}

/// The lines that end in `// race:w` or `// race:r`.
#[derive(Debug)]
struct Marks {
    writes: BTreeSet<Place>,
    all: BTreeSet<Place>,
}

impl Marks {
    fn read(folder: &Path) -> Self {
        let mut marks = Self { writes: BTreeSet::new(), all: BTreeSet::new() };
        for file in files(folder).iter().filter(|file| file.ends_with(".go")) {
            let text = fs::read_to_string(folder.join(file)).unwrap();
            for (line, number) in text.lines().zip(1..) {
                let Some((_, mark)) = line.rsplit_once("// race:") else { continue };
                let place = Place::new(file, number);
                match mark {
                    "w" => marks.writes.insert(place.clone()),
                    "r" => false,
                    _ => panic!("{file}:{number}: no such mark: {mark}"),
                };
                marks.all.insert(place);
            }
        }
        assert!(!marks.writes.is_empty(), "{folder:?}: no write is marked");
        marks
    }

    /// Whether the two accesses are on two marked lines, one of them a write's. A single mark races with itself, or with
    /// what runs in the same line.
    fn hit(&self, finding: &Finding) -> bool {
        let Finding { teardown, goroutine, .. } = finding;
        let sides = [teardown, goroutine];
        if self.all.len() == 1 {
            return sides.iter().any(|side| self.all.contains(*side));
        }
        teardown != goroutine
            && sides.iter().all(|side| self.all.contains(*side))
            && sides.iter().any(|side| self.writes.contains(*side))
    }
}
