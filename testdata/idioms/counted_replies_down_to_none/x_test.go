package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Lookup struct {
	ask     func(int) int
	queries int
	replies chan int
	cancel  chan struct{}
}

func (l *Lookup) query(n int, reply chan<- int) {
	time.Sleep(ms)
	reply <- l.ask(n)
}

func (l *Lookup) start() bool {
	if l.ask == nil {
		return false
	}
	for l.queries < 3 {
		l.queries++
		go l.query(l.queries, l.replies)
	}
	return true
}

func (l *Lookup) shutdown() {
	for l.queries > 0 {
		<-l.replies
		l.queries--
	}
	l.ask = nil
}

func (l *Lookup) Advance() bool {
	for l.start() {
		select {
		case n := <-l.replies:
			l.queries--
			if n > 2 {
				return true
			}
		case <-l.cancel:
			l.shutdown()
		}
	}
	return false
}

func TestX(t *testing.T) {
	l := &Lookup{ask: func(n int) int { return n }, replies: make(chan int), cancel: make(chan struct{}, 1)}
	l.Advance()
	l.cancel <- struct{}{}
	for l.Advance() {
	}
	use(l)
}
