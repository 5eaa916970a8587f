package x

import (
	"sync/atomic"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}


type Conn struct {
	done   atomic.Int32
	closed atomic.Int32
	status []int
}

func (c *Conn) finish(status []int) {
	if !c.done.CompareAndSwap(0, 1) {
		return
	}
	c.status = status // race:r
}

func (c *Conn) Start() {
	go func() {
		time.Sleep(ms)
		c.finish([]int{1})
	}()
}

func (c *Conn) Close() {
	if !c.closed.CompareAndSwap(0, 1) {
		return
	}
	c.status = nil // race:w
}

func TestX(t *testing.T) {
	c := &Conn{}
	c.Start()
	c.Close()
	time.Sleep(10 * ms)
}
