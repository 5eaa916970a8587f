package x

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const ms = time.Millisecond

type internal struct {
	wg sync.WaitGroup
	n  atomic.Int32
}

type Server struct {
	mu  sync.Mutex
	sys *internal
}

func (s *Server) start() { go s.setUp() }

func (s *Server) setUp() {
	s.mu.Lock()
	s.sys = &internal{}
	s.sys.wg.Add(1)
	s.mu.Unlock()
	go s.loop(&s.sys.wg)
}

func (s *Server) loop(wg *sync.WaitGroup) {
	defer wg.Done()
	time.Sleep(ms)
}

func (s *Server) Shutdown() {
	s.mu.Lock()
	if s.sys == nil {
		s.mu.Unlock()
		return
	}
	wg := &s.sys.wg
	s.mu.Unlock()
	wg.Wait()
}

func TestX(t *testing.T) {
	for range 4 {
		s := &Server{}
		s.start()
		time.Sleep(ms / 4)
		s.Shutdown()
		time.Sleep(2 * ms)
	}
}
