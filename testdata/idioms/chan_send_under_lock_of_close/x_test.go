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

func (q *Query) deliver(n int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return
	}
	select {
	case q.acks <- n:
	default:
	}
}

func (q *Query) Start() {
	go func() {
		for i := 0; i < 8; i++ {
			q.deliver(i)
			time.Sleep(ms)
		}
	}()
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
	q := &Query{acks: make(chan int, 4)}
	q.Start()
	time.Sleep(3 * ms)
	q.Close()
	time.Sleep(8 * ms)
}
