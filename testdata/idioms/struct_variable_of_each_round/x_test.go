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
	handles map[string]handle
	wg      sync.WaitGroup
}

func (p *Pool) Run(names []string) {
	for _, n := range names {
		var h handle
		h.ctx, h.cancel = context.WithCancel(context.Background())
		p.handles[n] = h
		p.wg.Add(1)
		go func() {
			defer p.wg.Done()
			<-h.ctx.Done()
		}()
	}
}

func (p *Pool) Close() {
	for _, h := range p.handles {
		h.cancel()
	}
	p.wg.Wait()
}

func TestRun(t *testing.T) {
	p := &Pool{handles: map[string]handle{}}
	p.Run([]string{"a", "b", "c"})
	p.Close()
}
