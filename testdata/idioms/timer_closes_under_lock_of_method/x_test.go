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

func (q *Query) Deliver(n int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if !q.closed {
		q.acks <- n
	}
}

func (q *Query) Close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return
	}
	q.closed = true
	close(q.acks)
}

func TestX(t *testing.T) {
	q := New(4 * ms)
	for i := 0; i < 12; i++ {
		q.Deliver(i)
		time.Sleep(ms)
	}
}
