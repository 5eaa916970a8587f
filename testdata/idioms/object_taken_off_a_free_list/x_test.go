package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Reply struct {
	next *Reply
	seq  int
}

type Server struct {
	mu   sync.Mutex
	free *Reply
}

func (s *Server) get() *Reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.free
	if r == nil {
		return &Reply{}
	}
	s.free = r.next
	*r = Reply{}
	return r
}

func (s *Server) put(r *Reply) {
	s.mu.Lock()
	r.next = s.free
	s.free = r
	s.mu.Unlock()
}

func (s *Server) answer(seq int) {
	r := s.get()
	r.seq = seq
	time.Sleep(ms / 4)
	s.put(r)
}

func (s *Server) serve() {
	for i := range 8 {
		go s.answer(i)
		time.Sleep(ms / 8)
		r := s.get()
		r.seq = -i
		s.put(r)
	}
}

func TestX(t *testing.T) {
	s := &Server{}
	s.serve()
	time.Sleep(4 * ms)
}
