package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

type Worker[T any] struct {
	in   chan T
	last *T
}

func (w *Worker[T]) Start() {
	go w.run()
}

func (w *Worker[T]) run() {
	for v := range w.in {
		time.Sleep(2 * ms)
		w.last = &v // race:w
	}
}

func (w *Worker[T]) Stop() {
	close(w.in)
	w.last = nil // race:w
}

func TestX(t *testing.T) {
	w := &Worker[int]{in: make(chan int, 4)}
	w.Start()
	for i := 0; i < 4; i++ {
		w.in <- i
	}
	time.Sleep(3 * ms)
	w.Stop()
	time.Sleep(8 * ms)
}
