// Package kv has the types that the layers share.
package kv

import "context"

// DispatchRequest asks one store to run one task.
type DispatchRequest struct {
	ID    int
	State TaskState
}

// TaskState is how far a task has come.
type TaskState uint8

// The states, in order.
const (
	TaskReady TaskState = iota
	TaskRunning
	TaskDone
)

// ResultSubset is a part of the answer.
type ResultSubset struct {
	Task int
	Data []byte
}

// Response yields the parts of an answer.
type Response interface {
	Next(ctx context.Context) (*ResultSubset, error)
	Close() error
}
