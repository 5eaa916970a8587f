package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Sub struct {
	mu  sync.Mutex
	seq int
	buf []byte
}

func (s *Sub) resync() {
	if s.seq%2 == 0 {
		return
	}
	s.mu.Unlock()
	time.Sleep(ms)
	s.mu.Lock()
}

func (s *Sub) Start() {
	go func() {
		for i := 0; i < 6; i++ {
			s.mu.Lock()
			s.seq++
			s.resync()
			use(s.buf)
			s.mu.Unlock()
		}
	}()
}

func (s *Sub) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.buf = nil
}

func TestX(t *testing.T) {
	s := &Sub{buf: []byte{1}}
	s.Start()
	time.Sleep(3 * ms)
	s.Close()
	time.Sleep(8 * ms)
}
