package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Svc struct {
	stop chan struct{}
	buf  []byte
}

func (s *Svc) Start() {
	go func() {
		for {
			select {
			case <-s.stop:
				return
			case <-time.After(ms):
				use(len(s.buf)) // race:r
			}
		}
	}()
}

func (s *Svc) Close() {
	close(s.stop)
	time.Sleep(10 * ms)
	s.buf = nil // race:w
}

func TestX(t *testing.T) {
	s := &Svc{stop: make(chan struct{}), buf: make([]byte, 8)}
	s.Start()
	time.Sleep(5 * ms)
	s.Close()
}
