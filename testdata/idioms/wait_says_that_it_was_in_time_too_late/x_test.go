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
				time.Sleep(ms)
				w.buf = append(w.buf[:0], 1) // race:r
				return
			default:
				w.buf = append(w.buf[:0], 1) // race:r
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

// Close lets go of the buffer if the worker has not ended in time.
func (w *Worker) Close() {
	close(w.quit)
	ended := w.wait(ms / 10)
	if ended {
		return
	}
	w.buf = nil // race:w
}

func TestRun(t *testing.T) {
	for i := 0; i < 20; i++ {
		w := &Worker{quit: make(chan struct{})}
		w.Start()
		time.Sleep(ms)
		w.Close()
		<-w.done
	}
}
