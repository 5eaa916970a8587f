package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Query struct {
	mu     sync.Mutex
	closed bool
	acks   chan int
}

func New(timeout time.Duration) *Query {
	q := &Query{acks: make(chan int, 64)}
	time.AfterFunc(timeout, func() { q.Close() })
	return q
}

func (q *Query) Finished() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.closed
}

func (q *Query) Deliver(n int) {
	defer func() { recover() }()
	if q.Finished() {
		return
	}
	time.Sleep(2 * ms)
	q.acks <- n // race:r
}

func (q *Query) Close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return
	}
	q.closed = true
	close(q.acks) // race:w
}

func TestX(t *testing.T) {
	q := New(7 * ms)
	for i := 0; i < 12; i++ {
		q.Deliver(i)
	}
}
