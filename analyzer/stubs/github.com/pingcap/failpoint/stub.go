// Declarations of package github.com/pingcap/failpoint for type resolution: no bodies, no values.

package failpoint

import "context"

type Value any

func Break(label ...string)
func Continue(label ...string)
func Disable(failpath string) error
func Enable(failpath, inTerms string) error
func EnableCall(failpath string, fn any) error
func Eval(failpath string) (Value, error)
func EvalContext(ctx context.Context, failpath string) (Value, error)
func Fallthrough()
func Goto(label string)
func Inject(fpname string, fpbody any)
func InjectCall(fpname string, args ...any)
func InjectContext(ctx context.Context, fpname string, fpbody any)
func Label(label string)
func Return(result ...any)
func WithHook(ctx context.Context, hook Hook) context.Context

type Hook func(ctx context.Context, fpname string) bool
