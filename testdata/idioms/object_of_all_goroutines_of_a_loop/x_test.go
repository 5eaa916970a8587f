package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

// Retrier is given to each of several goroutines that do the same.
type Retrier struct {
	attempt int
}

func (r *Retrier) Reset() { r.attempt = 0 } // race:w

func (r *Retrier) Next() int {
	r.attempt++      // race:w
	return r.attempt // race:r
}

type Matcher struct {
	stop chan struct{}
}

func (m *Matcher) Start(n int) {
	r := &Retrier{}
	for i := 0; i < n; i++ {
		go m.forward(r)
	}
}

func (m *Matcher) forward(r *Retrier) {
	for {
		select {
		case <-m.stop:
			return
		default:
		}
		if r.Next() > 3 {
			r.Reset()
		}
		time.Sleep(ms / 20)
	}
}

func (m *Matcher) Stop() { close(m.stop) }

func TestMatcher(t *testing.T) {
	for i := 0; i < 20; i++ {
		m := &Matcher{stop: make(chan struct{})}
		m.Start(3)
		time.Sleep(ms)
		m.Stop()
	}
}
