package x

import (
	"errors"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Sender struct {
	socket *int
}

func (s *Sender) Send() error {
	if s.socket == nil {
		return errors.New("closed")
	}
	return nil
}

func (s *Sender) Close() {
	s.socket = nil
}

func inside(run func()) { run() }

func prepare() *Sender {
	var sender *Sender
	inside(func() {
		sender = &Sender{socket: new(int)}
	})
	return sender
}

// announce cleans up itself, or leaves that to its goroutine.
func announce(n int) {
	sender := prepare()
	stillSending := false
	defer func() {
		if !stillSending {
			sender.Close()
		}
	}()
	if n%2 == 0 {
		return
	}
	stillSending = true
	go func() {
		defer sender.Close()
		for range n {
			time.Sleep(ms)
			use(sender.Send())
		}
	}()
}

func AnnounceAll(n int) {
	for i := range n {
		announce(i)
	}
}

func TestX(t *testing.T) {
	AnnounceAll(4)
	time.Sleep(10 * ms)
}
