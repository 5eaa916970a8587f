// Package sink writes batches to files.
package sink

import (
	"errors"
	"io"
	"sync"

	"program.example/logship/record"
)

// ErrClosed is the answer of a sink that was closed.
var ErrClosed = errors.New("sink is closed")

// Create opens the file of a number.
type Create func(number int) (io.WriteCloser, error)

// Rotator begins a new file when the last one is long enough. Old files are finished in the background.
type Rotator struct {
	create Create
	limit  int

	mu     sync.Mutex
	file   io.WriteCloser
	number int
	size   int
	closed bool

	finishing sync.WaitGroup
	finisher  Finisher
	finished  []int
}

// Finisher does what remains to be done with a full file.
type Finisher interface {
	Finish(number int, file io.WriteCloser) error
}

// NewRotator returns a rotator whose files have about limit bytes.
func NewRotator(create Create, limit int, finisher Finisher) *Rotator {
	return &Rotator{create: create, limit: limit, finisher: finisher}
}

// WriteBatch implements batch.Sink.
func (r *Rotator) WriteBatch(records []record.Record) error {
	var buf []byte
	for _, rec := range records {
		buf = rec.AppendTo(buf)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return ErrClosed
	}
	if err := r.rotateLocked(); err != nil {
		return err
	}
	n, err := r.file.Write(buf)
	r.size += n
	return err
}

func (r *Rotator) rotateLocked() error {
	if r.file != nil && r.size < r.limit {
		return nil
	}
	if r.file != nil {
		r.finishing.Add(1)
		go r.finish(r.number, r.file)
	}
	r.number++
	r.size = 0
	file, err := r.create(r.number)
	r.file = file
	return err
}

func (r *Rotator) finish(number int, file io.WriteCloser) {
	defer r.finishing.Done()
	err := r.finisher.Finish(number, file) // race:r
	if err != nil {
		return
	}
	r.mu.Lock()
	r.finished = append(r.finished, number)
	r.mu.Unlock()
}

// Close finishes the last file and waits for the others.
func (r *Rotator) Close() ([]int, error) {
	r.mu.Lock()
	if r.closed {
		r.mu.Unlock()
		return nil, ErrClosed
	}
	r.closed = true
	last, number := r.file, r.number
	r.file = nil
	r.mu.Unlock()

	var err error
	if last != nil {
		err = r.finisher.Finish(number, last)
	}
	r.finisher = nil // race:w
	r.finishing.Wait()
	finished := r.finished
	r.finished = nil
	return finished, err
}
