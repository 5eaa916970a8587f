package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

// Start holds the lock until everything is set; the goroutine looks before it takes it.
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
	s.dial = new(int) // race:w
}

func (s *Server) accept() {
	if s.dial == nil { // race:r
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running {
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
