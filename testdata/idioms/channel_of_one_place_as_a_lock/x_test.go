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
	return &Resolver{busy: make(chan struct{}, 1), conn: new(int)}
}

func (r *Resolver) Start() {
	r.busy <- struct{}{}
	defer func() { <-r.busy }()
	use(r.conn)
}

func (r *Resolver) Stop() {
	r.busy <- struct{}{}
	defer func() { <-r.busy }()
	r.conn = nil
}

func TestX(t *testing.T) {
	r := New()
	go func() {
		for range 8 {
			r.Start()
			time.Sleep(ms / 2)
		}
	}()
	time.Sleep(2 * ms)
	r.Stop()
	time.Sleep(6 * ms)
}
