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
	mu  sync.RWMutex
	tab map[string]int
}

func (s *Svc) Start() {
	go func() {
		for i := 0; i < 8; i++ {
			if s.mu.TryRLock() {
				s.mu.RUnlock()
				use(s.tab["a"]) // race:r
			}
			time.Sleep(ms)
		}
	}()
}

func (s *Svc) Close() {
	s.mu.Lock()
	s.tab = nil // race:w
	s.mu.Unlock()
}

func TestX(t *testing.T) {
	s := &Svc{tab: map[string]int{"a": 1}}
	s.Start()
	time.Sleep(3 * ms)
	s.Close()
	time.Sleep(8 * ms)
}
