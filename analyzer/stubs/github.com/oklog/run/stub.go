// Declarations of package github.com/oklog/run for type resolution: no bodies, no values.

package run

type Group struct{}

func (g *Group) Add(execute func() error, interrupt func(error))
func (g *Group) Run() error
