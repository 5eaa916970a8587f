package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type queue struct {
	tasks chan int
	wg    sync.WaitGroup
	fast  bool
	w     *Writer
}

func (q *queue) run() {
	defer q.wg.Done()
	for t := range q.tasks {
		q.w.index = append(q.w.index, t) // race:r
	}
}

func (q *queue) finish() {
	if q.fast {
		return
	}
	close(q.tasks)
	q.wg.Wait()
}

type Writer struct {
	queue *queue
	index []int
}

func New(fast bool) *Writer {
	w := &Writer{}
	w.queue = &queue{tasks: make(chan int, 8), w: w}
	if fast {
		w.queue.fast = true
	}
	w.queue.wg.Add(1)
	go w.queue.run()
	return w
}

func (w *Writer) Add(t int) { w.queue.tasks <- t }

func (w *Writer) Close() {
	w.queue.finish()
	w.index = nil // race:w
}

func TestX(t *testing.T) {
	w := New(true)
	for i := 0; i < 5; i++ {
		w.Add(i)
	}
	w.Close()
	time.Sleep(3 * ms)
}
