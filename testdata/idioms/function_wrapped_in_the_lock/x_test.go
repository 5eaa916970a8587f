package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Server struct {
	mu   sync.Mutex
	last *int
	off  bool
}

// locked makes a function that calls another one under the lock.
func (s *Server) locked(fn func()) func() {
	return func() {
		s.mu.Lock()
		if s.off {
			s.mu.Unlock()
			return
		}
		fn()
		s.mu.Unlock()
	}
}

func (s *Server) start() { go s.beat() }

func (s *Server) beat() {
	for range 8 {
		s.mu.Lock()
		if s.last != nil {
			*s.last++
		}
		s.mu.Unlock()
		time.Sleep(ms / 2)
	}
}

func (s *Server) resetLast() { s.last = nil }

func (s *Server) Answer() { s.locked(s.resetLast)() }

func TestX(t *testing.T) {
	s := &Server{last: new(int)}
	s.start()
	time.Sleep(ms)
	s.Answer()
	time.Sleep(4 * ms)
}
