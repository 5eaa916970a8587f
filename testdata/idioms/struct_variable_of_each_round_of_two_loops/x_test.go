package x

import (
	"context"
	"sync"
	"testing"
)

type handle struct {
	ctx    context.Context
	cancel context.CancelFunc
}

type Pool struct {
	updates chan []string
	n       int
}

func (p *Pool) serve(ctx context.Context, n int) { <-ctx.Done() }

// Run starts one goroutine for each name, with a struct of its own.
func (p *Pool) Run(ctx context.Context) {
	var wg sync.WaitGroup
	defer wg.Wait()
	handles := make(map[string]handle)
	for {
		select {
		case <-ctx.Done():
			return
		case names := <-p.updates:
			for i, n := range names {
				if _, exist := handles[n]; exist {
					continue
				}
				var h handle
				h.ctx, h.cancel = context.WithCancel(ctx)
				handles[n] = h
				wg.Add(1)
				go func() {
					defer wg.Done()
					p.serve(h.ctx, i)
				}()
			}
		}
	}
}

func TestRun(t *testing.T) {
	p := &Pool{updates: make(chan []string)}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan bool)
	go func() {
		p.Run(ctx)
		close(done)
	}()
	p.updates <- []string{"a", "b"}
	p.updates <- []string{"b", "c"}
	cancel()
	<-done
}
