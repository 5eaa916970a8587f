package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

// Start holds the lock until everything is set; the goroutine takes it before it looks.
type Server struct {
	mu      sync.Mutex
	running bool
	dial    *int
}

func (s *Server) Start() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.running = true
	go s.accept()
	s.dial = new(int)
}

func (s *Server) accept() {
	s.mu.Lock()
	running := s.running
	s.mu.Unlock()
	if running {
		_ = *s.dial
	}
}

func TestServer(t *testing.T) {
	for i := 0; i < 100; i++ {
		s := &Server{}
		s.Start()
	}
	time.Sleep(ms)
}
