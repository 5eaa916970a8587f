package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Request struct {
	topics []int
	mu     sync.Mutex
}

func (r *Request) Default() {}

// NewRequest is a request of its own for each caller.
func NewRequest() *Request {
	var r Request
	r.Default()
	return &r
}

type Client struct{ n int }

func (c *Client) send(r *Request) {
	time.Sleep(ms)
	use(r.topics)
}

func (c *Client) Start() {
	go func() {
		for range 5 {
			r := NewRequest()
			c.send(r)
		}
	}()
}

func (c *Client) Close() {
	r := NewRequest()
	r.topics = []int{1}
	c.send(r)
}

func TestX(t *testing.T) {
	c := &Client{}
	c.Start()
	time.Sleep(2 * ms)
	c.Close()
	time.Sleep(8 * ms)
}
