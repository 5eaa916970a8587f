// Declarations of package go.uber.org/zap for type resolution: no bodies, no values.

package zap

import (
	"fmt"
	"net/http"
	"time"

	"go.uber.org/zap/zapcore"
)

const DebugLevel zapcore.Level = 0
const InfoLevel zapcore.Level = 0
const WarnLevel zapcore.Level = 0
const ErrorLevel zapcore.Level = 0
const DPanicLevel zapcore.Level = 0
const PanicLevel zapcore.Level = 0
const FatalLevel zapcore.Level = 0

func Bool(key string, val bool) Field
func Boolp(key string, val *bool) Field
func Complex128(key string, val complex128) Field
func Duration(key string, val time.Duration) Field
func Durationp(key string, val *time.Duration) Field
func Float32(key string, val float32) Field
func Float64(key string, val float64) Field
func Float64p(key string, val *float64) Field
func Int(key string, val int) Field
func Int16(key string, val int16) Field
func Int32(key string, val int32) Field
func Int64(key string, val int64) Field
func Int64p(key string, val *int64) Field
func Int8(key string, val int8) Field
func Intp(key string, val *int) Field
func String(key string, val string) Field
func Stringp(key string, val *string) Field
func Time(key string, val time.Time) Field
func Timep(key string, val *time.Time) Field
func Uint(key string, val uint) Field
func Uint16(key string, val uint16) Field
func Uint32(key string, val uint32) Field
func Uint64(key string, val uint64) Field
func Uint8(key string, val uint8) Field
func Uintptr(key string, val uintptr) Field
func Any(key string, val any) Field
func Binary(key string, val []byte) Field
func ByteString(key string, val []byte) Field
func ByteStrings(key string, val [][]byte) Field
func Bools(key string, val []bool) Field
func Durations(key string, val []time.Duration) Field
func Errors(key string, val []error) Field
func Float64s(key string, val []float64) Field
func Ints(key string, val []int) Field
func Int32s(key string, val []int32) Field
func Int64s(key string, val []int64) Field
func Strings(key string, val []string) Field
func Times(key string, val []time.Time) Field
func Uints(key string, val []uint) Field
func Uint32s(key string, val []uint32) Field
func Uint64s(key string, val []uint64) Field
func Reflect(key string, val any) Field
func Stringer(key string, val fmt.Stringer) Field
func NamedError(key string, val error) Field
func Array(key string, val zapcore.ArrayMarshaler) Field
func Object(key string, val zapcore.ObjectMarshaler) Field
func AddCaller() Option
func AddCallerSkip(skip int) Option
func AddStacktrace(lvl zapcore.LevelEnabler) Option
func CombineWriteSyncers(writers ...zapcore.WriteSyncer) zapcore.WriteSyncer
func Development() Option
func Dict(key string, val ...Field) Field
func Error(err error) Field
func ErrorOutput(w zapcore.WriteSyncer) Option
func Fields(fs ...Field) Option
func Hooks(hooks ...func(zapcore.Entry) error) Option
func Inline(val zapcore.ObjectMarshaler) Field
func L() *Logger
func LevelFlag(name string, defaultLevel zapcore.Level, usage string) *zapcore.Level
func Must(logger *Logger, err error) *Logger
func Namespace(key string) Field
func New(core zapcore.Core, options ...Option) *Logger
func NewAtomicLevel() AtomicLevel
func NewAtomicLevelAt(l zapcore.Level) AtomicLevel
func NewDevelopment(options ...Option) (*Logger, error)
func NewDevelopmentConfig() Config
func NewDevelopmentEncoderConfig() zapcore.EncoderConfig
func NewExample(options ...Option) *Logger
func NewNop() *Logger
func NewProduction(options ...Option) (*Logger, error)
func NewProductionConfig() Config
func NewProductionEncoderConfig() zapcore.EncoderConfig
func Open(paths ...string) (zapcore.WriteSyncer, func(), error)
func RedirectStdLog(l *Logger) func()
func ReplaceGlobals(logger *Logger) func()
func S() *SugaredLogger
func Skip() Field
func Stack(key string) Field
func StackSkip(key string, skip int) Field
func WithCaller(enabled bool) Option
func WrapCore(f func(zapcore.Core) zapcore.Core) Option

type AtomicLevel struct{}

func (lvl AtomicLevel) Enabled(l zapcore.Level) bool
func (lvl AtomicLevel) Level() zapcore.Level
func (lvl AtomicLevel) ServeHTTP(w http.ResponseWriter, r *http.Request)
func (lvl AtomicLevel) SetLevel(l zapcore.Level)
func (lvl AtomicLevel) String() string

type Config struct {
	Level             AtomicLevel
	Development       bool
	DisableCaller     bool
	DisableStacktrace bool
	Sampling          *SamplingConfig
	Encoding          string
	EncoderConfig     zapcore.EncoderConfig
	OutputPaths       []string
	ErrorOutputPaths  []string
	InitialFields     map[string]any
}

func (cfg Config) Build(opts ...Option) (*Logger, error)

type Field = zapcore.Field

type Logger struct{}

func (log *Logger) Debug(msg string, fields ...Field)
func (log *Logger) Info(msg string, fields ...Field)
func (log *Logger) Warn(msg string, fields ...Field)
func (log *Logger) Error(msg string, fields ...Field)
func (log *Logger) DPanic(msg string, fields ...Field)
func (log *Logger) Panic(msg string, fields ...Field)
func (log *Logger) Fatal(msg string, fields ...Field)
func (log *Logger) Check(lvl zapcore.Level, msg string) *zapcore.CheckedEntry
func (log *Logger) Core() zapcore.Core
func (log *Logger) Level() zapcore.Level
func (log *Logger) Log(lvl zapcore.Level, msg string, fields ...Field)
func (log *Logger) Name() string
func (log *Logger) Named(s string) *Logger
func (log *Logger) Sugar() *SugaredLogger
func (log *Logger) Sync() error
func (log *Logger) With(fields ...Field) *Logger
func (log *Logger) WithLazy(fields ...Field) *Logger
func (log *Logger) WithOptions(opts ...Option) *Logger

type Option interface{}

type SamplingConfig struct {
	Initial    int
	Thereafter int
	Hook       func(zapcore.Entry, zapcore.SamplingDecision)
}

type SugaredLogger struct{}

func (s *SugaredLogger) Debug(args ...any)
func (s *SugaredLogger) Debugf(template string, args ...any)
func (s *SugaredLogger) Debugln(args ...any)
func (s *SugaredLogger) Debugw(msg string, keysAndValues ...any)
func (s *SugaredLogger) Info(args ...any)
func (s *SugaredLogger) Infof(template string, args ...any)
func (s *SugaredLogger) Infoln(args ...any)
func (s *SugaredLogger) Infow(msg string, keysAndValues ...any)
func (s *SugaredLogger) Warn(args ...any)
func (s *SugaredLogger) Warnf(template string, args ...any)
func (s *SugaredLogger) Warnln(args ...any)
func (s *SugaredLogger) Warnw(msg string, keysAndValues ...any)
func (s *SugaredLogger) Error(args ...any)
func (s *SugaredLogger) Errorf(template string, args ...any)
func (s *SugaredLogger) Errorln(args ...any)
func (s *SugaredLogger) Errorw(msg string, keysAndValues ...any)
func (s *SugaredLogger) DPanic(args ...any)
func (s *SugaredLogger) DPanicf(template string, args ...any)
func (s *SugaredLogger) DPanicln(args ...any)
func (s *SugaredLogger) DPanicw(msg string, keysAndValues ...any)
func (s *SugaredLogger) Panic(args ...any)
func (s *SugaredLogger) Panicf(template string, args ...any)
func (s *SugaredLogger) Panicln(args ...any)
func (s *SugaredLogger) Panicw(msg string, keysAndValues ...any)
func (s *SugaredLogger) Fatal(args ...any)
func (s *SugaredLogger) Fatalf(template string, args ...any)
func (s *SugaredLogger) Fatalln(args ...any)
func (s *SugaredLogger) Fatalw(msg string, keysAndValues ...any)
func (s *SugaredLogger) Desugar() *Logger
func (s *SugaredLogger) Level() zapcore.Level
func (s *SugaredLogger) Named(name string) *SugaredLogger
func (s *SugaredLogger) Sync() error
func (s *SugaredLogger) With(args ...any) *SugaredLogger
func (s *SugaredLogger) WithOptions(opts ...Option) *SugaredLogger
