package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Buf struct{ size int }

type Pool struct {
	mu   sync.Mutex
	free []*Buf
}

// Get takes a buffer out of the free list, or makes one.
func (p *Pool) Get(n int) *Buf {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, b := range p.free {
		if b.size >= n {
			p.free = append(p.free[:i], p.free[i+1:]...)
			return b
		}
	}
	return &Buf{size: n}
}

// Recycle puts a buffer into the free list.
func (p *Pool) Recycle(b *Buf) {
	b.size = 64
	p.mu.Lock()
	p.free = append(p.free, b)
	p.mu.Unlock()
}

func (p *Pool) start() {
	for range 3 {
		go func() {
			for i := range 8 {
				p.Recycle(p.Get(i))
			}
		}()
	}
}

func TestX(t *testing.T) {
	p := &Pool{}
	p.start()
	p.start()
	time.Sleep(4 * ms)
}
