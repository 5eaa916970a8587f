package x

import (
	"sync"
	"sync/atomic"
	"testing"
)

type mem struct{ data []byte }

type Cache struct {
	slot atomic.Pointer[mem]
	wg   sync.WaitGroup
}

func (m *mem) free() { m.data = nil }

// Keep puts an object into the slot and frees the one that was there.
func (c *Cache) Keep(m *mem) {
	if old := c.slot.Swap(m); old != nil {
		old.free()
	}
}

func (c *Cache) Start() {
	c.wg.Add(1)
	go func() {
		defer c.wg.Done()
		for i := 0; i < 100; i++ {
			c.Keep(&mem{data: make([]byte, 1)})
		}
	}()
}

// Close may run beside the goroutine: each object is taken out once.
func (c *Cache) Close() {
	if m := c.slot.Swap(nil); m != nil {
		m.free()
	}
}

func TestX(t *testing.T) {
	c := new(Cache)
	c.Start()
	for i := 0; i < 20; i++ {
		c.Close()
	}
	c.wg.Wait()
}
