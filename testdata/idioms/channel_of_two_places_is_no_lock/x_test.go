package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Resolver struct {
	busy chan struct{}
	conn *int
}

func New() *Resolver {
	return &Resolver{busy: make(chan struct{}, 2), conn: new(int)}
}

func (r *Resolver) Start() {
	r.busy <- struct{}{}
	defer func() { <-r.busy }()
	use(r.conn) // race:r
	time.Sleep(ms)
}

func (r *Resolver) Stop() {
	r.busy <- struct{}{}
	defer func() { <-r.busy }()
	r.conn = nil // race:w
	time.Sleep(ms)
}

func TestX(t *testing.T) {
	r := New()
	go func() {
		for range 8 {
			r.Start()
		}
	}()
	time.Sleep(2 * ms)
	r.Stop()
	time.Sleep(8 * ms)
}
