// Declarations of package github.com/hashicorp/go-multierror for type resolution: no bodies, no values.

package multierror

func Append(err error, errs ...error) *Error
func Flatten(err error) error
func Prefix(err error, prefix string) error

type Error struct {
	Errors      []error
	ErrorFormat ErrorFormatFunc
}

func (e *Error) Error() string
func (e *Error) ErrorOrNil() error
func (e *Error) Len() int
func (e *Error) Unwrap() error
func (e *Error) WrappedErrors() []error

type ErrorFormatFunc func([]error) string

type Group struct{}

func (g *Group) Go(f func() error)
func (g *Group) Wait() *Error
