package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Store struct {
	mu   sync.Mutex
	rows map[int]int
}

func New() *Store {
	s := &Store{rows: map[int]int{}}
	go s.fill()
	return s
}

func (s *Store) fill() {
	for i := 0; i < 6; i++ {
		s.mu.Lock()
		s.rows[i] = i
		s.mu.Unlock()
		time.Sleep(ms)
	}
}

func (s *Store) Commit() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.commit()
}

func (s *Store) commit()    { s.commitAll() }
func (s *Store) commitAll() { s.flush() }
func (s *Store) flush()     { s.flushNow() }
func (s *Store) flushNow()  { s.reset() }
func (s *Store) reset()     { s.rows = map[int]int{} }

func TestX(t *testing.T) {
	s := New()
	time.Sleep(2 * ms)
	s.Commit()
	time.Sleep(6 * ms)
}
