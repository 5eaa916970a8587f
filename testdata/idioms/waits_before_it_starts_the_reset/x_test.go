package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Client struct {
	stop    chan struct{}
	workers sync.WaitGroup
	up      chan struct{}
}

func NewClient() *Client {
	c := &Client{stop: make(chan struct{}), up: make(chan struct{})}
	c.workers.Add(1)
	go c.work()
	return c
}

func (c *Client) work() {
	defer c.workers.Done()
	<-c.stop
}

func (c *Client) Lost() {
	close(c.stop)
	c.workers.Wait()
	go c.reset()
}

func (c *Client) reset() {
	c.stop = make(chan struct{})
	c.workers.Add(1)
	go c.work()
	c.up <- struct{}{}
}

func TestX(t *testing.T) {
	c := NewClient()
	for range 4 {
		c.Lost()
		<-c.up
	}
	use(c)
}
