// Package store keeps names in memory and writes them out now and then.
package store

import "sync"

// Store keeps names.
type Store struct {
	mu    sync.Mutex
	names map[string]int
	flush func(int)
	stop  chan struct{}
}

// Open starts the goroutine that writes the names out.
func Open(flush func(int)) *Store {
	s := &Store{names: map[string]int{}, stop: make(chan struct{})}
	go s.run()
	s.flush = flush
	return s
}

// Add counts a name.
func (s *Store) Add(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.names[name]++
}

func (s *Store) run() {
	for {
		select {
		case <-s.stop:
			return
		default:
			s.flush(len(s.names))
		}
	}
}

// Close asks the goroutine to end, and does not wait for it.
func (s *Store) Close() {
	close(s.stop)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.names = nil
}
