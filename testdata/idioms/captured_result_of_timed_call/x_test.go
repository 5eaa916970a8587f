package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

func call(timeout time.Duration, work func() int) (result int) {
	done := make(chan struct{})
	go func() {
		result = work() // race:w
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(timeout):
	}
	return result // race:r
}

func TestX(t *testing.T) {
	use(call(2*ms, func() int { time.Sleep(4 * ms); return 1 }))
	time.Sleep(6 * ms)
}
