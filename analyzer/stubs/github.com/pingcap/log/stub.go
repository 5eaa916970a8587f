// Declarations of package github.com/pingcap/log for type resolution: no bodies, no values.

package log

import (
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

func Debug(msg string, fields ...zap.Field)
func Info(msg string, fields ...zap.Field)
func Warn(msg string, fields ...zap.Field)
func Error(msg string, fields ...zap.Field)
func Panic(msg string, fields ...zap.Field)
func Fatal(msg string, fields ...zap.Field)
func GetLevel() zapcore.Level
func L() *zap.Logger
func ReplaceGlobals(logger *zap.Logger, props *ZapProperties) func()
func S() *zap.SugaredLogger
func SetLevel(l zapcore.Level)
func Sync() error
func With(fields ...zap.Field) *zap.Logger

type ZapProperties struct {
	Core   zapcore.Core
	Syncer zapcore.WriteSyncer
	Level  zap.AtomicLevel
}
