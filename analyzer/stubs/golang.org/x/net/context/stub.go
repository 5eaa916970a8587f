// Declarations of package golang.org/x/net/context for type resolution: no bodies, no values.

package context

import (
	"context"
	"time"
)

var Canceled error
var DeadlineExceeded error

func Background() Context
func TODO() Context
func WithCancel(parent Context) (ctx Context, cancel CancelFunc)
func WithDeadline(parent Context, deadline time.Time) (Context, CancelFunc)
func WithTimeout(parent Context, timeout time.Duration) (Context, CancelFunc)
func WithValue(parent Context, key, val any) Context

type CancelFunc = context.CancelFunc

type Context = context.Context
