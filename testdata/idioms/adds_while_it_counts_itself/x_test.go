package x

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const ms = time.Millisecond

type Server struct {
	mu    sync.Mutex
	open  bool
	wg    sync.WaitGroup
	count atomic.Int32
}

func (s *Server) Serve(jobs int) {
	s.mu.Lock()
	if !s.open {
		s.mu.Unlock()
		return
	}
	s.wg.Add(1)
	defer s.wg.Done()
	s.mu.Unlock()
	for range jobs {
		s.wg.Add(1)
		go func() {
			defer s.wg.Done()
			s.count.Add(1)
		}()
		time.Sleep(ms / 4)
	}
}

func (s *Server) start() { go s.Serve(12) }

func (s *Server) Stop() {
	s.mu.Lock()
	s.open = false
	s.mu.Unlock()
	s.wg.Wait()
}

func TestX(t *testing.T) {
	s := &Server{open: true}
	s.start()
	time.Sleep(ms)
	s.Stop()
}
