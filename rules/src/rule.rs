//! What a rule is: one declaration, from which the registry, the documentation and every report format draw.

use analyzer::{Cell, Conflict, Operation, OriginKind, RootKind};
use closerace_analyzer as analyzer;

use crate::wording::Words;

/// How grave a finding is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// Worth knowing.
    Note,
    /// Should be fixed.
    Warning,
    /// A bug.
    Error,
}

impl Level {
    /// `note`, `warning` or `error`: the words of all report formats and options.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

/// How many of a rule's findings are right, as measured on real projects; in the words of code scanning services.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Precision {
    /// Many are not worth acting on.
    Low,
    /// Some are not.
    Medium,
    /// Nearly all are right.
    High,
}

impl Precision {
    /// `low`, `medium` or `high`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Precision::Low => "low",
            Precision::Medium => "medium",
            Precision::High => "high",
        }
    }
}

/// One rule. Every field is data, so that nothing about a rule is said in a second place.
#[derive(Debug)]
pub struct Rule {
    /// The name in options, reports and directives: kebab-case, readable after "allow".
    pub id: &'static str,
    /// The name in PascalCase, for formats that want one beside the id.
    pub name: &'static str,
    /// One line: what is wrong where this rule reports.
    pub title: &'static str,
    /// How grave its findings are.
    pub level: Level,
    /// How many of its findings are right.
    pub precision: Precision,
    /// Whether it runs unless asked otherwise.
    pub enabled_by_default: bool,
    /// The version that brought it.
    pub since: &'static str,
    /// Which conflicts are its own.
    pub claim: Claim,
    /// The main message about one or several conflicts of one teardown against one goroutine.
    pub message: fn(&Words) -> String,
    /// Markdown with the headings of [`HEADINGS`], in that order.
    pub docs: &'static str,
}

/// The headings of a rule's documentation.
pub const HEADINGS: [&str; 5] =
    ["## What it reports", "## Why it is bad", "## Example", "## Use instead", "## Limits"];

impl Rule {
    /// What stands below one of the [`HEADINGS`] in the documentation.
    #[must_use]
    pub fn section(&self, heading: &str) -> &'static str {
        let Some(at) = self.docs.find(heading) else { return "" };
        let body = &self.docs[at + heading.len()..];
        body.find("\n## ").map_or(body, |end| &body[..end]).trim()
    }

    /// The Go file of the documentation in which this rule, and no other, must report.
    #[must_use]
    pub fn bad_example(&self) -> &'static str {
        code_block(self.section(HEADINGS[2]))
    }

    /// The Go file of the documentation in which nothing may be reported.
    #[must_use]
    pub fn good_example(&self) -> &'static str {
        code_block(self.section(HEADINGS[3]))
    }
}

fn code_block(section: &'static str) -> &'static str {
    let Some((_, body)) = section.split_once("```go\n") else { return "" };
    body.split_once("```").map_or("", |(code, _)| code)
}

/// Which conflicts a rule reports: the product of its four lists.
#[derive(Debug)]
pub struct Claim {
    /// What is accessed.
    pub cells: CellScope,
    /// Where the teardown side starts.
    pub roots: &'static [RootKind],
    /// What the teardown side does.
    pub teardown: &'static [Operation],
    /// What the goroutine does.
    pub goroutine: &'static [Operation],
    /// Whose goroutine it is.
    pub origins: &'static [OriginKind],
}

impl Claim {
    /// Whether the conflict is the rule's own.
    #[must_use]
    pub fn covers(&self, conflict: &Conflict) -> bool {
        self.cells.contains(&conflict.cell)
            && self.roots.contains(&conflict.root_kind)
            && self.teardown.contains(&conflict.teardown.operation)
            && self.goroutine.contains(&conflict.goroutine.operation)
            && self.origins.contains(&conflict.origin_kind)
    }

    /// What the analysis must look for so that the claim can be met.
    #[must_use]
    pub fn needs(&self) -> analyzer::Claims {
        let writes = self.teardown.iter().any(|operation| WRITES.contains(operation));
        let locals = self.cells == CellScope::Locals;
        let reads = self.teardown.iter().any(|operation| READS.contains(operation)) && !locals;
        let root = |kind| self.roots.contains(&kind);
        let waits = self.teardown.contains(&Operation::WaitGroupWait)
            && self.goroutine.contains(&Operation::WaitGroupAdd);
        let closes =
            self.teardown.contains(&Operation::Close) && self.goroutine.contains(&Operation::Send);
        analyzer::Claims {
            teardown_writes: !locals
                && writes
                && (root(RootKind::EndOfLife) || root(RootKind::ReInitialisation)),
            late_adds: waits,
            tail_writes: writes && root(RootKind::SpawnersTail) && !locals,
            restarts: writes && root(RootKind::Restart) && !locals,
            teardown_reads: reads,
            closes,
            captured: locals,
        }
    }
}

/// Which cells a rule is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CellScope {
    /// Fields, whole structs and package variables.
    Shared,
    /// Locals that a goroutine captures.
    Locals,
    /// All of them.
    Any,
}

impl CellScope {
    /// Whether the cell is in it.
    #[must_use]
    pub fn contains(self, cell: &Cell) -> bool {
        match self {
            CellScope::Shared => !matches!(cell, Cell::Local { .. }),
            CellScope::Locals => matches!(cell, Cell::Local { .. }),
            CellScope::Any => true,
        }
    }
}

/// What changes a cell.
pub const WRITES: &[Operation] = &[
    Operation::Write,
    Operation::Overwrite,
    Operation::AtomicWrite,
    Operation::MapWrite,
    Operation::ElemWrite,
];

/// What reads a cell and leaves it as it is.
pub const READS: &[Operation] = &[
    Operation::Read,
    Operation::AtomicRead,
    Operation::MapRead,
    Operation::ElemRead,
    Operation::Use,
];

/// Everything that touches a cell.
pub const ACCESSES: &[Operation] = &[
    Operation::Read,
    Operation::Write,
    Operation::Overwrite,
    Operation::AtomicRead,
    Operation::AtomicWrite,
    Operation::MapRead,
    Operation::MapWrite,
    Operation::ElemRead,
    Operation::ElemWrite,
    Operation::Use,
    Operation::Send,
    Operation::Close,
    Operation::WaitGroupAdd,
    Operation::WaitGroupWait,
];

/// Every kind of root.
pub const ROOTS: &[RootKind] =
    &[RootKind::EndOfLife, RootKind::ReInitialisation, RootKind::Restart, RootKind::SpawnersTail];

/// Every kind of origin.
pub const ORIGINS: &[OriginKind] = &[OriginKind::Own, OriginKind::Foreign, OriginKind::Caller];
