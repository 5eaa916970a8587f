package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

// Cache gives its lock up in a callback before it drops its table.
type Cache struct {
	mu    sync.Mutex
	table map[string]int
	stop  chan struct{}
}

func NewCache() *Cache {
	c := &Cache{table: map[string]int{}, stop: make(chan struct{})}
	go c.run()
	return c
}

func (c *Cache) run() {
	for {
		select {
		case <-c.stop:
			return
		default:
			c.mu.Lock()
			_ = len(c.table) // race:r
			c.mu.Unlock()
			time.Sleep(ms / 50)
		}
	}
}

func finally(f func()) {
	f()
}

func (c *Cache) Close() {
	c.mu.Lock()
	clear(c.table)
	finally(func() { c.mu.Unlock() })
	c.table = nil // race:w
}

func TestCache(t *testing.T) {
	for i := 0; i < 200; i++ {
		c := NewCache()
		time.Sleep(ms / 20)
		c.Close()
		time.Sleep(ms / 5)
		close(c.stop)
	}
}
