//! Benchmarks that need nothing but this repository and take seconds.
//!
//! ```text
//! cargo bench -p closerace-analyzer --bench analysis
//! cargo bench -p closerace-analyzer --bench analysis -- generated
//! ```
//!
//! Everything runs on one thread, so that figures of different machines and days say more. How the analysis does on
//! a large repository is for the example `compare` to say.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use closerace_analyzer::source::{BuildContext, Discover, Exclude, discover};
use closerace_analyzer::syntax::FileParser;
use closerace_analyzer::{Analysis, Confidence, Options, analyze};
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};

fn main() {
    divan::main();
}

/// Parsing and lowering of a program, without finding and reading its files.
#[divan::bench(args = ["broker", "connpool", "jobserver", "logship", "snapcache"])]
fn facts(bencher: Bencher<'_, '_>, program: &str) {
    let texts = texts(&testdata("programs").join(program));
    let mut parser = FileParser::new();
    bencher
        .counter(BytesCount::new(texts.iter().map(Vec::len).sum::<usize>()))
        .bench_local(|| texts.iter().map(|text| parser.read(text)).collect::<Vec<_>>());
}

/// Parsing and lowering of one generated file; the same per byte whatever its size.
#[divan::bench(args = [10, 100, 1000])]
fn facts_generated(bencher: Bencher<'_, '_>, services: usize) {
    let text = generated(services).into_bytes();
    let mut parser = FileParser::new();
    bencher.counter(BytesCount::new(text.len())).bench_local(|| parser.read(&text));
}

/// The whole analysis of the programs of testdata, every kind of conflict.
#[divan::bench]
fn analyze_programs(bencher: Bencher<'_, '_>) {
    bench_analysis(bencher, &testdata("programs"));
}

/// The whole analysis of everything in testdata, tests too: mostly finding files and small modules.
#[divan::bench]
fn analyze_testdata(bencher: Bencher<'_, '_>) {
    bench_analysis(bencher, &testdata(""));
}

/// The whole analysis of one generated package, in which every service has a conflict. Ten times the services should
/// take about ten times as long.
#[divan::bench(args = [10, 100, 1000])]
fn analyze_generated(bencher: Bencher<'_, '_>, services: usize) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("generated-{services}"));
    fs::create_dir_all(&folder).expect("the target folder can be written to");
    for (name, text) in [
        ("go.mod", "module example.com/generated\n\ngo 1.24\n".to_owned()),
        ("services.go", generated(services)),
    ] {
        fs::write(folder.join(name), text).expect("the target folder can be written to");
    }
    assert_eq!(analysis(&folder).conflicts.len(), services, "one conflict in each service");
    bencher.counter(ItemsCount::new(services)).bench_local(|| analysis(&folder));
}

fn bench_analysis(bencher: Bencher<'_, '_>, path: &Path) {
    let bytes: usize = texts(path).iter().map(Vec::len).sum();
    assert!(!analysis(path).conflicts.is_empty(), "testdata has races");
    bencher.counter(BytesCount::new(bytes)).bench_local(|| analysis(path));
}

fn analysis(path: &Path) -> Analysis {
    let options = Options {
        tests: true,
        min_confidence: Confidence::Low,
        threads: Some(1),
        ..Options::default()
    };
    analyze(&[path.to_owned()], &options).expect("there are Go files")
}

fn testdata(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata").join(folder)
}

/// The Go files that the analysis reads below `path`.
fn texts(path: &Path) -> Vec<Vec<u8>> {
    let build = BuildContext::default();
    let set = discover(
        &[path.to_owned()],
        &Discover { build: &build, tests: true, exclude: &Exclude::default(), unsaved: None },
    )
    .expect("testdata is where it should be");
    set.files
        .iter()
        .filter_map(|file| file.read(&build, None).expect("testdata can be read"))
        .collect()
}

/// A package of services that each run a loop on a goroutine: `Close` writes one field that the loop reads, which is
/// the conflict; another is behind a lock, and a third is written after the loop was waited for.
fn generated(services: usize) -> String {
    let mut text = "package generated\n\nimport \"sync\"\n".to_owned();
    for service in 0..services {
        write!(
            text,
            r"
type Service{service} struct {{
	mu      sync.Mutex
	wg      sync.WaitGroup
	done    chan struct{{}}
	work    chan int
	sum     int
	count   int
	current *int
}}

func New{service}() *Service{service} {{
	return &Service{service}{{done: make(chan struct{{}}), work: make(chan int), current: new(int)}}
}}

func (s *Service{service}) Start() {{
	s.wg.Add(1)
	go s.loop()
}}

func (s *Service{service}) loop() {{
	defer s.wg.Done()
	for {{
		select {{
		case <-s.done:
			return
		case item := <-s.work:
			s.sum += item
			s.add(*s.current)
		}}
	}}
}}

func (s *Service{service}) add(item int) {{
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count += item
}}

func (s *Service{service}) Close() {{
	s.current = nil
	s.mu.Lock()
	s.count = 0
	s.mu.Unlock()
	close(s.done)
	s.wg.Wait()
	s.sum = 0
}}
"
        )
        .expect("a string can be written to");
    }
    text
}
