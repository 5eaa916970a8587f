package x

import (
	"sync/atomic"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Pool struct {
	jobs []int
	left atomic.Int32
}

func (p *Pool) Close() {
	p.jobs = nil
}

func (p *Pool) work(n int) {
	for range n {
		use(p.jobs)
		time.Sleep(ms)
	}
}

// run hears of the last of its goroutines alone.
func run() {
	p := &Pool{jobs: []int{1}}
	done := make(chan struct{}, 1)
	p.left.Store(3)
	for i := range 3 {
		go func() {
			p.work(2 + 4*i)
			if p.left.Add(-1) == 0 {
				done <- struct{}{}
			}
		}()
	}
	<-done
	p.Close()
}

func TestX(t *testing.T) {
	run()
	time.Sleep(20 * ms)
}
