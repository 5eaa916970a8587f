// Declarations of package gopkg.in/tomb.v2 for type resolution: no bodies, no values.

package tomb

import "context"

var ErrDying error
var ErrStillAlive error

func WithContext(parent context.Context) (*Tomb, context.Context)

type Tomb struct{}

func (t *Tomb) Context(parent context.Context) context.Context
func (t *Tomb) Go(f func() error)
func (t *Tomb) Alive() bool
func (t *Tomb) Dead() <-chan struct{}
func (t *Tomb) Dying() <-chan struct{}
func (t *Tomb) Err() (reason error)
func (t *Tomb) Kill(reason error)
func (t *Tomb) Killf(f string, a ...any) error
func (t *Tomb) Wait() error
