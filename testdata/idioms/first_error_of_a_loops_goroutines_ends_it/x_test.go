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
	p.jobs = nil // race:w
}

func (p *Pool) work(n int) error {
	for range n {
		use(p.jobs) // race:r
		time.Sleep(ms)
	}
	return nil
}

func run() error {
	p := &Pool{jobs: []int{1}}
	errs := make(chan error, 3)
	for i := range 3 {
		go func() { errs <- p.work(2 + 4*i) }()
	}
	err := <-errs
	p.Close()
	return err
}

func TestX(t *testing.T) {
	use(run())
	time.Sleep(20 * ms)
}
