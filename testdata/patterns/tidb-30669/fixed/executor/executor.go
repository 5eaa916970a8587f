// Package executor runs a tree of operators, each pulled by its parent.
package executor

import "context"

// Batch is what one call of Next yields.
type Batch struct {
	Rows []int
}

// Executor is one operator.
type Executor interface {
	Open(ctx context.Context) error
	Next(ctx context.Context, out *Batch) error
	Close() error
}

type baseExecutor struct {
	id       int
	children []Executor
}

func (b *baseExecutor) Open(ctx context.Context) error {
	for _, child := range b.children {
		if err := child.Open(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (b *baseExecutor) Close() error {
	var first error
	for _, child := range b.children {
		if err := child.Close(); err != nil && first == nil {
			first = err
		}
	}
	return first
}
