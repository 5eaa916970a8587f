package x

import (
	"testing"
	"time"

	"github.com/oklog/run"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Handler struct {
	conns *int
	stop  chan struct{}
}

func (h *Handler) Run() error {
	for {
		use(h.conns) // race:r
		select {
		case <-h.stop:
			return nil
		case <-time.After(ms):
		}
	}
}

func (h *Handler) Close() {
	h.conns = nil // race:w
	close(h.stop)
}

func setup(g *run.Group) {
	h := &Handler{conns: new(int), stop: make(chan struct{})}
	g.Add(func() error { return h.Run() }, func(error) { h.Close() })
}

func TestX(t *testing.T) {
	var g run.Group
	setup(&g)
	g.Add(func() error { time.Sleep(4 * ms); return nil }, func(error) {})
	use(g.Run())
}
