package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Task struct {
	in *int
}

func (t *Task) Close() {
	t.in = nil
}

func (t *Task) work() error {
	for range 3 {
		use(t.in)
		time.Sleep(ms)
	}
	return nil
}

func once(t *Task) error {
	errs := make(chan error, 1)
	go func() { errs <- t.work() }()
	return <-errs
}

// run has the answer of each round's goroutine before it goes on.
func run() {
	v := 1
	errs := make(chan error, 1)
	for range 3 {
		t := &Task{in: &v}
		go func() { errs <- t.work() }()
		use(<-errs)
		use(once(t))
		t.Close()
	}
}

func TestX(t *testing.T) {
	run()
}
