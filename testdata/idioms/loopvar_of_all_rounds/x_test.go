package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

func each(n int) {
	var wg sync.WaitGroup
	for i := 0; i < n; i++ { // race:w
		wg.Add(1)
		go func() {
			defer wg.Done()
			use(i) // race:r
		}()
		time.Sleep(ms)
	}
	wg.Wait()
}

func TestX(t *testing.T) {
	each(3)
}
