package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Options struct{ name string }

type Server struct {
	mu   sync.RWMutex
	opts *Options
}

func (s *Server) options() *Options {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.opts
}

func (s *Server) start() { go s.serve() }

func (s *Server) serve() {
	for range 8 {
		_ = s.options().name // race:r
		time.Sleep(ms / 2)
	}
}

func (s *Server) Reload(o *Options) {
	s.mu.Lock()
	s.opts = o
	s.mu.Unlock()
	time.Sleep(ms)
	reset(o)
}

func reset(o *Options) { o.name = "reloaded" } // race:w

func TestX(t *testing.T) {
	s := &Server{opts: &Options{}}
	s.start()
	time.Sleep(ms)
	s.Reload(&Options{})
	time.Sleep(4 * ms)
}
