package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type sub struct {
	buf  []int
	stop chan struct{}
}

type Stream struct{ resuming []*sub }

func serve(s *sub, stop chan struct{}) {
	time.Sleep(ms)
	use(s.buf) // race:r
	<-stop
}

func (w *Stream) stop() {
	for _, s := range w.resuming {
		if s != nil {
			close(s.stop)
		}
	}
}

func (w *Stream) Resume() {
	w.stop()
	for _, s := range w.resuming {
		if s == nil {
			continue
		}
		s.buf = nil // race:w
		s.stop = make(chan struct{})
		go serve(s, s.stop)
	}
}

func TestX(t *testing.T) {
	w := &Stream{resuming: []*sub{{stop: make(chan struct{})}, nil, {stop: make(chan struct{})}}}
	w.Resume()
	w.Resume()
	time.Sleep(20 * ms)
	w.stop()
}
