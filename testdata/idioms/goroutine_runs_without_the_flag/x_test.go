package x

import (
	"sync"
	"testing"
	"time"
)

type Target struct {
	mu      sync.Mutex
	started time.Time
	n       int
	wg      sync.WaitGroup
}

// Start has one main worker, which starts the others.
func (t *Target) Start() {
	t.wg.Add(1)
	go t.work(true, 3)
}

func (t *Target) work(main bool, n int) {
	defer t.wg.Done()
	for i := 0; i < n; i++ {
		if main && t.started.IsZero() {
			t.started = time.Now()
			t.wg.Add(1)
			go t.work(false, n)
		}
		if main {
			t.n++
		}
	}
}

func (t *Target) Close() { t.wg.Wait() }

func TestX(t *testing.T) {
	x := new(Target)
	x.Start()
	x.Close()
}
