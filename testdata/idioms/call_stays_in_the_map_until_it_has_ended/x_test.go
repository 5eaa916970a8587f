package x

import (
	"errors"
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Call struct {
	Error error
	Done  chan *Call
}

type Client struct {
	mu      sync.Mutex
	pending map[int]*Call
	in      chan int
}

func (c *Client) Start() { go c.input() }

// input leaves a call in the map while it works on it.
func (c *Client) input() {
	for seq := range c.in {
		c.mu.Lock()
		call := c.pending[seq]
		c.mu.Unlock()
		if call == nil {
			continue
		}
		for range 4 {
			use(call.Error) // race:r
			time.Sleep(ms)
		}
		c.mu.Lock()
		delete(c.pending, seq)
		c.mu.Unlock()
	}
}

func (c *Client) Go(seq int) *Call {
	call := &Call{Done: make(chan *Call, 1)}
	c.mu.Lock()
	c.pending[seq] = call
	c.mu.Unlock()
	return call
}

func (c *Client) Close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for seq, call := range c.pending {
		delete(c.pending, seq)
		call.Error = errors.New("closed") // race:w
		call.Done <- call
	}
}

func TestX(t *testing.T) {
	c := &Client{pending: map[int]*Call{}, in: make(chan int, 8)}
	c.Start()
	for i := range 8 {
		c.Go(i)
	}
	for i := range 6 {
		c.in <- i
	}
	time.Sleep(2 * ms)
	c.Close()
	close(c.in)
	time.Sleep(12 * ms)
}
