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
	mu    sync.Mutex
	stop  chan struct{}
	conns map[string]int
}

func NewServer(names ...string) *Server {
	s := &Server{stop: make(chan struct{}), conns: map[string]int{}}
	if len(names) == 0 {
		// Nothing runs yet.
		s.Close()
		return nil
	}
	go s.run(names)
	return s
}

func (s *Server) run(names []string) {
	for {
		select {
		case <-s.stop:
			return
		case <-time.After(ms):
			if conns := s.conns; conns != nil { // race:r
				use(conns[names[0]])
			}
		}
	}
}

func (s *Server) Close() {
	close(s.stop)
	s.conns = nil // race:w
}

func TestX(t *testing.T) {
	for range 20 {
		s := NewServer("a")
		time.Sleep(ms)
		func() {
			defer func() { use(recover()) }()
			for _, stop := range []func(){s.Close} {
				stop()
			}
		}()
		time.Sleep(2 * ms)
	}
}
