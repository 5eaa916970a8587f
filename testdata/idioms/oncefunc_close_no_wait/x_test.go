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
	stop chan struct{}
	end  func()
	tab  map[string]int
}

func New() *Svc {
	s := &Svc{stop: make(chan struct{}), tab: map[string]int{"a": 1}}
	s.end = sync.OnceFunc(func() { close(s.stop) })
	go s.run()
	return s
}

func (s *Svc) run() {
	for {
		select {
		case <-s.stop:
			time.Sleep(3 * ms)
			use(s.tab["a"]) // race:r
			return
		default:
			time.Sleep(ms)
		}
	}
}

func (s *Svc) Close() {
	s.end()
	s.tab = nil // race:w
}

func TestX(t *testing.T) {
	s := New()
	time.Sleep(3 * ms)
	s.Close()
	s.end()
	time.Sleep(40 * ms)
}
