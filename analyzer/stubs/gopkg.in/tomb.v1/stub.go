// Declarations of package gopkg.in/tomb.v1 for type resolution: no bodies, no values.

package tomb

var ErrDying error
var ErrStillAlive error

type Tomb struct{}

func (t *Tomb) Done()
func (t *Tomb) Alive() bool
func (t *Tomb) Dead() <-chan struct{}
func (t *Tomb) Dying() <-chan struct{}
func (t *Tomb) Err() (reason error)
func (t *Tomb) Kill(reason error)
func (t *Tomb) Killf(f string, a ...any) error
func (t *Tomb) Wait() error
