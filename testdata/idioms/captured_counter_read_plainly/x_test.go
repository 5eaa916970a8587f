package x

import (
	"sync/atomic"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

func count(jobs []func()) int64 {
	var done int64
	for _, job := range jobs {
		go func() {
			job()
			atomic.AddInt64(&done, 1) // race:w
		}()
	}
	time.Sleep(4 * ms)
	return done // race:r
}

func TestX(t *testing.T) {
	job := func() { time.Sleep(ms) }
	use(count([]func(){job, job}))
}
