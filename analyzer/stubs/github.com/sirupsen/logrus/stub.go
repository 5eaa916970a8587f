// Declarations of package github.com/sirupsen/logrus for type resolution: no bodies, no values.

package logrus

import (
	"bytes"
	"context"
	"io"
	"runtime"
	"time"
)

const ErrorKey = ""
const PanicLevel Level = 0
const FatalLevel Level = 0
const ErrorLevel Level = 0
const WarnLevel Level = 0
const InfoLevel Level = 0
const DebugLevel Level = 0
const TraceLevel Level = 0

var AllLevels []Level

func Trace(args ...any)
func Tracef(format string, args ...any)
func Traceln(args ...any)
func Debug(args ...any)
func Debugf(format string, args ...any)
func Debugln(args ...any)
func Info(args ...any)
func Infof(format string, args ...any)
func Infoln(args ...any)
func Print(args ...any)
func Printf(format string, args ...any)
func Println(args ...any)
func Warn(args ...any)
func Warnf(format string, args ...any)
func Warnln(args ...any)
func Warning(args ...any)
func Warningf(format string, args ...any)
func Warningln(args ...any)
func Error(args ...any)
func Errorf(format string, args ...any)
func Errorln(args ...any)
func Fatal(args ...any)
func Fatalf(format string, args ...any)
func Fatalln(args ...any)
func Panic(args ...any)
func Panicf(format string, args ...any)
func Panicln(args ...any)
func AddHook(hook Hook)
func Exit(code int)
func GetLevel() Level
func IsLevelEnabled(level Level) bool
func New() *Logger
func NewEntry(logger *Logger) *Entry
func ParseLevel(lvl string) (Level, error)
func RegisterExitHandler(handler func())
func SetFormatter(formatter Formatter)
func SetLevel(level Level)
func SetOutput(out io.Writer)
func SetReportCaller(include bool)
func StandardLogger() *Logger
func WithContext(ctx context.Context) *Entry
func WithError(err error) *Entry
func WithField(key string, value any) *Entry
func WithFields(fields Fields) *Entry
func WithTime(t time.Time) *Entry

type Entry struct {
	Logger  *Logger
	Data    Fields
	Time    time.Time
	Level   Level
	Caller  *runtime.Frame
	Message string
	Buffer  *bytes.Buffer
	Context context.Context
}

func (entry *Entry) Trace(args ...any)
func (entry *Entry) Tracef(format string, args ...any)
func (entry *Entry) Traceln(args ...any)
func (entry *Entry) Debug(args ...any)
func (entry *Entry) Debugf(format string, args ...any)
func (entry *Entry) Debugln(args ...any)
func (entry *Entry) Info(args ...any)
func (entry *Entry) Infof(format string, args ...any)
func (entry *Entry) Infoln(args ...any)
func (entry *Entry) Print(args ...any)
func (entry *Entry) Printf(format string, args ...any)
func (entry *Entry) Println(args ...any)
func (entry *Entry) Warn(args ...any)
func (entry *Entry) Warnf(format string, args ...any)
func (entry *Entry) Warnln(args ...any)
func (entry *Entry) Warning(args ...any)
func (entry *Entry) Warningf(format string, args ...any)
func (entry *Entry) Warningln(args ...any)
func (entry *Entry) Error(args ...any)
func (entry *Entry) Errorf(format string, args ...any)
func (entry *Entry) Errorln(args ...any)
func (entry *Entry) Fatal(args ...any)
func (entry *Entry) Fatalf(format string, args ...any)
func (entry *Entry) Fatalln(args ...any)
func (entry *Entry) Panic(args ...any)
func (entry *Entry) Panicf(format string, args ...any)
func (entry *Entry) Panicln(args ...any)
func (entry *Entry) Bytes() ([]byte, error)
func (entry *Entry) Dup() *Entry
func (entry *Entry) Log(level Level, args ...any)
func (entry *Entry) Logf(level Level, format string, args ...any)
func (entry *Entry) String() (string, error)
func (entry *Entry) WithContext(ctx context.Context) *Entry
func (entry *Entry) WithError(err error) *Entry
func (entry *Entry) WithField(key string, value any) *Entry
func (entry *Entry) WithFields(fields Fields) *Entry
func (entry *Entry) WithTime(t time.Time) *Entry
func (entry *Entry) Writer() *io.PipeWriter
func (entry *Entry) WriterLevel(level Level) *io.PipeWriter

type FieldLogger interface {
	WithField(key string, value any) *Entry
	WithFields(fields Fields) *Entry
	WithError(err error) *Entry
	Debugf(format string, args ...any)
	Debug(args ...any)
	Debugln(args ...any)
	Infof(format string, args ...any)
	Info(args ...any)
	Infoln(args ...any)
	Printf(format string, args ...any)
	Print(args ...any)
	Println(args ...any)
	Warnf(format string, args ...any)
	Warn(args ...any)
	Warnln(args ...any)
	Warningf(format string, args ...any)
	Warning(args ...any)
	Warningln(args ...any)
	Errorf(format string, args ...any)
	Error(args ...any)
	Errorln(args ...any)
	Fatalf(format string, args ...any)
	Fatal(args ...any)
	Fatalln(args ...any)
	Panicf(format string, args ...any)
	Panic(args ...any)
	Panicln(args ...any)
}

type Fields map[string]any

type Formatter interface {
	Format(*Entry) ([]byte, error)
}

type Hook interface {
	Levels() []Level
	Fire(*Entry) error
}

type JSONFormatter struct {
	TimestampFormat   string
	DisableTimestamp  bool
	DisableHTMLEscape bool
	DataKey           string
	PrettyPrint       bool
}

func (f *JSONFormatter) Format(entry *Entry) ([]byte, error)

type Level uint32

func (level Level) MarshalText() ([]byte, error)
func (level Level) String() string
func (level *Level) UnmarshalText(text []byte) error

type LevelHooks map[Level][]Hook

func (hooks LevelHooks) Add(hook Hook)
func (hooks LevelHooks) Fire(level Level, entry *Entry) error

type Logger struct {
	Out          io.Writer
	Hooks        LevelHooks
	Formatter    Formatter
	ReportCaller bool
	Level        Level
	ExitFunc     func(int)
}

func (logger *Logger) Trace(args ...any)
func (logger *Logger) Tracef(format string, args ...any)
func (logger *Logger) Traceln(args ...any)
func (logger *Logger) Debug(args ...any)
func (logger *Logger) Debugf(format string, args ...any)
func (logger *Logger) Debugln(args ...any)
func (logger *Logger) Info(args ...any)
func (logger *Logger) Infof(format string, args ...any)
func (logger *Logger) Infoln(args ...any)
func (logger *Logger) Print(args ...any)
func (logger *Logger) Printf(format string, args ...any)
func (logger *Logger) Println(args ...any)
func (logger *Logger) Warn(args ...any)
func (logger *Logger) Warnf(format string, args ...any)
func (logger *Logger) Warnln(args ...any)
func (logger *Logger) Warning(args ...any)
func (logger *Logger) Warningf(format string, args ...any)
func (logger *Logger) Warningln(args ...any)
func (logger *Logger) Error(args ...any)
func (logger *Logger) Errorf(format string, args ...any)
func (logger *Logger) Errorln(args ...any)
func (logger *Logger) Fatal(args ...any)
func (logger *Logger) Fatalf(format string, args ...any)
func (logger *Logger) Fatalln(args ...any)
func (logger *Logger) Panic(args ...any)
func (logger *Logger) Panicf(format string, args ...any)
func (logger *Logger) Panicln(args ...any)
func (logger *Logger) AddHook(hook Hook)
func (logger *Logger) Exit(code int)
func (logger *Logger) GetLevel() Level
func (logger *Logger) IsLevelEnabled(level Level) bool
func (logger *Logger) Log(level Level, args ...any)
func (logger *Logger) Logf(level Level, format string, args ...any)
func (logger *Logger) ReplaceHooks(hooks LevelHooks) LevelHooks
func (logger *Logger) SetFormatter(formatter Formatter)
func (logger *Logger) SetLevel(level Level)
func (logger *Logger) SetNoLock()
func (logger *Logger) SetOutput(output io.Writer)
func (logger *Logger) SetReportCaller(reportCaller bool)
func (logger *Logger) WithContext(ctx context.Context) *Entry
func (logger *Logger) WithError(err error) *Entry
func (logger *Logger) WithField(key string, value any) *Entry
func (logger *Logger) WithFields(fields Fields) *Entry
func (logger *Logger) WithTime(t time.Time) *Entry
func (logger *Logger) Writer() *io.PipeWriter
func (logger *Logger) WriterLevel(level Level) *io.PipeWriter

type StdLogger interface {
	Print(...any)
	Printf(string, ...any)
	Println(...any)
	Fatal(...any)
	Fatalf(string, ...any)
	Fatalln(...any)
	Panic(...any)
	Panicf(string, ...any)
	Panicln(...any)
}

type TextFormatter struct {
	ForceColors      bool
	DisableColors    bool
	ForceQuote       bool
	DisableQuote     bool
	DisableTimestamp bool
	FullTimestamp    bool
	TimestampFormat  string
	DisableSorting   bool
	PadLevelText     bool
}

func (f *TextFormatter) Format(entry *Entry) ([]byte, error)
