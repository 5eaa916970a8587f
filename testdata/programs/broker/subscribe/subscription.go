// Package subscribe delivers messages to handlers.
package subscribe

import (
	"context"
	"sync/atomic"

	"program.example/broker/message"
)

// Handler is called with each message, one after the other.
type Handler func(ctx context.Context, m *message.Message) error

// Source is where a subscription is registered.
type Source interface {
	Remove(id int)
}

// Subscription has a queue of its own, and a goroutine that calls the handler.
type Subscription struct {
	queue   chan *message.Message
	handler Handler
	onError func(error)

	source Source
	id     int

	ctx       context.Context
	cancel    context.CancelFunc
	finished  chan struct{}
	dropped   atomic.Int64
	delivered int64
}

// New returns a subscription that does not run yet.
func New(depth int, handler Handler, onError func(error)) *Subscription {
	s := &Subscription{
		queue:    make(chan *message.Message, depth),
		handler:  handler,
		onError:  onError,
		finished: make(chan struct{}),
	}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	return s
}

// Start delivers what arrives from the source, where the subscription has an id.
func (s *Subscription) Start(source Source, id int) {
	s.source, s.id = source, id
	go s.deliver()
}

// Receive implements topic.Receiver. A message that does not fit is dropped.
func (s *Subscription) Receive(m *message.Message) bool {
	select {
	case s.queue <- m:
		return true
	default:
		s.dropped.Add(1)
		return false
	}
}

func (s *Subscription) deliver() {
	defer close(s.finished)
	for {
		select {
		case <-s.ctx.Done():
			return
		case m := <-s.queue:
			s.call(m)
		}
	}
}

func (s *Subscription) call(m *message.Message) {
	if err := s.handler(s.ctx, m); err != nil {
		if report := s.onError; report != nil { // race:r
			report(err)
		}
		return
	}
	s.delivered++
}

// Dropped returns how many messages did not fit.
func (s *Subscription) Dropped() int64 { return s.dropped.Load() }

// Detach ends the delivery and does not wait for the handler, which may be the one that calls it.
func (s *Subscription) Detach() {
	s.cancel()
	s.source.Remove(s.id)
	s.onError = nil // race:w
}

// Close ends the delivery, waits for the handler, and returns how many messages it took.
func (s *Subscription) Close() int64 {
	s.cancel()
	s.source.Remove(s.id)
	<-s.finished
	s.handler = nil
	n := s.delivered
	s.delivered = 0
	return n
}
