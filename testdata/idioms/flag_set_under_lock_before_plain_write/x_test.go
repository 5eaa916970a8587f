package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Pipe struct {
	mu     sync.Mutex
	closed bool
	buf    []byte
}

func (p *Pipe) Start() {
	go func() {
		for i := 0; i < 8; i++ {
			p.mu.Lock()
			if p.closed {
				p.mu.Unlock()
				return
			}
			use(p.buf)
			p.mu.Unlock()
			time.Sleep(ms)
		}
	}()
}

func (p *Pipe) Close() {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	p.buf = nil
}

func TestX(t *testing.T) {
	p := &Pipe{buf: []byte{1}}
	p.Start()
	time.Sleep(4 * ms)
	p.Close()
	time.Sleep(8 * ms)
}
