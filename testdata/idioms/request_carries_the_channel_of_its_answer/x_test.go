package x

import (
	"testing"
)

// Close sends a request that says where to answer, and waits there.
type request struct {
	stop bool
	done chan struct{}
}

type Loop struct {
	requests chan request
	table    map[string]int
}

func NewLoop() *Loop {
	l := &Loop{requests: make(chan request), table: map[string]int{}}
	go l.run()
	return l
}

func (l *Loop) run() {
	for {
		r := <-l.requests
		l.table["x"]++
		if r.stop {
			close(r.done)
			return
		}
	}
}

func (l *Loop) Close() {
	r := request{stop: true, done: make(chan struct{})}
	l.requests <- r
	<-r.done
	l.table = nil
}

func TestLoop(t *testing.T) {
	for i := 0; i < 20; i++ {
		l := NewLoop()
		l.requests <- request{}
		l.Close()
	}
}
