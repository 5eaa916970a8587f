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
}

func New(timeout time.Duration) *Query {
	q := &Query{}
	time.AfterFunc(timeout, func() { q.Close() })
	return q
}

func (q *Query) Finished() bool {
	return q.closed // race:r
}

func (q *Query) Close() {
	q.mu.Lock()
	q.closed = true // race:w
	q.mu.Unlock()
}

func TestX(t *testing.T) {
	q := New(4 * ms)
	for i := 0; i < 12; i++ {
		q.Finished()
		time.Sleep(ms)
	}
}
