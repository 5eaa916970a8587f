package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Store struct {
	mu   sync.Mutex
	rows map[int]int
}

func New() *Store {
	s := &Store{rows: map[int]int{}}
	go s.scan()
	return s
}

func (s *Store) scan() {
	for i := 0; i < 8; i++ {
		s.mu.Lock()
		use(s.rows) // race:r
		s.mu.Unlock()
		time.Sleep(ms)
	}
}

func (s *Store) Commit() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.flush()
}

func (s *Store) Abort() { s.flush() }

func (s *Store) flush() { s.reset() }

func (s *Store) reset() {
	s.rows = map[int]int{} // race:w
}

func TestX(t *testing.T) {
	s := New()
	s.Commit()
	time.Sleep(4 * ms)
	s.Abort()
	time.Sleep(8 * ms)
}
