package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Batcher struct {
	wg   sync.WaitGroup
	work chan int
}

func (b *Batcher) Start() {
	b.wg.Go(b.loop)
}

func (b *Batcher) loop() {
	for n := range b.work {
		b.wg.Add(1)
		go func() {
			defer b.wg.Done()
			use(n)
			time.Sleep(ms)
		}()
	}
}

func (b *Batcher) Shutdown() {
	close(b.work)
	b.wg.Wait()
}

func TestX(t *testing.T) {
	b := &Batcher{work: make(chan int, 4)}
	b.Start()
	for i := range 3 {
		b.work <- i
	}
	b.Shutdown()
}
