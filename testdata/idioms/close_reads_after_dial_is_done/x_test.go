package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Link struct {
	conn    *int
	dialing chan struct{}
}

func (l *Link) Start() {
	go func() {
		defer close(l.dialing)
		time.Sleep(ms)
		l.conn = new(int)
	}()
}

func (l *Link) Close() {
	<-l.dialing
	if l.conn != nil {
		use(l.conn)
	}
}

func TestX(t *testing.T) {
	l := &Link{dialing: make(chan struct{})}
	l.Start()
	l.Close()
}
