package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type internal struct {
	wg   sync.WaitGroup
	stop chan struct{}
	n    int
}

type Server struct {
	mu  sync.Mutex
	sys *internal
}

func (s *Server) enable() {
	s.mu.Lock()
	s.sys = &internal{stop: make(chan struct{})}
	s.sys.wg.Add(1)
	s.mu.Unlock()
	sys := s.sys
	go loop(sys, &s.sys.wg)
}

func loop(in *internal, wg *sync.WaitGroup) {
	defer wg.Done()
	<-in.stop
}

// Enable does it beside the caller.
func (s *Server) Enable(ready chan struct{}) {
	go func() {
		s.enable()
		close(ready)
	}()
}

func (s *Server) Shutdown() {
	s.mu.Lock()
	if s.sys == nil {
		s.mu.Unlock()
		return
	}
	close(s.sys.stop)
	wg := &s.sys.wg
	s.mu.Unlock()
	wg.Wait()
	s.mu.Lock()
	s.sys = nil
	s.mu.Unlock()
}

func TestX(t *testing.T) {
	s := new(Server)
	ready := make(chan struct{})
	s.Enable(ready)
	time.Sleep(ms)
	s.Shutdown()
	<-ready
}
