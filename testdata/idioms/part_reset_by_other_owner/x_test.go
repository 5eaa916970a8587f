package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

type window struct{ unacked int }

func (w *window) add(n int) int {
	w.unacked += n
	if w.unacked > 3 {
		return w.reset()
	}
	return 0
}

func (w *window) reset() int {
	n := w.unacked
	w.unacked = 0
	return n
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

type Server struct{ win *window }

func (s *Server) Handle() {
	for i := 0; i < 8; i++ {
		s.win.add(1)
		time.Sleep(ms)
	}
}

func TestX(t *testing.T) {
	NewClient()
	s := &Server{win: &window{}}
	s.Handle()
	time.Sleep(4 * ms)
}
