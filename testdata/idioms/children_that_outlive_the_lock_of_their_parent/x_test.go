package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

// Drain starts goroutines under its lock and waits for them without.
type Pool struct {
	mu    sync.Mutex
	conns []*int
}

func (p *Pool) Start(n int) {
	go func() {
		for i := 0; i < n; i++ {
			p.drain()
			time.Sleep(ms / 10)
		}
	}()
}

func (p *Pool) Put(c *int) {
	p.mu.Lock()
	p.conns = append(p.conns, c)
	p.mu.Unlock()
}

func (p *Pool) drain() {
	var wg sync.WaitGroup
	p.mu.Lock()
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			_ = len(p.conns) // race:r
		}()
	}
	p.mu.Unlock()
	wg.Wait()
}

func (p *Pool) Close() {
	p.mu.Lock()
	p.conns = nil // race:w
	p.mu.Unlock()
}

func TestPool(t *testing.T) {
	for i := 0; i < 20; i++ {
		p := &Pool{}
		p.Start(30)
		for j := 0; j < 3; j++ {
			p.Put(new(int))
			time.Sleep(ms / 10)
		}
		p.Close()
	}
}
