package x

import (
	"context"
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Group struct {
	wg     sync.WaitGroup
	once   sync.Once
	err    error
	cancel context.CancelFunc
}

func WithContext(ctx context.Context) (*Group, context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	return &Group{cancel: cancel}, ctx
}

func (g *Group) Go(f func() error) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		if err := f(); err != nil {
			g.once.Do(func() {
				g.err = err
				g.cancel()
			})
		}
	}()
}

func (g *Group) Wait() error {
	g.wg.Wait()
	g.cancel()
	return g.err
}

type Svc struct {
	group  *Group
	cancel context.CancelFunc
	buf    []byte
}

func (s *Svc) Start(ctx context.Context) {
	ctx, s.cancel = context.WithCancel(ctx)
	s.group, ctx = WithContext(ctx)
	for i := 0; i < 2; i++ {
		s.group.Go(func() error { return s.work(ctx) })
	}
}

func (s *Svc) work(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			use(len(s.buf))
			return ctx.Err()
		case <-time.After(ms):
			use(len(s.buf))
		}
	}
}

func (s *Svc) Close() error {
	s.cancel()
	err := s.group.Wait()
	s.buf = nil
	return err
}

func TestX(t *testing.T) {
	s := &Svc{buf: make([]byte, 8)}
	s.Start(context.Background())
	time.Sleep(4 * ms)
	use(s.Close())
}
