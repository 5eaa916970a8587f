// Declarations of package k8s.io/klog/v2 for type resolution: no bodies, no values.

package klog

func Info(args ...any)
func Infof(format string, args ...any)
func Infoln(args ...any)
func Warning(args ...any)
func Warningf(format string, args ...any)
func Warningln(args ...any)
func Error(args ...any)
func Errorf(format string, args ...any)
func Errorln(args ...any)
func Fatal(args ...any)
func Fatalf(format string, args ...any)
func Fatalln(args ...any)
func Exit(args ...any)
func Exitf(format string, args ...any)
func Exitln(args ...any)
func ErrorS(err error, msg string, keysAndValues ...any)
func Flush()
func InfoS(msg string, keysAndValues ...any)
func V(level Level) Verbose

type Level int32

type Verbose struct{}

func (v Verbose) Enabled() bool
func (v Verbose) ErrorS(err error, msg string, keysAndValues ...any)
func (v Verbose) Info(args ...any)
func (v Verbose) InfoS(msg string, keysAndValues ...any)
func (v Verbose) Infof(format string, args ...any)
func (v Verbose) Infoln(args ...any)
