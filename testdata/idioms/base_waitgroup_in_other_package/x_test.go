package x

import (
	"testing"
	"time"

	"idiom.example/base_waitgroup_in_other_package/base"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type core struct {
	base.Base
	buf []byte
}

type Svc struct {
	core
	name string
}

func (s *Svc) Start() {
	s.Spawn(func(stop <-chan struct{}) {
		for {
			select {
			case <-stop:
				time.Sleep(ms)
				use(len(s.buf))
				return
			case <-time.After(ms):
				use(s.name)
			}
		}
	})
}

func (s *Svc) Close() {
	s.Halt()
	s.buf = nil
	s.name = ""
}

func TestX(t *testing.T) {
	s := &Svc{core: core{Base: base.New(), buf: make([]byte, 8)}, name: "a"}
	s.Start()
	time.Sleep(3 * ms)
	s.Close()
}
