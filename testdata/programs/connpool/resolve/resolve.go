// Package resolve keeps the list of backends up to date.
package resolve

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// Lookup finds the backends.
type Lookup func(ctx context.Context) ([]string, error)

type list struct {
	addrs []string
	next  atomic.Uint64
}

// Resolver asks for the backends from time to time.
type Resolver struct {
	lookup  Lookup
	current atomic.Pointer[list]
	cancel  context.CancelFunc
	wg      sync.WaitGroup
	lastErr error
}

// New asks once and returns a resolver that does not run yet.
func New(ctx context.Context, lookup Lookup) (*Resolver, error) {
	addrs, err := lookup(ctx)
	if err != nil {
		return nil, err
	}
	r := &Resolver{lookup: lookup}
	r.current.Store(&list{addrs: addrs})
	return r, nil
}

// Start asks again and again.
func (r *Resolver) Start(every time.Duration) {
	ctx, cancel := context.WithCancel(context.Background())
	r.cancel = cancel
	r.wg.Add(1)
	go func() {
		defer r.wg.Done()
		r.refreshLoop(ctx, every)
	}()
}

func (r *Resolver) refreshLoop(ctx context.Context, every time.Duration) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(every):
		}
		addrs, err := r.lookup(ctx)
		if err != nil {
			r.lastErr = err
			continue
		}
		r.current.Store(&list{addrs: addrs})
	}
}

// Pick returns one backend after the other.
func (r *Resolver) Pick() string {
	l := r.current.Load()
	if len(l.addrs) == 0 {
		return ""
	}
	return l.addrs[int(l.next.Add(1))%len(l.addrs)]
}

// Close ends the refresh and returns its last error.
func (r *Resolver) Close() error {
	if r.cancel != nil {
		r.cancel()
		r.wg.Wait()
		r.cancel = nil
	}
	err := r.lastErr
	r.lastErr = nil
	return err
}
