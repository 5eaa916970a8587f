package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Inhibitor struct {
	rules *int
	stop  chan struct{}
	done  chan struct{}
}

func (h *Inhibitor) Run() {
	defer close(h.done)
	for {
		use(h.rules)
		select {
		case <-h.stop:
			return
		case <-time.After(ms):
		}
	}
}

func (h *Inhibitor) Stop() {
	close(h.stop)
	<-h.done
	h.rules = nil
}

// Reload stops what runs, and starts another.
func Reload(n int) {
	var current *Inhibitor
	reload := func() {
		if current != nil {
			current.Stop()
		}
		current = &Inhibitor{rules: new(int), stop: make(chan struct{}), done: make(chan struct{})}
		go current.Run()
	}
	for range n {
		reload()
		time.Sleep(2 * ms)
	}
	current.Stop()
}

func TestX(t *testing.T) {
	Reload(3)
}
