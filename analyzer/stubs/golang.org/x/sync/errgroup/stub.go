// Declarations of package golang.org/x/sync/errgroup for type resolution: no bodies, no values.

package errgroup

import "context"

func WithContext(ctx context.Context) (*Group, context.Context)

type Group struct{}

func (g *Group) Go(f func() error)
func (g *Group) SetLimit(n int)
func (g *Group) TryGo(f func() error) bool
func (g *Group) Wait() error
