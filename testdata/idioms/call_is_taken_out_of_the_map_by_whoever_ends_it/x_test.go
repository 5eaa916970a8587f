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

// input has a call alone once it has taken it out of the map.
func (c *Client) input() {
	for seq := range c.in {
		c.mu.Lock()
		call := c.pending[seq]
		delete(c.pending, seq)
		c.mu.Unlock()
		if call == nil {
			continue
		}
		if seq%2 == 0 {
			call.Error = errors.New("even")
		}
		use(call.Error)
		call.Done <- call
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
		call.Error = errors.New("closed")
		call.Done <- call
	}
}

func TestX(t *testing.T) {
	c := &Client{pending: map[int]*Call{}, in: make(chan int, 8)}
	c.Start()
	var calls []*Call
	for i := range 8 {
		calls = append(calls, c.Go(i))
	}
	for i := range 6 {
		c.in <- i
	}
	time.Sleep(ms / 4)
	c.Close()
	for _, call := range calls {
		<-call.Done
		use(call.Error)
	}
	close(c.in)
}
