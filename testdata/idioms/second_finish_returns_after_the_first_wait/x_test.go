package x

import (
	"sync"
	"testing"
)

type queue struct {
	tasks  chan int
	wg     sync.WaitGroup
	err    error
	closed bool
	w      *Writer
}

func newQueue(size int, w *Writer) *queue {
	q := &queue{}
	q.tasks = make(chan int, size)
	q.w = w
	q.wg.Add(1)
	go q.run()
	return q
}

func (q *queue) run() {
	for t := range q.tasks {
		q.err = q.w.add(t)
	}
	q.wg.Done()
}

// finish waits, unless an earlier call has waited already.
func (q *queue) finish() error {
	if q.closed {
		return q.err
	}
	close(q.tasks)
	q.wg.Wait()
	q.closed = true
	return q.err
}

type Writer struct {
	coordination struct{ queue *queue }
	index        []int
	err          error
}

func New() *Writer {
	w := &Writer{}
	w.coordination.queue = newQueue(1, w)
	return w
}

func (w *Writer) add(t int) error {
	w.index = append(w.index, t)
	return nil
}

func (w *Writer) Add(t int) { w.coordination.queue.tasks <- t }

func (w *Writer) Close() error {
	if err := w.coordination.queue.finish(); err != nil {
		return err
	}
	if w.err != nil {
		return w.err
	}
	w.index = nil
	return nil
}

// Writers are made by whoever has this.
var maker = New

func TestX(t *testing.T) {
	w := maker()
	for i := 0; i < 50; i++ {
		w.Add(i)
	}
	_ = w.Close()
	_ = w.Close()
}
