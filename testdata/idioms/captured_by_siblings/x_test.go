package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

func first(jobs []func() error) error {
	var err error
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			time.Sleep(ms)
			err = job() // race:w
		}()
	}
	wg.Wait()
	return err
}

func TestX(t *testing.T) {
	job := func() error { return nil }
	use(first([]func() error{job, job, job}))
}
