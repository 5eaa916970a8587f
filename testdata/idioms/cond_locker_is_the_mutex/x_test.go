package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Queue struct {
	mu   sync.Mutex
	cond *sync.Cond
	jobs []int
}

func New() *Queue {
	q := &Queue{jobs: []int{1}}
	q.cond = sync.NewCond(&q.mu)
	go q.run()
	return q
}

func (q *Queue) run() {
	for i := 0; i < 8; i++ {
		q.cond.L.Lock()
		use(len(q.jobs))
		q.cond.L.Unlock()
		time.Sleep(ms)
	}
}

func (q *Queue) Close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.jobs = nil
}

func TestX(t *testing.T) {
	q := New()
	time.Sleep(3 * ms)
	q.Close()
	time.Sleep(8 * ms)
}
