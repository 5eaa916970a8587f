package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Worker[T any] struct {
	wg   sync.WaitGroup
	in   chan T
	last *T
}

func (w *Worker[T]) Start() {
	w.wg.Add(1)
	go w.run()
}

func (w *Worker[T]) run() {
	defer w.wg.Done()
	for v := range w.in {
		time.Sleep(2 * ms)
		w.last = &v
	}
}

func (w *Worker[T]) Stop() {
	close(w.in)
	w.wg.Wait()
	w.last = nil
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
