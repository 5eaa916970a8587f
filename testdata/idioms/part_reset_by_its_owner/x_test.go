package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

type window struct{ unacked int }

func (w *window) add(n int) {
	w.unacked += n // race:r
}

func (w *window) reset() {
	w.unacked = 0 // race:w
}

type Client struct{ win *window }

func NewClient() *Client {
	c := &Client{win: &window{}}
	go c.read()
	return c
}

func (c *Client) read() {
	for i := 0; i < 8; i++ {
		c.win.add(1)
		time.Sleep(ms)
	}
}

func (c *Client) Close() { c.win.reset() }

func TestX(t *testing.T) {
	c := NewClient()
	time.Sleep(4 * ms)
	c.Close()
	time.Sleep(8 * ms)
}
