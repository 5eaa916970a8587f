package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type poller struct {
	mu  *sync.Mutex
	svc *Svc
}

func (p *poller) run() {
	for i := 0; i < 8; i++ {
		p.mu.Lock()
		use(len(p.svc.buf))
		p.mu.Unlock()
		time.Sleep(ms)
	}
}

type Svc struct {
	mu  *sync.Mutex
	buf []byte
}

func New() *Svc {
	mu := &sync.Mutex{}
	s := &Svc{mu: mu, buf: make([]byte, 8)}
	go (&poller{mu: mu, svc: s}).run()
	return s
}

func (s *Svc) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.buf = nil
}

func TestX(t *testing.T) {
	s := New()
	time.Sleep(3 * ms)
	s.Close()
	time.Sleep(8 * ms)
}
