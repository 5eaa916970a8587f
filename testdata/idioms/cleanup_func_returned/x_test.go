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

func (s *Svc) Start() (cleanup func()) {
	go s.loop()
	return func() {
		close(s.stop)
		s.buf = nil // race:w
	}
}

func (s *Svc) loop() {
	<-s.stop
	time.Sleep(2 * ms)
	use(len(s.buf)) // race:r
}

func TestX(t *testing.T) {
	s := &Svc{stop: make(chan struct{}), buf: make([]byte, 8)}
	cleanup := s.Start()
	func() {
		defer cleanup()
		time.Sleep(2 * ms)
	}()
	time.Sleep(6 * ms)
}
