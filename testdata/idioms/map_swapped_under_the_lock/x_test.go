package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Server struct {
	mu    sync.Mutex
	conns map[int]*int
}

func (s *Server) start() { go s.sweep() }

func (s *Server) sweep() {
	for range 8 {
		s.mu.Lock()
		conns := s.conns
		s.conns = map[int]*int{1: new(int)}
		s.mu.Unlock()
		for id, hits := range conns {
			*hits = id
		}
		time.Sleep(ms / 2)
	}
}

func (s *Server) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.conns, 1)
}

func TestX(t *testing.T) {
	s := &Server{conns: map[int]*int{1: new(int)}}
	s.start()
	time.Sleep(ms)
	s.Close()
	time.Sleep(4 * ms)
}
