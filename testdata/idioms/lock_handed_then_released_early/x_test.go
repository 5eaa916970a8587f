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
	go c.unlockAndDial()
}

func (c *Conn) unlockAndDial() {
	c.mu.Unlock()
	for i := 0; i < 8; i++ {
		if p := c.addr; p != nil { // race:r
			c.n += *p
		}
		time.Sleep(ms)
	}
}

func (c *Conn) Close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.addr = nil // race:w
}

func TestX(t *testing.T) {
	c := &Conn{}
	c.Connect()
	time.Sleep(4 * ms)
	c.Close()
	time.Sleep(6 * ms)
}
