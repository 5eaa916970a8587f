package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

func call(work func() int) int {
	var result int
	done := make(chan struct{})
	go func() {
		defer close(done)
		result = work()
	}()
	<-done
	result++
	return result
}

func TestX(t *testing.T) {
	use(call(func() int { time.Sleep(ms); return 1 }))
}
