// Declarations of package k8s.io/apimachinery/pkg/util/wait for type resolution: no bodies, no values.

package wait

import (
	"context"
	"time"
)

var ForeverTestTimeout time.Duration
var NeverStop <-chan struct{}

func BackoffUntil(f func(), backoff BackoffManager, sliding bool, stopCh <-chan struct{})
func Forever(f func(), period time.Duration)
func Jitter(duration time.Duration, maxFactor float64) time.Duration
func JitterUntil(f func(), period time.Duration, jitterFactor float64, sliding bool, stopCh <-chan struct{})
func JitterUntilWithContext(ctx context.Context, f func(context.Context), period time.Duration, jitterFactor float64, sliding bool)
func NonSlidingUntil(f func(), period time.Duration, stopCh <-chan struct{})
func Poll(interval, timeout time.Duration, condition ConditionFunc) error
func PollImmediate(interval, timeout time.Duration, condition ConditionFunc) error
func PollUntil(interval time.Duration, condition ConditionFunc, stopCh <-chan struct{}) error
func PollUntilContextCancel(ctx context.Context, interval time.Duration, immediate bool, condition ConditionWithContextFunc) error
func PollUntilContextTimeout(ctx context.Context, interval, timeout time.Duration, immediate bool, condition ConditionWithContextFunc) error
func Until(f func(), period time.Duration, stopCh <-chan struct{})
func UntilWithContext(ctx context.Context, f func(context.Context), period time.Duration)

type BackoffManager interface{}

type ConditionFunc func() (done bool, err error)

type ConditionWithContextFunc func(context.Context) (done bool, err error)

type Group struct{}

func (g *Group) Start(f func())
func (g *Group) StartWithChannel(stopCh <-chan struct{}, f func(stopCh <-chan struct{}))
func (g *Group) StartWithContext(ctx context.Context, f func(context.Context))
func (g *Group) Wait()
