package x

import (
	"errors"
	"testing"
	"time"
)

const ms = time.Millisecond

var errTimeout = errors.New("timeout")

type job struct{ state int }

type worker struct{ after time.Duration }

func (w *worker) run(f func() error) error {
	done := make(chan error, 1)
	go func() { done <- f() }()
	select {
	case err := <-done:
		return err
	case <-time.After(w.after):
		return errTimeout
	}
}

func (w *worker) Do(j *job) error {
	err := w.run(func() error {
		_ = j.state
		return nil
	})
	if err == errTimeout {
		return err
	}
	j.state = 0
	return nil
}

func TestX(t *testing.T) {
	w := &worker{after: ms}
	for i := 0; i < 20; i++ {
		_ = w.Do(new(job))
	}
}
