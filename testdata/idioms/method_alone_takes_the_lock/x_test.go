package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type journal struct {
	writer func(int)
}

func (j *journal) insert(n int) {
	if j.writer != nil { // race:r
		j.writer(n)
	}
}

func (j *journal) close() {
	j.writer = nil // race:w
}

type Tracker struct {
	mu      sync.Mutex
	journal *journal
}

func New() *Tracker { return &Tracker{journal: &journal{writer: func(int) {}}} }

func (t *Tracker) Track(n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.journal.insert(n)
}

func (t *Tracker) Stop() {
	t.journal.close()
}

func TestX(t *testing.T) {
	for range 20 {
		x := New()
		done := make(chan struct{})
		go func() {
			defer close(done)
			defer func() { use(recover()) }()
			for _, track := range []func(int){x.Track} {
				track(1)
			}
		}()
		for _, stop := range []func(){x.Stop} {
			stop()
		}
		<-done
	}
}
