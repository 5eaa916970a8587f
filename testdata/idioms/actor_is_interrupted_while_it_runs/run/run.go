// Package run stands for the one of that name: groups of actors.
package run

type actor struct {
	execute   func() error
	interrupt func(error)
}

// Group is a list of actors.
type Group struct {
	actors []actor
}

// Add adds an actor.
func (g *Group) Add(execute func() error, interrupt func(error)) {
	g.actors = append(g.actors, actor{execute, interrupt})
}

// Run runs all actors, interrupts all once one has returned, and returns once all have.
func (g *Group) Run() error {
	results := make(chan error, len(g.actors))
	for _, one := range g.actors {
		go func() { results <- one.execute() }()
	}
	if len(g.actors) == 0 {
		return nil
	}
	err := <-results
	for _, one := range g.actors {
		one.interrupt(err)
	}
	for range len(g.actors) - 1 {
		<-results
	}
	return err
}
