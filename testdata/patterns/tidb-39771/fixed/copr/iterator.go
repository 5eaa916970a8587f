package copr

import (
	"context"
	"sync"
	"sync/atomic"

	"pattern.example/tidb39771/kv"
)

type response struct {
	part *kv.ResultSubset
	err  error
}

type iterator struct {
	store    Store
	tasks    []*kv.DispatchRequest
	finishCh chan struct{}
	respCh   chan *response
	doneCh   chan struct{}

	cancelFunc context.CancelFunc
	wg         sync.WaitGroup
	closed     atomic.Uint32

	mu sync.Mutex
}

func (it *iterator) run(ctx context.Context) {
	for _, task := range it.tasks {
		addr, err := it.store.Locate(ctx, task)
		if err != nil {
			it.send(&response{err: err})
			break
		}
		if it.closed.Load() == 1 {
			break
		}
		it.mu.Lock()
		if task.State == kv.TaskReady {
			task.State = kv.TaskRunning
		}
		it.mu.Unlock()
		it.wg.Add(1)
		go func() {
			defer it.wg.Done()
			it.handle(ctx, addr, task)
		}()
	}
	it.wg.Wait()
	close(it.doneCh)
	close(it.respCh)
}

func (it *iterator) handle(ctx context.Context, addr string, task *kv.DispatchRequest) {
	data, err := it.store.Run(ctx, addr, task)
	it.mu.Lock()
	task.State = kv.TaskDone
	it.mu.Unlock()
	if err != nil {
		it.send(&response{err: err})
		it.cancelFunc()
		return
	}
	it.send(&response{part: &kv.ResultSubset{Task: task.ID, Data: data}})
}

func (it *iterator) send(resp *response) {
	select {
	case it.respCh <- resp:
	case <-it.finishCh:
	}
}

// Next implements kv.Response.
func (it *iterator) Next(ctx context.Context) (*kv.ResultSubset, error) {
	select {
	case resp, ok := <-it.respCh:
		if !ok {
			return nil, nil
		}
		return resp.part, resp.err
	case <-it.finishCh:
		return nil, nil
	case <-ctx.Done():
		if it.closed.CompareAndSwap(0, 1) {
			close(it.finishCh)
		}
		return nil, ctx.Err()
	}
}

// Close implements kv.Response.
func (it *iterator) Close() error {
	if it.closed.CompareAndSwap(0, 1) {
		close(it.finishCh)
	}
	it.cancelFunc()
	<-it.doneCh
	return nil
}
