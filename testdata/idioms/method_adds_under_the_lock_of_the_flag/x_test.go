package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Server struct {
	mu     sync.Mutex
	closed bool
	wg     sync.WaitGroup
}

func (s *Server) Go(fn func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return
	}
	s.wg.Add(1)
	go func() {
		defer s.wg.Done()
		fn()
	}()
}

func (s *Server) Close() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.wg.Wait()
}

func TestX(t *testing.T) {
	s := &Server{}
	go func() {
		time.Sleep(4 * ms)
		s.Close()
	}()
	for i := 0; i < 12; i++ {
		s.Go(func() { time.Sleep(ms) })
		time.Sleep(ms)
	}
}
