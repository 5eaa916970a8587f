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
	msgs map[int]string
}

// load takes the lock if the caller does not hold it.
func (s *Store) load(n int, needLock bool) string {
	if needLock {
		s.mu.Lock()
	}
	msg := s.msgs[n] // race:r
	if needLock {
		s.mu.Unlock()
	}
	return msg
}

func (s *Store) Start() {
	go func() {
		for i := 0; i < 6; i++ {
			use(s.load(i, false))
			time.Sleep(ms)
		}
	}()
}

func (s *Store) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.msgs = nil // race:w
}

func TestX(t *testing.T) {
	s := &Store{msgs: map[int]string{1: "a"}}
	s.Start()
	time.Sleep(2 * ms)
	s.Close()
	time.Sleep(6 * ms)
}
