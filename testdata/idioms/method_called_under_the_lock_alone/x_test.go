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

// MergeTime is exported, and yet nobody else calls it.
func (s *Stats) MergeTime(v int) { s.times = append(s.times, v) }

func (s *Stats) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.times = nil
}

func TestX(t *testing.T) {
	s := &Stats{}
	go func() {
		for i := range 8 {
			s.Merge(i)
			time.Sleep(ms / 2)
		}
	}()
	time.Sleep(ms)
	s.Reset()
	time.Sleep(4 * ms)
}
