package executor

import (
	"context"
	"sync"
	"sync/atomic"
)

// Lookup finds the inner rows of an outer one.
type Lookup func(outer int) []int

// LookUpJoin is what every join that looks up its inner side has in common.
type LookUpJoin struct {
	baseExecutor

	lookup      Lookup
	concurrency int

	cancelFunc context.CancelFunc
	running    sync.WaitGroup
	finished   atomic.Bool
	reason     atomic.Value
}

type lookUpTask struct {
	outer []int
}

type outerWorker struct {
	child   Executor
	innerCh chan<- *lookUpTask
}

func (w *outerWorker) run(ctx context.Context) {
	defer close(w.innerCh)
	for {
		var batch Batch
		if err := w.child.Next(ctx, &batch); err != nil || len(batch.Rows) == 0 {
			return
		}
		select {
		case w.innerCh <- &lookUpTask{outer: batch.Rows}:
		case <-ctx.Done():
			return
		}
	}
}
