package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Item struct {
	id string
}

func run(n int) {
	ch := make(chan *Item, 10)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range ch {
			use(i.id)
			i.id = "used"
			time.Sleep(ms)
		}
	}()
	for range n {
		var item Item
		item.id = "new"
		ch <- &item
	}
	close(ch)
	<-done
}

func TestX(t *testing.T) {
	run(5)
}
