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
}

func (h *Inhibitor) Run() {
	for range 4 {
		use(h.rules) // race:r
		time.Sleep(ms)
	}
}

func (h *Inhibitor) Stop() {
	h.rules = nil // race:w
}

// Reload stops what runs, and starts another.
func Reload(n int) {
	var current *Inhibitor
	reload := func() {
		if current != nil {
			current.Stop()
		}
		current = &Inhibitor{rules: new(int)}
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
	time.Sleep(8 * ms)
}
