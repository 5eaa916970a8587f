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
	status []int
}

func (c *Conn) finish(status []int) {
	if !c.done.CompareAndSwap(0, 1) {
		return
	}
	c.status = status
}

func (c *Conn) Start() {
	go func() {
		time.Sleep(ms)
		c.finish([]int{1})
	}()
}

func (c *Conn) Close() {
	c.finish(nil)
}

func TestX(t *testing.T) {
	for i := 0; i < 4; i++ {
		c := &Conn{}
		c.Start()
		time.Sleep(time.Duration(i) * ms)
		c.Close()
	}
	time.Sleep(10 * ms)
}
