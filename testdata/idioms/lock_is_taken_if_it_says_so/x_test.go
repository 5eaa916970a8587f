package x

import (
	"sync"
	"testing"
)

type Store struct {
	mu   sync.Mutex
	open bool
	data map[string]int
	wg   sync.WaitGroup
}

// enter leaves the store locked if it is open.
func (s *Store) enter() bool {
	s.mu.Lock()
	if !s.open {
		s.mu.Unlock()
		return false
	}
	return true
}

func (s *Store) Start() {
	s.wg.Add(1)
	go func() {
		defer s.wg.Done()
		for i := 0; i < 1000; i++ {
			if !s.enter() {
				return
			}
			s.data["a"]++
			s.mu.Unlock()
		}
	}()
}

func (s *Store) Close() {
	s.mu.Lock()
	s.open = false
	s.data = nil
	s.mu.Unlock()
}

func TestRun(t *testing.T) {
	for i := 0; i < 20; i++ {
		s := &Store{open: true, data: map[string]int{}}
		s.Start()
		s.Close()
		s.wg.Wait()
	}
}
