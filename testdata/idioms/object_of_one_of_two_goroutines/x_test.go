package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

// Retrier belongs to the one goroutine that is started, whichever that is.
type Retrier struct {
	attempt int
}

func (r *Retrier) Reset() { r.attempt = 0 }

func (r *Retrier) Next() int {
	r.attempt++
	return r.attempt
}

type Matcher struct {
	root bool
	stop chan struct{}
}

func (m *Matcher) Start() {
	r := &Retrier{}
	if m.root {
		go m.validate(r)
		return
	}
	go m.forward(r)
}

func (m *Matcher) validate(r *Retrier) {
	for i := 0; ; i++ {
		select {
		case <-m.stop:
			return
		default:
		}
		if i%3 == 0 {
			r.Reset()
		} else {
			r.Next()
		}
		time.Sleep(ms / 20)
	}
}

func (m *Matcher) forward(r *Retrier) {
	for i := 0; ; i++ {
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
		m := &Matcher{root: i%2 == 0, stop: make(chan struct{})}
		m.Start()
		time.Sleep(ms)
		m.Stop()
	}
}
