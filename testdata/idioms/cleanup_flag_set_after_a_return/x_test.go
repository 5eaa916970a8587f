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
	if s.socket == nil { // race:r
		return errors.New("closed")
	}
	return nil
}

func (s *Sender) Close() {
	s.socket = nil // race:w
}

// Announce forgets the goroutine where it returns early.
func Announce(quiet bool, n int) error {
	sender := NewSender()
	stillSending := false
	defer func() {
		if !stillSending {
			sender.Close()
		}
	}()
	go func() {
		for range n {
			if sender.Send() != nil {
				return
			}
			time.Sleep(ms)
		}
	}()
	if quiet {
		return nil
	}
	stillSending = true
	return sender.Send()
}

func TestX(t *testing.T) {
	for i := range 4 {
		use(Announce(i%2 == 0, 2))
	}
	time.Sleep(10 * ms)
}
