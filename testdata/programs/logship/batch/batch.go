// Package batch collects records until there are enough of them.
package batch

import (
	"time"

	"program.example/logship/config"
	"program.example/logship/record"
)

// Sink takes batches. It must not keep them.
type Sink interface {
	WriteBatch(records []record.Record) error
}

// Batcher collects in a goroutine of its own.
type Batcher struct {
	config  func() *config.Config
	sink    Sink
	in      chan record.Record
	flushes chan chan error
	done    chan struct{}

	pending []record.Record
	dropped int
}

// New returns a batcher that runs.
func New(conf func() *config.Config, sink Sink) *Batcher {
	b := &Batcher{
		config:  conf,
		sink:    sink,
		in:      make(chan record.Record, 16),
		flushes: make(chan chan error),
		done:    make(chan struct{}),
	}
	go b.run()
	return b
}

func (b *Batcher) run() {
	defer close(b.done)
	timer := time.NewTimer(b.config().MaxDelay)
	defer timer.Stop()
	for {
		select {
		case r, ok := <-b.in:
			if !ok {
				_ = b.flush()
				return
			}
			b.pending = append(b.pending, r)            // race:r
			if len(b.pending) >= b.config().BatchSize { // race:r
				_ = b.flush()
			}
		case reply := <-b.flushes:
			reply <- b.flush()
		case <-timer.C:
			_ = b.flush()
			timer.Reset(b.config().MaxDelay)
		}
	}
}

func (b *Batcher) flush() error {
	if len(b.pending) == 0 { // race:r
		return nil
	}
	err := b.sink.WriteBatch(b.pending) // race:r
	if err != nil {
		b.dropped += len(b.pending) // race:r
	}
	b.pending = b.pending[:0] // race:w
	return err
}

// Add hands over a record.
func (b *Batcher) Add(r record.Record) { b.in <- r }

// Flush writes what is pending and waits for it.
func (b *Batcher) Flush() error {
	reply := make(chan error, 1)
	select {
	case b.flushes <- reply:
		return <-reply
	case <-b.done:
		return nil
	}
}

// Reset forgets what is pending.
func (b *Batcher) Reset() {
	b.pending = nil // race:w
}

// Close writes what is pending and ends the goroutine. It returns how many records were lost.
func (b *Batcher) Close() int {
	close(b.in)
	<-b.done
	b.pending = nil
	b.sink = nil
	return b.dropped
}
