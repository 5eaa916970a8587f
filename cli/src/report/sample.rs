//! Results made by hand, for the tests of the formats and of the run.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use analyzer::syntax::facts::Span;
use analyzer::{
    Analysis, Cell, Confidence, Conflict, FileId, Location, Operation, OriginKind, Reason, Remedy,
    RootKind, Side, SignalKind, SourceFileInfo, Step,
};
use closerace_analyzer as analyzer;

use super::{Report, Style};
use crate::args::Format;
use crate::notice::{About, Notice};
use crate::select::Hidden;
use crate::sources::Sources;

const CACHE: &str = "\
package cache

type Cache struct {
	m    map[string]int
	n    int
	stop chan struct{}
	wg   sync.WaitGroup
}

func New() *Cache {
	c := &Cache{m: map[string]int{}, stop: make(chan struct{})}
	c.start()
	return c
}

func (c *Cache) start() {
	c.wg.Add(1)
	go c.scan()
}
";

const CLOSE: &str = "\
package cache

func (c *Cache) scan() {
	defer c.wg.Done()
	for c.n < len(c.m) {
	}
}

func (c *Cache) Close() {
	close(c.stop)
	c.drop()
	c.wg.Wait()
}

func (c *Cache) drop() {
	/* é */ c.m = nil
	c.n = 0
}
";

/// A source file on disk, of a name that no other test has.
pub(crate) fn file(name: &str, text: &str) -> (SourceFileInfo, PathBuf) {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let unique = NEXT.fetch_add(1, Ordering::Relaxed);
    let absolute =
        std::env::temp_dir().join(format!("closerace-{}-{unique}-{name}", std::process::id()));
    std::fs::write(&absolute, text).unwrap();
    (SourceFileInfo { path: name.into(), absolute: absolute.clone() }, absolute)
}

/// An analysis and the files that it speaks of.
pub(crate) struct Sample {
    pub(crate) analysis: Analysis,
    pub(crate) notices: Vec<Notice>,
    paths: Vec<PathBuf>,
}

impl Sample {
    /// Two fields and a package variable that `Close` writes while a goroutine reads them.
    pub(crate) fn new() -> Self {
        let mut sample = Self::clean();
        let analysis = &mut sample.analysis;
        for (name, text) in [("a dir/cache.go", CACHE), ("close.go", CLOSE)] {
            let (info, path) = file(&name.replace('/', "-"), text);
            analysis.files.push(SourceFileInfo { path: name.into(), ..info });
            sample.paths.push(path);
        }
        let cell = |field: &str| Cell::Field {
            package: "example.com/cache".into(),
            type_name: "Cache".into(),
            field: field.into(),
        };
        analysis.conflicts = vec![
            conflict(cell("m"), "c.m = nil", "c.m)"),
            conflict(cell("n"), "c.n = 0", "c.n <"),
            Conflict {
                root_kind: RootKind::SpawnersTail,
                confidence: Confidence::Low,
                ..conflict(
                    Cell::Variable { package: "example.com/cache".into(), name: "live".into() },
                    "c.n = 0",
                    "c.n <",
                )
            },
        ];
        analysis.conflicts[1].also = vec![(find(1, "c.n = 0", 3), find(1, "c.m)", 3))];
        analysis.coverage.partial = vec![(FileId(0), vec![find(0, "m    map", 1)])];
        analysis.coverage.problems = vec!["b.go: permission denied".into()];
        analysis.coverage.excluded = 4;
        analysis.coverage.capped = vec!["(*Cache).scan".into()];
        analysis.coverage.counts = vec![("conflicts".into(), 3)];
        sample.notices = vec![Notice {
            about: About::UnusedIgnore,
            place: Some(find(1, "/* \u{e9}", 2)),
            text: "`//closerace:ignore all` silences nothing".into(),
        }];
        sample
    }

    /// An analysis that found nothing.
    pub(crate) fn clean() -> Self {
        let mut analysis = Analysis::default();
        analysis.coverage.files = 2;
        analysis.coverage.packages = 1;
        analysis.coverage.lines = 37;
        Self { analysis, notices: Vec::new(), paths: Vec::new() }
    }

    pub(crate) fn remove_files(&mut self) {
        for path in self.paths.drain(..) {
            std::fs::remove_file(path).unwrap();
        }
    }

    pub(crate) fn render(&self, format: Format, style: Style) -> Vec<u8> {
        let findings = closerace_rules::findings(&self.analysis, closerace_rules::RULES);
        // As if the user stood elsewhere and named the folder.
        let mut sources = Sources::new(&self.analysis.files, None, Path::new("/"), None);
        sources.show_relative();
        let report = Report {
            findings: &findings,
            hidden: Hidden { silenced: 1, known: 2, old: 0, further: 0 },
            notices: &self.notices,
            coverage: &self.analysis.coverage,
            sources: &sources,
        };
        report.render(format, style)
    }

    pub(crate) fn text(&self, format: Format) -> String {
        String::from_utf8(self.render(format, Style::PLAIN)).unwrap()
    }
}

impl Drop for Sample {
    fn drop(&mut self) {
        self.remove_files();
    }
}

/// The first place of a text in a file, of that many bytes.
fn find(file: u32, text: &str, length: u32) -> Location {
    let source = [CACHE, CLOSE][file as usize];
    let start = source.find(text).unwrap();
    let line_start = source[..start].rfind('\n').map_or(0, |at| at + 1);
    Location {
        file: FileId(file),
        span: Span { start: start as u32, end: start as u32 + length },
        line: source[..start].matches('\n').count() as u32 + 1,
        column: (start - line_start) as u32 + 1,
    }
}

fn step(function: &str, location: Location) -> Step {
    Step { function: function.into(), location, lines: (location.line, location.line) }
}

fn conflict(cell: Cell, write: &str, read: &str) -> Conflict {
    let side = |operation, text: &str, trace| Side {
        operation,
        trace,
        locks: Vec::new(),
        expression: text[..3].into(),
    };
    let close = step("(*Cache).Close", find(1, "c.drop()", 8));
    let drop = step("(*Cache).drop", find(1, write, 3));
    let spawn = step("(*Cache).start", find(0, "go c.scan()", 11));
    let wait = find(1, "c.wg.Wait()", 11);
    Conflict {
        cell,
        declared: vec![find(0, "m    map", 1), find(0, "Cache struct", 5)],
        root_kind: RootKind::EndOfLife,
        origin_kind: OriginKind::Own,
        teardown: side(Operation::Write, write, vec![close, drop]),
        goroutine: side(Operation::Read, read, vec![step("(*Cache).scan", find(1, read, 3))]),
        spawn: spawn.clone(),
        spawn_trace: vec![step("New", find(0, "c.start()", 9)), spawn],
        confidence: Confidence::High,
        reasons: vec![
            Reason::SignalOnly {
                what: "c.stop".into(),
                how: SignalKind::Close,
                at: find(1, "close(c", 13),
            },
            Reason::WaitAfterAccess { what: "c.wg".into(), at: wait },
        ],
        remedies: vec![Remedy::MoveWaitUp { what: "c.wg".into(), at: wait }],
        also: Vec::new(),
    }
}
