package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Sink struct {
	mu     sync.Mutex
	ticker *time.Ticker
	n      int
}

func (s *Sink) Write(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ticker == nil {
		s.ticker = time.NewTicker(time.Hour) // race:w
	}
	s.n += n
}

func (s *Sink) Close() {
	if s.ticker != nil { // race:r
		s.ticker.Stop()
	}
	s.mu.Lock()
	s.n = 0
	s.mu.Unlock()
}

func TestX(t *testing.T) {
	s := &Sink{}
	go func() {
		time.Sleep(5 * ms)
		s.Close()
	}()
	s.Write(1)
	time.Sleep(20 * ms)
}
