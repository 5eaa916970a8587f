// Declarations of package github.com/pingcap/errors for type resolution: no bodies, no values.

package errors

import "fmt"

func As(err error, target any) bool
func AddStack(err error) error
func Annotate(err error, message string) error
func Annotatef(err error, format string, args ...any) error
func BadRequestf(format string, args ...any) error
func Cause(err error) error
func Errorf(format string, args ...any) error
func Is(err, target error) bool
func ErrorEqual(err1, err2 error) bool
func ErrorStack(err error) string
func Find(origErr error, test func(error) bool) error
func HasStack(err error) bool
func Log(err error)
func New(message string) error
func NewNoStackError(msg string) error
func NotFoundf(format string, args ...any) error
func NotSupportedf(format string, args ...any) error
func NotValidf(format string, args ...any) error
func Normalize(message string, opts ...NormalizeOption) *Error
func RFCCodeText(codeText string) NormalizeOption
func MySQLErrorCode(code int) NormalizeOption
func SuspendStack(err error) error
func Trace(err error) error
func Unwrap(err error) error
func WithMessage(err error, message string) error
func WithMessagef(err error, format string, args ...any) error
func WithStack(err error) error
func Wrap(err error, message string) error
func Wrapf(err error, format string, args ...any) error

type Frame uintptr

func (f Frame) Format(s fmt.State, verb rune)

type StackTrace []Frame

func (st StackTrace) Format(s fmt.State, verb rune)

type ErrCode int

type ErrCodeText string

type Error struct{}

func (e *Error) Cause() error
func (e *Error) Code() ErrCode
func (e *Error) Equal(err error) bool
func (e *Error) Error() string
func (e *Error) FastGen(format string, args ...any) error
func (e *Error) FastGenByArgs(args ...any) error
func (e *Error) GenWithStack(format string, args ...any) error
func (e *Error) GenWithStackByArgs(args ...any) error
func (e *Error) GetMsg() string
func (e *Error) Is(other error) bool
func (e *Error) NotEqual(err error) bool
func (e *Error) RFCCode() ErrCodeText
func (e *Error) Unwrap() error
func (e *Error) Wrap(err error) *Error

type NormalizeOption func(*Error)
