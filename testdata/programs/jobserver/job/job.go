// Package job has the unit of work.
package job

import (
	"context"
	"errors"
	"time"
)

// ErrRetry asks for another attempt.
var ErrRetry = errors.New("try again")

// Job is one unit of work.
type Job struct {
	ID       string
	Kind     string
	Payload  []byte
	Attempts int
	Created  time.Time
}

// Result is what became of a job.
type Result struct {
	ID       string
	Output   []byte
	Err      error
	Finished time.Time
}

// Handler does the work of one kind of job.
type Handler interface {
	Handle(ctx context.Context, j *Job) ([]byte, error)
}

// HandlerFunc makes a function a Handler.
type HandlerFunc func(ctx context.Context, j *Job) ([]byte, error)

// Handle implements Handler.
func (f HandlerFunc) Handle(ctx context.Context, j *Job) ([]byte, error) { return f(ctx, j) }
