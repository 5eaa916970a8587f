package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Stats struct {
	mu    sync.Mutex
	times []int
}

func (s *Stats) Merge(v int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.MergeTime(v)
}

func (s *Stats) MergeTime(v int) { s.times = append(s.times, v) } // race:r

func (s *Stats) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.times = nil // race:w
}

type Worker struct{ stats *Stats }

func (w *Worker) run() {
	for i := range 8 {
		w.stats.MergeTime(i)
		time.Sleep(ms / 2)
	}
}

func TestX(t *testing.T) {
	s := &Stats{}
	s.Merge(1)
	w := &Worker{stats: s}
	go w.run()
	time.Sleep(ms)
	s.Reset()
	time.Sleep(4 * ms)
}
