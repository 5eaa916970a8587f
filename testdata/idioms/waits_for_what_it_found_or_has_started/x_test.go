package x

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type reorg struct {
	done chan error
	n    int
}

type Job struct{ state int }

type worker struct {
	m struct {
		sync.RWMutex
		reorgs map[*Job]*reorg
	}
	wg   sync.WaitGroup
	quit context.Context
}

var (
	errTimeout  = errors.New("timeout")
	errCanceled = errors.New("canceled")
)

func (w *worker) get(j *Job) *reorg {
	w.m.Lock()
	defer w.m.Unlock()
	return w.m.reorgs[j]
}

func (w *worker) make(j *Job) *reorg {
	w.m.Lock()
	defer w.m.Unlock()
	r := &reorg{}
	r.done = make(chan error, 1)
	w.m.reorgs[j] = r
	return r
}

func (w *worker) remove(j *Job) {
	w.m.Lock()
	defer w.m.Unlock()
	delete(w.m.reorgs, j)
}

func (w *worker) run(j *Job, lease time.Duration, f func() error) error {
	r := w.get(j)
	if r == nil {
		if j.state < 0 {
			return errCanceled
		}
		r = w.make(j)
		w.wg.Add(1)
		go func() {
			defer w.wg.Done()
			r.done <- f()
		}()
	}
	timeout := time.Second
	if lease > 0 {
		timeout = lease
	}
	select {
	case err := <-r.done:
		if r.n > 0 {
			w.remove(j)
			return errCanceled
		}
		if err != nil {
			return err
		}
	case <-w.quit.Done():
		w.remove(j)
		return errTimeout
	case <-time.After(timeout):
		return errTimeout
	}
	return nil
}

func (w *worker) Finish(j *Job) (done bool, err error) {
	err = w.run(j, ms, func() (err error) {
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
			return false, nil
		}
		j.state = -1
		return false, err
	}
	return true, nil
}

func TestRun(t *testing.T) {
	for i := 0; i < 20; i++ {
		w := &worker{quit: context.Background()}
		w.m.reorgs = map[*Job]*reorg{}
		j := &Job{}
		for {
			if done, err := w.Finish(j); done || err != nil {
				j.state = 2
				break
			}
		}
	}
}
