//! `testdata/mutants`: idioms that are ordered until a piece of their synchronisation is cut out. All of them race.

use libtest_mimic::{Failed, Trial};

use crate::support::{Finding, Known, TempFolder, findings, lines, table, testdata};

pub(crate) fn tests() -> Vec<Trial> {
    let folder = testdata().join("mutants");
    let rows = table(&folder.join("mutants.tsv"), ["name", "kind", "cut", "text", "races"]);
    let mut known = Known::read(&folder);
    let mut tests: Vec<Trial> = rows
        .into_iter()
        .map(|[name, _, cut, text, races]| {
            let idiom = name.split('/').next().unwrap_or_default().to_owned();
            known.test("mutants", "FN_", &name, move || reported(&idiom, &cut, &text, &races))
        })
        .collect();
    tests.push(known.leftovers("mutants"));
    tests
}

/// Some finding is about one of the pairs that the race detector reports.
fn reported(idiom: &str, cut: &str, text: &str, races: &str) -> Result<Result<(), String>, Failed> {
    let module = TempFolder::new();
    module.copy(&testdata().join("idioms").join(idiom));
    let cuts: Vec<String> = cut.split(' ').map(|place| cut_out(&module, place)).collect();
    if cuts[0] != text {
        return Err(format!("mutants.tsv is stale: {cut} is {:?} now", cuts[0]).into());
    }
    let findings = findings(module.path(), &["--tests", "--enable", "all"])?;
    if findings.iter().any(|finding| races.split(';').any(|race| is_about(finding, race))) {
        return Ok(Ok(()));
    }
    Ok(Err(format!("no finding is about a race of {races}:{}", lines(&findings))))
}

/// Blanks what stands at `file:line:column-line:column`, and says what it was.
fn cut_out(module: &TempFolder, place: &str) -> String {
    let (file, range) = place.split_once(':').unwrap();
    let (from, to) = range.split_once('-').unwrap();
    let mut text = std::fs::read_to_string(module.path().join(file)).unwrap();
    let byte = |place: &str| {
        let (line, column) = place.split_once(':').unwrap();
        let (line, column): (usize, usize) = (line.parse().unwrap(), column.parse().unwrap());
        let before: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        before + column - 1
    };
    let range = byte(from)..byte(to);
    let was = text[range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
    let blank = text[range.clone()].replace(|c: char| c != '\n', " ");
    text.replace_range(range, &blank);
    module.write(file, text);
    was
}

/// Whether what the teardown side does is on a line of one of the two stacks of a report, `file:line,…|file:line,…`. The
/// other side need not be: of several accesses of one goroutine, the detector reports the last and closerace the surest.
fn is_about(finding: &Finding, race: &str) -> bool {
    let mut lines = race.split(['|', ',']);
    lines.any(|line| line == finding.teardown.0)
}
