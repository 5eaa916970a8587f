package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type state struct {
	conns   map[int]*int
	closing bool
}

type Server struct {
	once sync.Once
	s    chan *state
}

// Start makes the state, which is whoever's who has taken it out of the channel.
func (h *Server) Start() {
	h.once.Do(func() {
		h.s = make(chan *state, 1)
		h.s <- &state{conns: map[int]*int{}}
		go func() {
			for i := range 8 {
				s := <-h.s
				if !s.closing {
					s.conns[i] = new(int)
				}
				h.s <- s
				time.Sleep(ms / 4)
			}
		}()
	})
	s := <-h.s
	use(len(s.conns))
	h.s <- s
}

func (h *Server) Close() {
	s := <-h.s
	s.closing = true
	clear(s.conns)
	h.s <- s
}

func TestX(t *testing.T) {
	h := &Server{}
	h.Start()
	time.Sleep(ms)
	h.Close()
	time.Sleep(4 * ms)
}
