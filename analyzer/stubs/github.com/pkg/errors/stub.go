// Declarations of package github.com/pkg/errors for type resolution: no bodies, no values.

package errors

import "fmt"

func As(err error, target any) bool
func Cause(err error) error
func Errorf(format string, args ...any) error
func Is(err, target error) bool
func New(message string) error
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
