//! `testdata/patterns` and `testdata/programs`: the findings in each module are the rows of its `expected.tsv`.
//!
//! A row is a test, named by its first write; a further test holds if there is no finding besides the rows.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use libtest_mimic::{Failed, Trial};

use crate::support::{Finding, Known, files, findings, lines, table, testdata};

pub(crate) fn tests(suite: &'static str) -> Vec<Trial> {
    let root = testdata().join(suite);
    let mut known = Known::read(&root);
    let mut tests = Vec::new();
    for file in files(&root) {
        let Some(name) = file.strip_suffix("/expected.tsv") else { continue };
        let module = Arc::new(Module::read(&root.join(name)));
        for (index, row) in module.rows.iter().enumerate() {
            let module = Arc::clone(&module);
            let test = format!("{name}/{}", row.writes[0]);
            tests.push(known.test(suite, "FN_", &test, move || module.finds(index)));
        }
        let wrong = known.with_prefix(&format!("FP_{name}/"));
        for write in &wrong {
            let (module, write) = (Arc::clone(&module), write.clone());
            let test = format!("{name}/{write}");
            tests.push(known.test(suite, "FP_", &test, move || module.is_silent_about(&write)));
        }
        tests.push(Trial::test(format!("{suite}::{name}/nothing_else"), move || {
            module.finds_nothing_else(&wrong)
        }));
    }
    tests.push(known.leftovers(suite));
    tests
}

struct Module {
    folder: PathBuf,
    rows: Vec<Row>,
    /// What is found, once for all tests of the module.
    findings: OnceLock<Result<Vec<Finding>, Failed>>,
}

/// A finding that is expected; of each, any of the alternatives.
struct Row {
    writes: Vec<String>,
    reads: Vec<String>,
    cells: Vec<String>,
}

impl Row {
    fn matches(&self, finding: &Finding) -> bool {
        self.writes.contains(&finding.teardown.0)
            && self.reads.contains(&finding.goroutine.0)
            && self.cells.contains(&finding.cell)
    }
}

impl Module {
    fn read(folder: &Path) -> Self {
        let rows = table(&folder.join("expected.tsv"), ["write", "read", "cell"]);
        let alternatives = |text: String| text.split('|').map(str::to_owned).collect();
        let rows = rows.into_iter().map(|row| {
            let [writes, reads, cells] = row.map(alternatives);
            Row { writes, reads, cells }
        });
        Self { folder: folder.into(), rows: rows.collect(), findings: OnceLock::new() }
    }

    fn findings(&self) -> Result<&[Finding], Failed> {
        let findings = self.findings.get_or_init(|| findings(&self.folder, &[]));
        findings.as_deref().map_err(Clone::clone)
    }

    fn unexpected(&self) -> Result<impl Iterator<Item = &Finding>, Failed> {
        let expected = |finding: &Finding| self.rows.iter().any(|row| row.matches(finding));
        Ok(self.findings()?.iter().filter(move |finding| !expected(finding)))
    }

    fn finds(&self, row: usize) -> Result<Result<(), String>, Failed> {
        let findings = self.findings()?;
        if findings.iter().any(|finding| self.rows[row].matches(finding)) {
            return Ok(Ok(()));
        }
        Ok(Err(format!("no finding matches the row:{}", lines(findings))))
    }

    /// There is no unexpected finding with this write.
    fn is_silent_about(&self, write: &str) -> Result<Result<(), String>, Failed> {
        match self.unexpected()?.find(|finding| finding.teardown.0 == write) {
            None => Ok(Ok(())),
            Some(finding) => Ok(Err(finding.to_string())),
        }
    }

    fn finds_nothing_else(&self, known_writes: &[String]) -> Result<(), Failed> {
        let unexpected = self.unexpected()?;
        let new: Vec<_> =
            unexpected.filter(|finding| !known_writes.contains(&finding.teardown.0)).collect();
        match new.is_empty() {
            true => Ok(()),
            false => Err(format!("findings that are no row:{}", lines(new)).into()),
        }
    }
}
