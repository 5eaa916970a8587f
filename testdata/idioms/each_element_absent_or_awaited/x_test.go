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
	done chan struct{}
}

type Stream struct{ resuming []*sub }

func serve(s *sub) {
	defer close(s.done)
	time.Sleep(ms)
	use(s.buf)
}

func (w *Stream) join() {
	for _, s := range w.resuming {
		if s != nil {
			<-s.done
		}
	}
}

func (w *Stream) Resume() {
	w.join()
	for _, s := range w.resuming {
		if s == nil {
			continue
		}
		s.buf = nil
		s.done = make(chan struct{})
		go serve(s)
	}
}

func TestX(t *testing.T) {
	closed := make(chan struct{})
	close(closed)
	w := &Stream{resuming: []*sub{{done: closed}, nil, {done: closed}}}
	w.Resume()
	w.Resume()
	w.join()
}
