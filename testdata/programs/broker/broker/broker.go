// Package broker has the topics.
package broker

import (
	"errors"
	"io"
	"sync"
	"time"

	"program.example/broker/message"
	"program.example/broker/stats"
	"program.example/broker/subscribe"
	"program.example/broker/topic"
)

// ErrClosed is the answer of a broker that was closed.
var ErrClosed = errors.New("broker is closed")

// Broker has topics and what belongs to them.
type Broker struct {
	sequence message.Sequence
	keep     int

	mu      sync.RWMutex
	topics  map[string]*topic.Topic
	closers []io.Closer
	closed  bool

	sampler *stats.Sampler
	errs    chan error
	collect sync.WaitGroup
	failed  []error
}

// New returns a broker whose topics keep some messages.
func New(keep int) *Broker {
	b := &Broker{keep: keep, topics: map[string]*topic.Topic{}, errs: make(chan error, 8)}
	b.collect.Go(b.collectErrors)
	return b
}

// Sample starts to sample the broker.
func (b *Broker) Sample(every time.Duration) *stats.Sampler {
	b.sampler = stats.NewSampler(every, map[string]stats.Gauge{"topics": b.countTopics})
	go b.sampler.Run()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closers = append(b.closers, b.sampler)
	return b.sampler
}

func (b *Broker) countTopics() int64 {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return int64(len(b.topics))
}

func (b *Broker) collectErrors() {
	for err := range b.errs {
		b.failed = append(b.failed, err)
	}
}

// Topic returns the topic of that name.
func (b *Broker) Topic(name string) (*topic.Topic, error) {
	b.mu.RLock()
	t, closed := b.topics[name], b.closed
	b.mu.RUnlock()
	switch {
	case closed:
		return nil, ErrClosed
	case t != nil:
		return t, nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return nil, ErrClosed
	}
	if t = b.topics[name]; t == nil {
		t = topic.New(name, b.keep)
		b.topics[name] = t
		b.closers = append(b.closers, t)
	}
	return t, nil
}

// Publish publishes to the topic of that name.
func (b *Broker) Publish(name string, body []byte) error {
	t, err := b.Topic(name)
	if err != nil {
		return err
	}
	t.Publish(b.sequence.Next(name, body))
	return nil
}

// Subscribe has handler called with the messages of a topic.
func (b *Broker) Subscribe(name string, handler subscribe.Handler) (*subscribe.Subscription, error) {
	t, err := b.Topic(name)
	if err != nil {
		return nil, err
	}
	s := subscribe.New(64, handler, func(err error) { b.errs <- err })
	s.Start(t, t.Add(s))
	return s, nil
}

// Close closes everything, and returns what the handlers failed with. Subscriptions are to be closed before.
func (b *Broker) Close() []error {
	b.mu.Lock()
	if b.closed {
		b.mu.Unlock()
		return nil
	}
	b.closed = true
	closers := b.closers
	b.closers = nil
	b.mu.Unlock()

	for i := len(closers) - 1; i >= 0; i-- {
		_ = closers[i].Close()
	}
	close(b.errs)
	b.collect.Wait()
	failed := b.failed
	b.failed = nil
	b.mu.Lock()
	b.topics = nil
	b.mu.Unlock()
	return failed
}
