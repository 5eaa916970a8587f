package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Link struct {
	conn  *int
	ready chan struct{}
	stop  chan struct{}
}

func New() *Link {
	l := &Link{ready: make(chan struct{}), stop: make(chan struct{})}
	go l.run()
	<-l.ready
	return l
}

func (l *Link) run() {
	time.Sleep(ms)
	l.conn = new(int)
	close(l.ready)
	<-l.stop
}

func (l *Link) Close() {
	close(l.stop)
	use(l.conn)
	l.conn = nil
}

func TestX(t *testing.T) {
	New().Close()
	time.Sleep(3 * ms)
}
