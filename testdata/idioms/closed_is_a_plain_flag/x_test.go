package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Cache struct {
	items    chan int
	stop     chan struct{}
	isClosed bool
}

func New() *Cache {
	c := &Cache{items: make(chan int, 8), stop: make(chan struct{})}
	go c.process()
	return c
}

func (c *Cache) process() {
	for {
		select {
		case item := <-c.items:
			use(item)
		case <-c.stop:
			return
		}
	}
}

// Set is for any number of goroutines.
func (c *Cache) Set(item int) bool {
	if c.isClosed { // race:r
		return false
	}
	select {
	case c.items <- item:
		return true
	default:
		return false
	}
}

func (c *Cache) Close() {
	if c.isClosed {
		return
	}
	c.stop <- struct{}{}
	c.isClosed = true // race:w
}

func TestX(t *testing.T) {
	c := New()
	go func() {
		for i := range 8 {
			use(c.Set(i))
			time.Sleep(ms / 2)
		}
	}()
	time.Sleep(2 * ms)
	c.Close()
	time.Sleep(8 * ms)
}
