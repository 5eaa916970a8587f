// Declarations of package go.uber.org/zap/zapcore for type resolution: no bodies, no values.

package zapcore

import (
	"io"
	"time"
)

const DebugLevel Level = 0
const InfoLevel Level = 0
const WarnLevel Level = 0
const ErrorLevel Level = 0
const DPanicLevel Level = 0
const PanicLevel Level = 0
const FatalLevel Level = 0

func AddSync(w io.Writer) WriteSyncer
func Lock(ws WriteSyncer) WriteSyncer
func NewConsoleEncoder(cfg EncoderConfig) Encoder
func NewCore(enc Encoder, ws WriteSyncer, enab LevelEnabler) Core
func NewJSONEncoder(cfg EncoderConfig) Encoder
func NewMultiWriteSyncer(ws ...WriteSyncer) WriteSyncer
func NewNopCore() Core
func NewTee(cores ...Core) Core
func ParseLevel(text string) (Level, error)

type ArrayEncoder interface {
	AppendString(string)
	AppendReflected(value any) error
}

type ArrayMarshaler interface {
	MarshalLogArray(ArrayEncoder) error
}

type BufferedWriteSyncer struct {
	WS            WriteSyncer
	Size          int
	FlushInterval time.Duration
}

func (s *BufferedWriteSyncer) Stop() (err error)
func (s *BufferedWriteSyncer) Sync() error
func (s *BufferedWriteSyncer) Write(bs []byte) (int, error)

type CheckedEntry struct {
	Entry
	ErrorOutput WriteSyncer
}

func (ce *CheckedEntry) AddCore(ent Entry, core Core) *CheckedEntry
func (ce *CheckedEntry) Write(fields ...Field)

type Core interface {
	LevelEnabler
	With([]Field) Core
	Check(Entry, *CheckedEntry) *CheckedEntry
	Write(Entry, []Field) error
	Sync() error
}

type Encoder interface {
	ObjectEncoder
	Clone() Encoder
}

type EncoderConfig struct {
	MessageKey       string
	LevelKey         string
	TimeKey          string
	NameKey          string
	CallerKey        string
	FunctionKey      string
	StacktraceKey    string
	SkipLineEnding   bool
	LineEnding       string
	ConsoleSeparator string
}

type Entry struct {
	Level      Level
	Time       time.Time
	LoggerName string
	Message    string
	Caller     EntryCaller
	Stack      string
}

type EntryCaller struct {
	Defined  bool
	PC       uintptr
	File     string
	Line     int
	Function string
}

type Field struct {
	Key       string
	Type      FieldType
	Integer   int64
	String    string
	Interface any
}

func (f Field) AddTo(enc ObjectEncoder)
func (f Field) Equals(other Field) bool

type FieldType uint8

type Level int8

func (l Level) CapitalString() string
func (l Level) Enabled(lvl Level) bool
func (l *Level) Set(s string) error
func (l Level) String() string
func (l *Level) UnmarshalText(text []byte) error

type LevelEnabler interface {
	Enabled(Level) bool
}

type ObjectEncoder interface {
	AddArray(key string, marshaler ArrayMarshaler) error
	AddObject(key string, marshaler ObjectMarshaler) error
	AddBool(key string, value bool)
	AddDuration(key string, value time.Duration)
	AddFloat64(key string, value float64)
	AddInt(key string, value int)
	AddInt64(key string, value int64)
	AddString(key, value string)
	AddTime(key string, value time.Time)
	AddUint64(key string, value uint64)
	AddReflected(key string, value any) error
	OpenNamespace(key string)
}

type ObjectMarshaler interface {
	MarshalLogObject(ObjectEncoder) error
}

type ObjectMarshalerFunc func(ObjectEncoder) error

func (f ObjectMarshalerFunc) MarshalLogObject(enc ObjectEncoder) error

type SamplingDecision uint32

type WriteSyncer interface {
	io.Writer
	Sync() error
}
