package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Pool struct {
	slots chan struct{}
	buf   []byte
}

func (p *Pool) Submit() {
	p.slots <- struct{}{}
	go func() {
		defer func() { <-p.slots }()
		time.Sleep(2 * ms)
		use(len(p.buf))
	}()
}

func (p *Pool) Close() {
	for i := 0; i < cap(p.slots); i++ {
		p.slots <- struct{}{}
	}
	p.buf = nil
}

func TestX(t *testing.T) {
	p := &Pool{slots: make(chan struct{}, 3), buf: make([]byte, 8)}
	for i := 0; i < 5; i++ {
		p.Submit()
	}
	p.Close()
}
