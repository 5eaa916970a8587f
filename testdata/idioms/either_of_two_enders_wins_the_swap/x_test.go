package x

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Sub struct {
	closed atomic.Uint32
	left   chan int
	buf    *int
}

func (s *Sub) Stop() {
	if !s.closed.CompareAndSwap(0, 1) {
		return
	}
	close(s.left)
	s.buf = nil
}

func (s *Sub) Drain() {
	if !s.closed.CompareAndSwap(0, 1) {
		return
	}
	s.left <- 1
	use(s.buf)
}

func TestX(t *testing.T) {
	for i := range 20 {
		s := &Sub{left: make(chan int, 1), buf: new(int)}
		var wg sync.WaitGroup
		wg.Go(func() {
			if i%2 == 0 {
				time.Sleep(ms / 4)
			}
			s.Drain()
		})
		s.Stop()
		wg.Wait()
	}
}
