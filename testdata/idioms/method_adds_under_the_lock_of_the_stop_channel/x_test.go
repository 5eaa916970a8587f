package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Server struct {
	mu       sync.RWMutex
	stopping chan struct{}
	wg       sync.WaitGroup
}

func New() *Server {
	s := &Server{stopping: make(chan struct{})}
	go s.run()
	return s
}

func (s *Server) run() {
	defer func() {
		s.mu.Lock()
		close(s.stopping)
		s.mu.Unlock()
		s.wg.Wait()
	}()
	time.Sleep(5 * ms)
}

func (s *Server) Go(fn func()) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	select {
	case <-s.stopping:
		return
	default:
	}
	s.wg.Add(1)
	go func() {
		defer s.wg.Done()
		fn()
	}()
}

func TestX(t *testing.T) {
	s := New()
	for i := 0; i < 12; i++ {
		s.Go(func() { time.Sleep(ms) })
		time.Sleep(ms)
	}
}
