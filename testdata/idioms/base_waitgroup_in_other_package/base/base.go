// Package base has what every service of the program embeds.
package base

import "sync"

// Base starts goroutines and stops them.
type Base struct {
	*state
}

type state struct {
	wg   sync.WaitGroup
	stop chan struct{}
}

// New returns a Base that runs.
func New() Base { return Base{&state{stop: make(chan struct{})}} }

// Spawn runs f on a goroutine of its own until Halt.
func (b Base) Spawn(f func(stop <-chan struct{})) {
	b.wg.Add(1)
	go func() {
		defer b.wg.Done()
		f(b.stop)
	}()
}

// Halt stops every goroutine and waits for it.
func (b Base) Halt() {
	close(b.stop)
	b.wg.Wait()
}
