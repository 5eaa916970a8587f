package subscribe

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"program.example/broker/message"
)

type source struct{ removed int }

func (s *source) Remove(id int) { s.removed = id }

func TestCloseWaits(t *testing.T) {
	from := &source{}
	s := New(1, func(context.Context, *message.Message) error {
		time.Sleep(3 * time.Millisecond)
		return nil
	}, nil)
	s.Start(from, 7)
	s.Receive(&message.Message{})
	time.Sleep(time.Millisecond)
	if n := s.Close(); n > 1 || from.removed != 7 {
		t.Fatal(n, from.removed)
	}
}

func TestDetachDuringHandler(t *testing.T) {
	var busy atomic.Bool
	s := New(1, func(context.Context, *message.Message) error {
		busy.Store(true)
		time.Sleep(5 * time.Millisecond)
		return errors.New("failed")
	}, func(error) {})
	s.Start(&source{}, 1)
	s.Receive(&message.Message{})
	for !busy.Load() {
		time.Sleep(time.Millisecond)
	}
	s.Detach()
	<-s.finished
}
