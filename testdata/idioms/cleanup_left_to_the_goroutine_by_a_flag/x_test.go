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

func NewSender() *Sender { return &Sender{socket: new(int)} }

func (s *Sender) Send() error {
	if s.socket == nil {
		return errors.New("closed")
	}
	use(*s.socket)
	return nil
}

func (s *Sender) Close() {
	s.socket = nil
}

// Announce sends once, and more often in the background, which cleans up then.
func Announce(fail bool, n int) error {
	sender := NewSender()
	cleanup := func() {
		if sender != nil {
			sender.Close()
		}
	}
	stillSending := false
	defer func() {
		if !stillSending {
			cleanup()
		}
	}()
	send := func() error {
		if fail {
			return errors.New("no")
		}
		return sender.Send()
	}
	if err := send(); err != nil {
		return nil
	}
	if n == 1 {
		return nil
	}
	stillSending = true
	go func() {
		defer cleanup()
		for range n - 1 {
			time.Sleep(ms)
			if send() != nil {
				return
			}
		}
	}()
	return nil
}

func TestX(t *testing.T) {
	for i := range 4 {
		use(Announce(i%2 == 0, i+1))
	}
	time.Sleep(10 * ms)
}
