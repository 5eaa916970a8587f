package x

import (
	"runtime"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Svc struct {
	stop chan struct{}
	tab  map[string]int
}

func (s *Svc) run() {
	<-s.stop
	leave()
	use(s.tab["a"])
}

func leave() { runtime.Goexit() }

func (s *Svc) Start() {
	s.stop = make(chan struct{})
	go s.run()
}

func (s *Svc) Close() {
	close(s.stop)
	s.tab = nil
}

func TestX(t *testing.T) {
	s := &Svc{tab: map[string]int{"a": 1}}
	s.Start()
	s.Close()
	time.Sleep(4 * ms)
}
