// Declarations of package go.uber.org/multierr for type resolution: no bodies, no values.

package multierr

import "io"

func Append(left error, right error) error
func AppendFunc(into *error, fn func() error)
func AppendInto(into *error, err error) (errored bool)
func AppendInvoke(into *error, invoker Invoker)
func Close(closer io.Closer) Invoker
func Combine(errors ...error) error
func Errors(err error) []error
func Every(err error, target error) bool

type Invoke func() error

func (i Invoke) Invoke() error

type Invoker interface {
	Invoke() error
}
