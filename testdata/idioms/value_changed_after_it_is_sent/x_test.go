package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}
type message struct{ delay time.Duration }

type Topic struct{ messages chan *message }

func Open() *Topic {
	t := &Topic{messages: make(chan *message, 4)}
	go t.pump()
	return t
}

func (t *Topic) pump() {
	for m := range t.messages {
		time.Sleep(ms)
		use(m.delay) // race:r
	}
}

func publish(delays []time.Duration) {
	t := Open()
	for _, d := range delays {
		m := &message{}
		t.messages <- m
		m.delay = d // race:w
	}
	close(t.messages)
}

func TestX(t *testing.T) {
	publish([]time.Duration{1, 2, 3})
	time.Sleep(20 * ms)
}
