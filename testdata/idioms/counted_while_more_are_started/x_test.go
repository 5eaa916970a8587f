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
	more chan int
}

func (b *Batch) work(n int) {
	time.Sleep(ms)
	b.sink(n)
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
		case n := <-b.more:
			running++
			go b.work(n)
		}
	}
	b.sink = nil
}

func TestX(t *testing.T) {
	b := &Batch{sink: func(int) {}, done: make(chan int), more: make(chan int, 2)}
	b.more <- 7
	b.more <- 8
	b.Close()
	use(b)
}
