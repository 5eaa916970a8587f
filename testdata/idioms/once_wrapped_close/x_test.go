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
	once sync.Once
	stop chan struct{}
	tab  map[string]int
}

func (s *Svc) Start() {
	go func() {
		for {
			select {
			case <-s.stop:
				time.Sleep(2 * ms)
				use(len(s.tab)) // race:r
				return
			case <-time.After(ms):
			}
		}
	}()
}

func (s *Svc) Close() {
	s.once.Do(func() {
		close(s.stop)
		s.tab = nil // race:w
	})
}

func TestX(t *testing.T) {
	s := &Svc{stop: make(chan struct{}), tab: map[string]int{"a": 1}}
	s.Start()
	time.Sleep(3 * ms)
	s.Close()
	s.Close()
	time.Sleep(6 * ms)
}
