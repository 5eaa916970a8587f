package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Conn struct {
	mu   sync.Mutex
	addr *int
	n    int
}

func (c *Conn) Connect() {
	c.mu.Lock()
	a := 1
	c.addr = &a
	go c.dialAndUnlock()
}

func (c *Conn) dialAndUnlock() {
	for i := 0; i < 6; i++ {
		if c.addr != nil {
			c.n += *c.addr
		}
		time.Sleep(ms)
	}
	c.mu.Unlock()
}

func (c *Conn) Close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.addr = nil
}

func TestX(t *testing.T) {
	c := &Conn{}
	c.Connect()
	time.Sleep(2 * ms)
	c.Close()
}
