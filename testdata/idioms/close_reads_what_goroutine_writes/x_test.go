package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Link struct{ conn *int }

func (l *Link) Start() {
	go func() {
		time.Sleep(2 * ms)
		l.conn = new(int) // race:w
	}()
}

func (l *Link) Close() {
	if l.conn != nil { // race:r
		use(l.conn)
	}
}

func TestX(t *testing.T) {
	l := &Link{}
	l.Start()
	time.Sleep(20 * ms)
	l.Close()
}
