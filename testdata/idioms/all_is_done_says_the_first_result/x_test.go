package x

import (
	"errors"
	"testing"
	"time"
)

const ms = time.Millisecond

type Job struct {
	state int
	done  chan error
}

var errTimeout = errors.New("timeout")

func (j *Job) run(f func() error) error {
	if j.done == nil {
		j.done = make(chan error, 1)
		done := j.done
		go func() { done <- f() }()
	}
	select {
	case err := <-j.done:
		return err
	case <-time.After(ms):
		return errTimeout
	}
}

func (j *Job) step() (done bool, n int, err error) {
	err = j.run(func() error {
		n := 0
		for i := 0; i < 100; i++ {
			n += j.state
		}
		if n < 0 {
			return errors.New("odd")
		}
		return nil
	})
	if err != nil {
		if errors.Is(err, errTimeout) {
			return false, 0, nil
		}
		j.state = -1
		return false, 0, err
	}
	return true, 1, nil
}

func (j *Job) Finish() {
	for {
		done, _, err := j.step()
		if err != nil {
			return
		}
		if done {
			break
		}
	}
	j.state = 2
}

func TestRun(t *testing.T) {
	for i := 0; i < 20; i++ {
		j := &Job{}
		j.Finish()
	}
}
