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
		_ = s.options().name
		time.Sleep(ms / 2)
	}
}

// Reload makes the options the server's own once they are complete.
func (s *Server) Reload(o *Options) {
	reset(o)
	s.mu.Lock()
	s.opts = o
	s.mu.Unlock()
}

func reset(o *Options) { o.name = "reloaded" }

func TestX(t *testing.T) {
	s := &Server{opts: &Options{}}
	s.start()
	time.Sleep(ms)
	s.Reload(&Options{})
	time.Sleep(4 * ms)
}
