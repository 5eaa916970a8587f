package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Ctx struct {
	mu   sync.Mutex
	body []byte
	next func(*Ctx)
}

func (c *Ctx) reset() {
	c.body = nil
	c.next = nil
}

type Server struct {
	pool sync.Pool
}

func (s *Server) acquire() *Ctx {
	if c, ok := s.pool.Get().(*Ctx); ok {
		return c
	}
	return &Ctx{}
}

func (s *Server) release(c *Ctx) {
	c.reset()
	s.pool.Put(c)
}

// serve hands the object over to a goroutine, or gives it back itself.
func (s *Server) serve(n int) {
	c := s.acquire()
	var next func(*Ctx)
	for i := range n {
		c.body = append(c.body, byte(i))
		if i == 3 {
			next = func(c *Ctx) { use(len(c.body)) }
		}
		if next != nil {
			go func() {
				next(c)
				time.Sleep(ms)
				s.release(c)
			}()
			break
		}
	}
	if next == nil {
		s.release(c)
	}
}

func TestX(t *testing.T) {
	s := &Server{}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := range 20 {
				s.serve((i + j) % 7)
			}
		}()
	}
	wg.Wait()
	time.Sleep(4 * ms)
}
