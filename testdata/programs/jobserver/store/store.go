// Package store keeps results until they are written out.
package store

import (
	"sync"
	"time"

	"program.example/jobserver/job"
)

// Writer takes results for good.
type Writer interface {
	WriteResults(results []job.Result) error
}

// Store keeps the results of the jobs and writes them out in the background.
type Store struct {
	mu      sync.RWMutex
	results map[string]job.Result
	dirty   []job.Result

	writer Writer
	stop   chan struct{}
	done   chan struct{}
	once   sync.Once
	failed int
}

// Open returns a store that writes out from time to time.
func Open(w Writer, every time.Duration) *Store {
	s := &Store{results: map[string]job.Result{}, writer: w, stop: make(chan struct{}), done: make(chan struct{})}
	go s.flushLoop(every)
	return s
}

// Put keeps a result.
func (s *Store) Put(r job.Result) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.results[r.ID] = r
	s.dirty = append(s.dirty, r)
}

// Get returns the result of a job.
func (s *Store) Get(id string) (job.Result, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	r, ok := s.results[id]
	return r, ok
}

func (s *Store) flushLoop(every time.Duration) {
	defer close(s.done)
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			s.flush()
		case <-s.stop:
			s.flush()
			return
		}
	}
}

func (s *Store) flush() {
	s.mu.Lock()
	batch := s.dirty
	s.dirty = nil
	s.mu.Unlock()
	if len(batch) == 0 {
		return
	}
	if err := s.writer.WriteResults(batch); err != nil {
		s.failed += len(batch)
	}
}

// Close writes out what is left. It returns how many results could not be written.
func (s *Store) Close() int {
	s.once.Do(func() { close(s.stop) })
	<-s.done
	s.writer = nil
	return s.failed
}
