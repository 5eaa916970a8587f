package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Server struct {
	mu       sync.Mutex
	started  bool
	listener func()
}

func (s *Server) Serve() {
	s.mu.Lock()
	s.started = true
	s.mu.Unlock()
	time.Sleep(ms)
	s.listener = func() {} // race:r
}

func (s *Server) Shutdown() {
	s.mu.Lock()
	if !s.started {
		s.mu.Unlock()
		return
	}
	s.mu.Unlock()
	s.listener = nil // race:w
}

func TestX(t *testing.T) {
	for range 20 {
		s := &Server{}
		done := make(chan struct{})
		go func() {
			defer close(done)
			for _, serve := range []func(){s.Serve} {
				serve()
			}
		}()
		time.Sleep(ms / 2)
		for _, stop := range []func(){s.Shutdown} {
			stop()
		}
		<-done
	}
}
