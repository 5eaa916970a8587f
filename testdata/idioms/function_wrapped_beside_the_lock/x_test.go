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

// checked makes a function that calls another one if the server is on.
func (s *Server) checked(fn func()) func() {
	return func() {
		s.mu.Lock()
		off := s.off
		s.mu.Unlock()
		if !off {
			fn()
		}
	}
}

func (s *Server) start() { go s.beat() }

func (s *Server) beat() {
	for range 8 {
		s.mu.Lock()
		if s.last != nil { // race:r
			*s.last++
		}
		s.mu.Unlock()
		time.Sleep(ms / 2)
	}
}

func (s *Server) resetLast() { s.last = nil } // race:w

func (s *Server) Answer() { s.checked(s.resetLast)() }

func TestX(t *testing.T) {
	s := &Server{last: new(int)}
	s.start()
	time.Sleep(ms)
	s.Answer()
	time.Sleep(4 * ms)
}
