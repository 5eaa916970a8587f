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
	done chan struct{}
	buf  []byte
}

func (s *Svc) Start() {
	s.stop, s.done = make(chan struct{}), make(chan struct{})
	go s.loop()
}

func (s *Svc) loop() {
	defer close(s.done)
	for {
		select {
		case <-s.stop:
			use(len(s.buf))
			return
		case <-time.After(ms):
			use(len(s.buf))
		}
	}
}

func (s *Svc) signal() { close(s.stop) }

func (s *Svc) waitDone() { <-s.done }

func (s *Svc) Close() {
	s.signal()
	s.waitDone()
	s.buf = nil
}

func TestX(t *testing.T) {
	s := &Svc{buf: make([]byte, 8)}
	s.Start()
	time.Sleep(3 * ms)
	s.Close()
}
