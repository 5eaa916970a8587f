package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

type Worker struct {
	cmd  *int
	done chan struct{}
}

func (w *Worker) start() {
	w.cmd = new(int)
	w.done = make(chan struct{})
	go func() {
		*w.cmd = 1
		close(w.done)
	}()
}

func (w *Worker) stop() {
	<-w.done
	w.cmd = nil
}

func (w *Worker) run() {
	for range 4 {
		if w.cmd == nil {
			w.start()
		}
		time.Sleep(ms / 4)
		w.stop()
	}
}

func TestX(t *testing.T) {
	w := &Worker{}
	w.run()
}
