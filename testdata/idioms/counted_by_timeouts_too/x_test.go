package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Batch struct {
	sink func(int)
	done chan int
}

func (b *Batch) work(n int) {
	time.Sleep(time.Duration(n) * 10 * ms)
	if sink := b.sink; sink != nil { // race:r
		sink(n)
	}
	b.done <- n
}

func (b *Batch) Close() {
	running := 0
	for range 3 {
		running++
		go b.work(running)
	}
	for running > 0 {
		select {
		case <-b.done:
			running--
		case <-time.After(ms):
			running--
		}
	}
	b.sink = nil // race:w
}

func TestX(t *testing.T) {
	b := &Batch{sink: func(int) {}, done: make(chan int, 3)}
	b.Close()
	time.Sleep(50 * ms)
	use(b)
}
