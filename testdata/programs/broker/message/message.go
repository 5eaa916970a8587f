// Package message has what is published.
package message

import "sync/atomic"

// Message is never changed once it is published.
type Message struct {
	ID    uint64
	Topic string
	Body  []byte
}

// Sequence numbers messages.
type Sequence struct {
	last atomic.Uint64
}

// Next returns a new message.
func (s *Sequence) Next(topic string, body []byte) *Message {
	return &Message{ID: s.last.Add(1), Topic: topic, Body: body}
}
