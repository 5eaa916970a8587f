// Package topic hands messages on to subscribers.
package topic

import (
	"sync"

	"program.example/broker/message"
)

// Receiver takes messages. It must not block.
type Receiver interface {
	Receive(m *message.Message) bool
}

// Topic has receivers, and a goroutine that hands messages on to them.
type Topic struct {
	Name string

	in   chan *message.Message
	done chan struct{}

	mu        sync.RWMutex
	receivers map[int]Receiver
	next      int

	retained []*message.Message
	keep     int
}

// New returns a topic that runs. It keeps the last messages.
func New(name string, keep int) *Topic {
	t := &Topic{
		Name:      name,
		in:        make(chan *message.Message, 16),
		done:      make(chan struct{}),
		receivers: map[int]Receiver{},
		keep:      keep,
	}
	go t.dispatch()
	return t
}

func (t *Topic) dispatch() {
	defer close(t.done)
	for m := range t.in {
		t.retain(m)
		t.mu.RLock()
		for _, r := range t.receivers {
			r.Receive(m)
		}
		t.mu.RUnlock()
	}
}

func (t *Topic) retain(m *message.Message) {
	if t.keep == 0 {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.retained) == t.keep {
		t.retained = t.retained[1:]
	}
	t.retained = append(t.retained, m)
}

// Publish hands over a message.
func (t *Topic) Publish(m *message.Message) { t.in <- m }

// Add adds a receiver, which gets the messages that were kept.
func (t *Topic) Add(r Receiver) (id int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.next++
	t.receivers[t.next] = r
	for _, m := range t.retained {
		r.Receive(m)
	}
	return t.next
}

// Remove removes a receiver.
func (t *Topic) Remove(id int) {
	t.mu.Lock()
	delete(t.receivers, id)
	t.mu.Unlock()
}

// Close hands on what was published and ends the goroutine.
func (t *Topic) Close() error {
	close(t.in)
	<-t.done
	t.retained = nil
	clear(t.receivers)
	return nil
}
