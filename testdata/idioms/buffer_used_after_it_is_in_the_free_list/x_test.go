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

func (p *Pool) Get(n int) *Buf {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, b := range p.free {
		if b.size >= n { // race:r
			p.free = append(p.free[:i], p.free[i+1:]...)
			return b
		}
	}
	return &Buf{size: n}
}

func (p *Pool) Recycle(b *Buf) {
	p.mu.Lock()
	p.free = append(p.free, b)
	p.mu.Unlock()
	b.size = 64 // race:w
}

func (p *Pool) start() {
	for range 3 {
		go func() {
			for i := range 8 {
				p.Recycle(p.Get(i))
				time.Sleep(ms / 4)
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
