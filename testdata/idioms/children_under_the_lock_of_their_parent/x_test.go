package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

// Drain works through the pool with goroutines that it waits for under its lock.
type Pool struct {
	mu    sync.Mutex
	conns []*int
}

func (p *Pool) Start(n int) {
	go func() {
		for i := 0; i < n; i++ {
			p.Drain()
			time.Sleep(ms / 10)
		}
	}()
}

func (p *Pool) Put(c *int) {
	p.mu.Lock()
	p.conns = append(p.conns, c)
	p.mu.Unlock()
}

func (p *Pool) Drain() {
	p.mu.Lock()
	defer p.mu.Unlock()
	var wg sync.WaitGroup
	for i := 0; i < len(p.conns); i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			*p.conns[i]++
		}()
	}
	wg.Wait()
	p.conns = nil
}

func (p *Pool) Close() {
	p.Drain()
}

func TestPool(t *testing.T) {
	for i := 0; i < 20; i++ {
		p := &Pool{}
		p.Start(3)
		for j := 0; j < 3; j++ {
			p.Put(new(int))
			time.Sleep(ms / 10)
		}
		p.Close()
	}
}
