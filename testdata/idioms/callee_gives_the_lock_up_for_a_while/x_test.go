package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Client struct {
	mu      sync.Mutex
	pending int
	conn    *int
}

func (c *Client) flush() {
	c.pending = 0
	c.mu.Unlock()
	time.Sleep(ms / 2)
	c.mu.Lock()
}

// markClosed is called under the lock.
func (c *Client) markClosed() {
	go c.save()
	c.flush()
	c.conn = nil
}

func (c *Client) save() {
	for range 8 {
		c.mu.Lock()
		_ = c.pending
		_ = c.conn
		c.mu.Unlock()
		time.Sleep(ms / 4)
	}
}

func (c *Client) closeConnection() {
	c.mu.Lock()
	c.markClosed()
	c.mu.Unlock()
}

func (c *Client) readLoop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.conn == nil {
		return
	}
	c.markClosed()
}

func TestX(t *testing.T) {
	c := &Client{conn: new(int)}
	c.readLoop()
	time.Sleep(ms)
	c = &Client{conn: new(int)}
	c.closeConnection()
	time.Sleep(4 * ms)
}
