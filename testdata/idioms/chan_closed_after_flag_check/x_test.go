package x

import (
	"sync/atomic"
	"testing"
	"time"
)

const ms = time.Millisecond

type Topic struct {
	exiting atomic.Bool
	in      chan int
}

func (t *Topic) put(n int) {
	if t.exiting.Load() {
		return
	}
	time.Sleep(2 * ms)
	t.in <- n // race:r
}

func (t *Topic) Start() {
	go func() {
		defer func() { recover() }()
		for i := 0; i < 8; i++ {
			t.put(i)
		}
	}()
}

func (t *Topic) Close() {
	t.exiting.Store(true)
	close(t.in) // race:w
}

func TestX(t *testing.T) {
	topic := &Topic{in: make(chan int, 16)}
	topic.Start()
	time.Sleep(5 * ms)
	topic.Close()
	time.Sleep(8 * ms)
}
