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
		use(h.conns)
		select {
		case <-h.stop:
			return nil
		case <-time.After(ms):
		}
	}
}

func (h *Handler) Stop() {
	close(h.stop)
}

func (h *Handler) Close() {
	h.conns = nil
}

func setup(g *run.Group) *Handler {
	h := &Handler{stop: make(chan struct{})}
	g.Add(func() error { return h.Run() }, func(error) { h.Stop() })
	h.conns = new(int)
	return h
}

func TestX(t *testing.T) {
	var g run.Group
	h := setup(&g)
	defer h.Close()
	g.Add(func() error { time.Sleep(4 * ms); return nil }, func(error) {})
	use(g.Run())
	h.conns = new(int)
}
