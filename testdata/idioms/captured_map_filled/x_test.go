package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

func squares(n int) map[int]int {
	found := map[int]int{}
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		for i := range n {
			found[i] = i * i // race:w
		}
	}()
	found[-1] = 1 // race:w
	wg.Wait()
	return found
}

func TestX(t *testing.T) {
	use(squares(3))
}
