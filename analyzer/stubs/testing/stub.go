// Declarations of package testing for type resolution: no bodies, no values.

package testing

import (
	"context"
	"io"
	"reflect"
	"time"
)

func AllocsPerRun(runs int, f func()) (avg float64)
func Benchmark(f func(b *B)) BenchmarkResult
func CoverMode() string
func Coverage() float64
func Init()
func Main(matchString func(pat, str string) (bool, error), tests []InternalTest, benchmarks []InternalBenchmark, examples []InternalExample)
func MainStart(deps testDeps, tests []InternalTest, benchmarks []InternalBenchmark, fuzzTargets []InternalFuzzTarget, examples []InternalExample) *M
func RegisterCover(c Cover)
func RunBenchmarks(matchString func(pat, str string) (bool, error), benchmarks []InternalBenchmark)
func RunExamples(matchString func(pat, str string) (bool, error), examples []InternalExample) (ok bool)
func RunTests(matchString func(pat, str string) (bool, error), tests []InternalTest) (ok bool)
func Short() bool
func Testing() bool
func Verbose() bool

type B struct {
	N int
}

func (b *B) Elapsed() time.Duration
func (b *B) Loop() bool
func (b *B) ReportAllocs()
func (b *B) ReportMetric(n float64, unit string)
func (b *B) ResetTimer()
func (b *B) Run(name string, f func(b *B)) bool
func (b *B) RunParallel(body func(*PB))
func (b *B) SetBytes(n int64)
func (b *B) SetParallelism(p int)
func (b *B) StartTimer()
func (b *B) StopTimer()
func (recv *B) ArtifactDir() string
func (recv *B) Attr(key, value string)
func (recv *B) Chdir(dir string)
func (recv *B) Cleanup(f func())
func (recv *B) Context() context.Context
func (recv *B) Error(args ...any)
func (recv *B) Errorf(format string, args ...any)
func (recv *B) Fail()
func (recv *B) FailNow()
func (recv *B) Failed() bool
func (recv *B) Fatal(args ...any)
func (recv *B) Fatalf(format string, args ...any)
func (recv *B) Helper()
func (recv *B) Log(args ...any)
func (recv *B) Logf(format string, args ...any)
func (recv *B) Name() string
func (recv *B) Output() io.Writer
func (recv *B) Setenv(key, value string)
func (recv *B) Skip(args ...any)
func (recv *B) SkipNow()
func (recv *B) Skipf(format string, args ...any)
func (recv *B) Skipped() bool
func (recv *B) TempDir() string

type BenchmarkResult struct {
	N         int
	T         time.Duration
	Bytes     int64
	MemAllocs uint64
	MemBytes  uint64
	Extra     map[string]float64
}

func (r BenchmarkResult) AllocedBytesPerOp() int64
func (r BenchmarkResult) AllocsPerOp() int64
func (r BenchmarkResult) MemString() string
func (r BenchmarkResult) NsPerOp() int64
func (r BenchmarkResult) String() string

type Cover struct {
	Mode            string
	Counters        map[string][]uint32
	Blocks          map[string][]CoverBlock
	CoveredPackages string
}

type CoverBlock struct {
	Line0 uint32
	Col0  uint16
	Line1 uint32
	Col1  uint16
	Stmts uint16
}

type F struct{}

func (f *F) Add(args ...any)
func (f *F) Fail()
func (f *F) Fuzz(ff any)
func (f *F) Helper()
func (f *F) Skipped() bool
func (recv *F) ArtifactDir() string
func (recv *F) Attr(key, value string)
func (recv *F) Chdir(dir string)
func (recv *F) Cleanup(f func())
func (recv *F) Context() context.Context
func (recv *F) Error(args ...any)
func (recv *F) Errorf(format string, args ...any)
func (recv *F) FailNow()
func (recv *F) Failed() bool
func (recv *F) Fatal(args ...any)
func (recv *F) Fatalf(format string, args ...any)
func (recv *F) Log(args ...any)
func (recv *F) Logf(format string, args ...any)
func (recv *F) Name() string
func (recv *F) Output() io.Writer
func (recv *F) Setenv(key, value string)
func (recv *F) Skip(args ...any)
func (recv *F) SkipNow()
func (recv *F) Skipf(format string, args ...any)
func (recv *F) TempDir() string

type InternalBenchmark struct {
	Name string
	F    func(b *B)
}

type InternalExample struct {
	Name      string
	F         func()
	Output    string
	Unordered bool
}

type InternalFuzzTarget struct {
	Name string
	Fn   func(f *F)
}

type InternalTest struct {
	Name string
	F    func(*T)
}

type M struct{}

func (m *M) Run() (code int)

type PB struct{}

func (pb *PB) Next() bool

type T struct{}

func (t *T) Chdir(dir string)
func (t *T) Deadline() (deadline time.Time, ok bool)
func (t *T) Parallel()
func (t *T) Run(name string, f func(t *T)) bool
func (t *T) Setenv(key, value string)
func (recv *T) ArtifactDir() string
func (recv *T) Attr(key, value string)
func (recv *T) Cleanup(f func())
func (recv *T) Context() context.Context
func (recv *T) Error(args ...any)
func (recv *T) Errorf(format string, args ...any)
func (recv *T) Fail()
func (recv *T) FailNow()
func (recv *T) Failed() bool
func (recv *T) Fatal(args ...any)
func (recv *T) Fatalf(format string, args ...any)
func (recv *T) Helper()
func (recv *T) Log(args ...any)
func (recv *T) Logf(format string, args ...any)
func (recv *T) Name() string
func (recv *T) Output() io.Writer
func (recv *T) Skip(args ...any)
func (recv *T) SkipNow()
func (recv *T) Skipf(format string, args ...any)
func (recv *T) Skipped() bool
func (recv *T) TempDir() string

type TB interface {
	ArtifactDir() string
	Attr(key, value string)
	Chdir(dir string)
	Cleanup(func())
	Context() context.Context
	Error(args ...any)
	Errorf(format string, args ...any)
	Fail()
	FailNow()
	Failed() bool
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Helper()
	Log(args ...any)
	Logf(format string, args ...any)
	Name() string
	Output() io.Writer
	Setenv(key, value string)
	Skip(args ...any)
	SkipNow()
	Skipf(format string, args ...any)
	Skipped() bool
	TempDir() string
}

type corpusEntry = struct {
	Parent     string
	Path       string
	Data       []byte
	Values     []any
	Generation int
	IsSeed     bool
}

type testDeps interface {
	CheckCorpus([]any, []reflect.Type) error
	CoordinateFuzzing(time.Duration, int64, time.Duration, int64, int, []corpusEntry, []reflect.Type, string, string) error
	ImportPath() string
	InitRuntimeCoverage() (mode string, tearDown func(coverprofile, gocoverdir string) (string, error), snapcov func() float64)
	MatchString(pat, str string) (bool, error)
	ModulePath() string
	ReadCorpus(string, []reflect.Type) ([]corpusEntry, error)
	ResetCoverage()
	RunFuzzWorker(func(corpusEntry) error) error
	SetPanicOnExit0(bool)
	SnapshotCoverage()
	StartCPUProfile(io.Writer) error
	StartTestLog(io.Writer)
	StopCPUProfile()
	StopTestLog() error
	WriteProfileTo(string, io.Writer, int) error
}
