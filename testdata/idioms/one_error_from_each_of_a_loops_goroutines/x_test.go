package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Pool struct {
	jobs []int
}

func (p *Pool) Close() {
	p.jobs = nil
}

func (p *Pool) work(n int) error {
	for range n {
		use(p.jobs)
		time.Sleep(ms)
	}
	return nil
}

func run() error {
	p := &Pool{jobs: []int{1}}
	const n = 3
	errs := make(chan error, n)
	for i := range n {
		go func() { errs <- p.work(2 + 4*i) }()
	}
	var first error
	for range n {
		if err := <-errs; first == nil {
			first = err
		}
	}
	p.Close()
	return first
}

func TestX(t *testing.T) {
	use(run())
	time.Sleep(20 * ms)
}
