package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

type Worker struct {
	buf  []byte
	quit chan struct{}
	done chan struct{}
}

func (w *Worker) Start() {
	w.done = make(chan struct{})
	go func() {
		defer close(w.done)
		for {
			select {
			case <-w.quit:
				return
			default:
				w.buf = append(w.buf[:0], 1)
			}
		}
	}()
}

func (w *Worker) wait(d time.Duration) bool {
	select {
	case <-w.done:
		return true
	case <-time.After(d):
		return false
	}
}

// Close lets go of the buffer only once the worker has ended.
func (w *Worker) Close() {
	close(w.quit)
	if !w.wait(time.Second) {
		return
	}
	w.buf = nil
}

func TestRun(t *testing.T) {
	for i := 0; i < 20; i++ {
		w := &Worker{quit: make(chan struct{})}
		w.Start()
		time.Sleep(ms)
		w.Close()
	}
}
