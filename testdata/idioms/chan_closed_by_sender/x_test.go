package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

type Bus struct {
	ch   chan int
	stop chan struct{}
}

func (b *Bus) Start() { go b.produce() }

func (b *Bus) produce() {
	defer close(b.ch)
	for i := 0; ; i++ {
		select {
		case <-b.stop:
			return
		case b.ch <- i:
		}
		time.Sleep(ms)
	}
}

func (b *Bus) Close() { close(b.stop) }

func TestX(t *testing.T) {
	b := &Bus{ch: make(chan int, 16), stop: make(chan struct{})}
	b.Start()
	time.Sleep(3 * ms)
	b.Close()
	for range b.ch {
	}
}
