package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Svc struct {
	stop               chan struct{}
	readDone, pollDone chan struct{}
	buf                []byte
}

func (s *Svc) Start() {
	go s.read()
	go s.poll()
}

func (s *Svc) read() {
	defer close(s.readDone)
	<-s.stop
	use(len(s.buf))
}

func (s *Svc) poll() {
	defer close(s.pollDone)
	<-s.stop
	time.Sleep(3 * ms)
	use(cap(s.buf))
}

func (s *Svc) Close() {
	close(s.stop)
	<-s.readDone
	<-s.pollDone
	s.buf = nil
}

func TestX(t *testing.T) {
	s := &Svc{stop: make(chan struct{}), readDone: make(chan struct{}), pollDone: make(chan struct{}), buf: make([]byte, 8)}
	s.Start()
	time.Sleep(2 * ms)
	s.Close()
	time.Sleep(8 * ms)
}
