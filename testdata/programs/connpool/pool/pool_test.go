package pool

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

type fake struct {
	broken  atomic.Bool
	closing *atomic.Bool
}

func (f *fake) Call(line string) (string, error) { return line, nil }
func (f *fake) Idle() time.Duration              { return time.Second }
func (f *fake) Broken() bool                     { return f.broken.Load() }

func (f *fake) Close() error {
	f.closing.Store(true)
	time.Sleep(2 * time.Millisecond)
	return nil
}

func dialer() (Dialer, *atomic.Bool) {
	var closing atomic.Bool
	return func() (Conn, error) { return &fake{closing: &closing}, nil }, &closing
}

func take(t *testing.T, p *Pool, n int) {
	t.Helper()
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			c, err := p.Get(context.Background())
			if err != nil {
				t.Error(err)
				return
			}
			time.Sleep(time.Millisecond)
			p.Put(c)
		})
	}
	wg.Wait()
}

func TestGetAndPut(t *testing.T) {
	dial, _ := dialer()
	p := New(2, dial)
	take(t, p, 6)
	if n := p.Size(); n == 0 || n > 2 {
		t.Fatal(n)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Get(context.Background()); err != ErrClosed {
		t.Fatal(err)
	}
}

func TestIdleConnectionsAreEvicted(t *testing.T) {
	dial, _ := dialer()
	p := New(4, dial)
	take(t, p, 4)
	p.Watch(time.Millisecond, time.Millisecond)
	deadline := time.Now().Add(5 * time.Second)
	for p.Size() > 0 && time.Now().Before(deadline) {
		time.Sleep(time.Millisecond)
	}
	if n := p.Size(); n != 0 {
		t.Fatal(n)
	}
}

// Close comes while a sweep is busy with the connections that it has evicted.
func TestCloseDuringSweep(t *testing.T) {
	dial, closing := dialer()
	p := New(4, dial)
	var told atomic.Int64
	take(t, p, 4)
	p.OnEvict(time.Millisecond, time.Millisecond, func(n int) { told.Store(int64(n)) })
	for !closing.Load() {
		time.Sleep(time.Millisecond)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(30 * time.Millisecond)
}
