package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Batch struct {
	sink    func(int)
	done    chan int
	pending map[int]bool
}

func (b *Batch) work(n int) {
	time.Sleep(ms)
	b.sink(n)
	b.done <- n
}

func (b *Batch) Start() {
	for n := range 3 {
		b.pending[n] = true
		go b.work(n)
	}
}

func (b *Batch) Close() {
	for len(b.pending) > 0 {
		n := <-b.done
		delete(b.pending, n)
	}
	b.sink = nil
}

func TestX(t *testing.T) {
	b := &Batch{sink: func(int) {}, done: make(chan int), pending: map[int]bool{}}
	b.Start()
	b.Close()
	use(b)
}
