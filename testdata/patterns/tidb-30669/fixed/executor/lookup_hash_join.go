package executor

import (
	"context"
	"fmt"

	"pattern.example/tidb30669/util"
)

type hashJoinResult struct {
	rows []int
	err  error
}

// LookUpHashJoin joins with a hash table for each batch of outer rows.
type LookUpHashJoin struct {
	LookUpJoin

	resultCh  chan *hashJoinResult
	orderedCh chan *hashJoinResult
	inOrder   bool
}

// NewLookUpHashJoin returns a join over child, not opened.
func NewLookUpHashJoin(child Executor, lookup Lookup, concurrency int, inOrder bool) *LookUpHashJoin {
	e := &LookUpHashJoin{inOrder: inOrder}
	e.children = []Executor{child}
	e.lookup = lookup
	e.concurrency = concurrency
	return e
}

// Open implements Executor.
func (e *LookUpHashJoin) Open(ctx context.Context) error {
	if err := e.children[0].Open(ctx); err != nil {
		return err
	}
	e.finished.Store(false)
	e.spawnWorkers(ctx)
	return nil
}

func (e *LookUpHashJoin) spawnWorkers(ctx context.Context) {
	workerCtx, cancelFunc := context.WithCancel(ctx)
	e.cancelFunc = cancelFunc
	innerCh := make(chan *lookUpTask, e.concurrency)
	if e.inOrder {
		e.orderedCh = make(chan *hashJoinResult, e.concurrency)
	} else {
		e.resultCh = make(chan *hashJoinResult, e.concurrency)
	}
	e.running.Add(1)
	outer := &outerWorker{child: e.children[0], innerCh: innerCh}
	go util.WithRecovery(func() { outer.run(workerCtx) }, e.finishJoinWorkers)

	e.running.Add(e.concurrency)
	for i := 0; i < e.concurrency; i++ {
		go util.WithRecovery(func() { e.newInnerWorker(innerCh).run(workerCtx) }, e.finishJoinWorkers)
	}
	go e.closeWhenDone()
}

func (e *LookUpHashJoin) finishJoinWorkers(r any) {
	if r != nil {
		e.finished.Store(true)
		err := fmt.Errorf("join worker: %v", r)
		e.output() <- &hashJoinResult{err: err}
		if e.cancelFunc != nil {
			e.reason.Store(err)
			e.cancelFunc()
		}
	}
	e.running.Done()
}

func (e *LookUpHashJoin) closeWhenDone() {
	e.running.Wait()
	if e.inOrder {
		close(e.orderedCh)
	} else {
		close(e.resultCh)
	}
}

// Next implements Executor.
func (e *LookUpHashJoin) Next(ctx context.Context, out *Batch) error {
	out.Rows = nil
	select {
	case result, ok := <-e.output():
		if !ok {
			return nil
		}
		out.Rows = result.rows
		return result.err
	case <-ctx.Done():
		if err, ok := e.reason.Load().(error); ok {
			return err
		}
		return ctx.Err()
	}
}

// Close implements Executor.
func (e *LookUpHashJoin) Close() error {
	if e.cancelFunc != nil {
		e.cancelFunc()
	}
	if e.resultCh != nil {
		for range e.resultCh {
		}
	}
	if e.orderedCh != nil {
		for range e.orderedCh {
		}
	}
	e.resultCh, e.orderedCh = nil, nil
	e.lookup = nil
	return e.LookUpJoin.Close()
}

type innerWorker struct {
	lookup  Lookup
	innerCh <-chan *lookUpTask
	out     chan<- *hashJoinResult
}

func (e *LookUpHashJoin) newInnerWorker(innerCh <-chan *lookUpTask) *innerWorker {
	return &innerWorker{lookup: e.lookup, innerCh: innerCh, out: e.output()}
}

func (e *LookUpHashJoin) output() chan *hashJoinResult {
	if e.inOrder {
		return e.orderedCh
	}
	return e.resultCh
}

func (w *innerWorker) run(ctx context.Context) {
	for {
		select {
		case task, ok := <-w.innerCh:
			if !ok {
				return
			}
			w.handle(ctx, task)
		case <-ctx.Done():
			return
		}
	}
}

func (w *innerWorker) handle(ctx context.Context, task *lookUpTask) {
	result := &hashJoinResult{}
	for _, outer := range task.outer {
		result.rows = append(result.rows, w.lookup(outer)...)
	}
	select {
	case w.out <- result:
	case <-ctx.Done():
	}
}
