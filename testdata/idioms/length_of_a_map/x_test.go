package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Pool struct {
	mu    sync.Mutex
	conns map[int]string
}

func NewPool() *Pool {
	p := &Pool{conns: map[int]string{1: "a", 2: "b", 3: "c"}}
	go p.report()
	return p
}

func (p *Pool) report() {
	for range 20 {
		time.Sleep(ms)
		use(len(p.conns)) // race:r
	}
}

func (p *Pool) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for n := range p.conns {
		delete(p.conns, n) // race:w
	}
}

func TestX(t *testing.T) {
	p := NewPool()
	time.Sleep(5 * ms)
	p.Close()
	time.Sleep(30 * ms)
}
