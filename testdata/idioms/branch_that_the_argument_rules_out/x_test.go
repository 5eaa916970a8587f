package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Client struct {
	mu   sync.Mutex
	subs map[string]int
}

// unsubscribe forgets the subject if it is told to; then it is called under the lock.
func (c *Client) unsubscribe(subject string, remove bool) {
	if remove {
		delete(c.subs, subject)
	}
}

func (c *Client) Unsubscribe(subject string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.unsubscribe(subject, true)
}

func (c *Client) start() {
	go func() {
		for range 8 {
			c.mu.Lock()
			_ = c.subs["a"]
			c.mu.Unlock()
			time.Sleep(ms / 2)
		}
	}()
}

func (c *Client) Reset() { c.unsubscribe("a", false) }

func TestX(t *testing.T) {
	c := &Client{subs: map[string]int{"a": 1}}
	c.start()
	time.Sleep(ms)
	c.Reset()
	c.Unsubscribe("a")
	time.Sleep(4 * ms)
}
