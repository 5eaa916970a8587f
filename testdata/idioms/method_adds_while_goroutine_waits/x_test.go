package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Generation struct {
	wg   sync.WaitGroup
	done chan struct{}
}

func (g *Generation) Start(fn func()) {
	g.wg.Add(1) // race:r
	go func() {
		fn()
		g.wg.Done()
	}()
}

func (g *Generation) close() {
	close(g.done)
	g.wg.Wait() // race:w
}

func Run() *Generation {
	g := &Generation{done: make(chan struct{})}
	go func() {
		time.Sleep(4 * ms)
		g.close()
	}()
	return g
}

func TestX(t *testing.T) {
	g := Run()
	g.Start(func() { time.Sleep(8 * ms) })
	time.Sleep(100 * ms)
	g.Start(func() {})
	time.Sleep(4 * ms)
}
