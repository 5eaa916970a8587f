package x

import (
	"sync"
	"testing"
)

// Broker opens its connection in the background, with its lock held until that is done.
type Broker struct {
	mu   sync.Mutex
	conn *int
}

func withRecover(f func()) {
	defer func() { _ = recover() }()
	f()
}

func (b *Broker) Open() {
	b.mu.Lock()
	go withRecover(func() {
		defer b.mu.Unlock()
		if b.conn == nil {
			b.conn = new(int)
		}
	})
}

func (b *Broker) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.conn = nil
}

func TestBroker(t *testing.T) {
	for i := 0; i < 100; i++ {
		b := &Broker{}
		b.Open()
		b.Close()
	}
}
