package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Svc struct {
	lock sync.Locker
	buf  []byte
}

func (s *Svc) Start() {
	go func() {
		for i := 0; i < 8; i++ {
			s.lock.Lock()
			use(len(s.buf))
			s.lock.Unlock()
			time.Sleep(ms)
		}
	}()
}

func (s *Svc) Close() {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.buf = nil
}

func TestX(t *testing.T) {
	s := &Svc{lock: &sync.Mutex{}, buf: make([]byte, 8)}
	s.Start()
	time.Sleep(3 * ms)
	s.Close()
	time.Sleep(8 * ms)
}
