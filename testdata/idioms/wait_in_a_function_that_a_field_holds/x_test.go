package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Run struct {
	name string
	lock struct {
		stop func()
	}
}

func (r *Run) renew() {
	use(r.name)
}

// start returns what ends the goroutine and waits for it.
func (r *Run) start() func() {
	end := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			select {
			case <-end:
				return
			default:
				r.renew()
				time.Sleep(ms)
			}
		}
	})
	return func() {
		close(end)
		wg.Wait()
	}
}

func (r *Run) setLock() { r.lock.stop = r.start() }

func (r *Run) removeLock() {
	r.lock.stop()
	r.name = ""
}

func all() {
	r := &Run{name: "x"}
	r.setLock()
	time.Sleep(3 * ms)
	r.removeLock()
}

func TestX(t *testing.T) {
	all()
}
