package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Svc struct {
	spawn func(func())
	buf   []byte
}

func New() *Svc {
	return &Svc{spawn: func(f func()) { go f() }, buf: make([]byte, 8)}
}

func (s *Svc) loop() {
	for i := 0; i < 8; i++ {
		use(len(s.buf)) // race:r
		time.Sleep(ms)
	}
}

func (s *Svc) Start() { s.spawn(s.loop) }

func (s *Svc) Close() {
	s.buf = nil // race:w
}

func TestX(t *testing.T) {
	s := New()
	s.Start()
	time.Sleep(3 * ms)
	s.Close()
	time.Sleep(8 * ms)
}
