// Declarations of package github.com/oklog/oklog/pkg/group for type resolution: no bodies, no values.

package group

type Group struct{}

func (g *Group) Add(execute func() error, interrupt func(error))
func (g *Group) Run() error
