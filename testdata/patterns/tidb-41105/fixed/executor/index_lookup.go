package executor

import (
	"context"
	"errors"
	"sync"
	"time"

	"pattern.example/tidb41105/distsql"
	"pattern.example/tidb41105/sessionctx"
)

// ErrQuota is what a statement ends with that needs too much memory.
var ErrQuota = errors.New("out of memory quota")

// IndexLookUp reads row ids from an index and then the rows.
type IndexLookUp struct {
	ctx     sessionctx.Context
	Batches int
	Each    time.Duration
	Quota   int

	started bool
	wg      sync.WaitGroup
	ids     chan int
	finish  chan struct{}
}

// NewIndexLookUp returns an operator of the session, not opened.
func NewIndexLookUp(ctx sessionctx.Context) *IndexLookUp {
	return &IndexLookUp{ctx: ctx, Batches: 1, Quota: 1000}
}

// Open prepares to read.
func (e *IndexLookUp) Open(context.Context) error {
	e.ids = make(chan int, e.Batches+1)
	e.finish = make(chan struct{})
	e.started = false
	return nil
}

func (e *IndexLookUp) startIndexWorker(ctx context.Context) {
	result := distsql.Select(e.ctx, 1, e.Batches, e.Each)
	ids, finish := e.ids, e.finish
	e.wg.Add(1)
	go func() {
		defer e.wg.Done()
		defer close(ids)
		fetch(ctx, result, ids, finish)
		_ = result.Close()
	}()
}

func fetch(ctx context.Context, result distsql.SelectResult, ids chan<- int, finish <-chan struct{}) {
	for {
		rows, err := result.Next(ctx)
		if err != nil || rows == 0 {
			return
		}
		select {
		case ids <- rows:
		case <-finish:
			return
		}
	}
}

// Next returns how many rows were read, zero at the end.
func (e *IndexLookUp) Next(ctx context.Context) (int, error) {
	if !e.started {
		e.startIndexWorker(ctx)
		e.started = true
	}
	if e.Quota < 100 {
		return 0, ErrQuota
	}
	return <-e.ids, nil
}

// Close ends the read and waits for the worker.
func (e *IndexLookUp) Close() error {
	if !e.started {
		return nil
	}
	close(e.finish)
	e.wg.Wait()
	e.started = false
	return nil
}
