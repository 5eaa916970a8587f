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
	s.stop = make(chan struct{})
	go s.loop(s.stop)
}

func (s *Svc) loop(stop <-chan struct{}) {
	for {
		select {
		case <-stop:
			return
		case <-time.After(ms):
			use(len(s.buf))
		}
	}
}

func (s *Svc) Close() {
	s.stop <- struct{}{}
	s.buf = nil
}

func TestX(t *testing.T) {
	s := &Svc{buf: make([]byte, 8)}
	s.Start()
	time.Sleep(4 * ms)
	s.Close()
}
