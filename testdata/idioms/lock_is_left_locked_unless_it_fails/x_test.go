package x

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const ms = time.Millisecond

type Conn struct {
	mu   sync.RWMutex
	data []byte
	done atomic.Bool
}

var errDone = errors.New("done")

func (c *Conn) grab(ctx context.Context) ([]byte, error) {
	select {
	default:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	c.mu.RLock()
	if c.done.Load() {
		c.mu.RUnlock()
		return nil, errDone
	}
	return c.data, nil
}

func (c *Conn) use(ctx context.Context) int {
	data, err := c.grab(ctx)
	if err != nil {
		return 0
	}
	defer c.mu.RUnlock()
	return len(data) + len(c.data)
}

func (c *Conn) Start(ctx context.Context) {
	for i := 0; i < 2; i++ {
		go func() {
			for c.use(ctx) > 0 {
			}
		}()
	}
}

func (c *Conn) Close() {
	c.done.Store(true)
	c.mu.Lock()
	c.data = nil
	c.mu.Unlock()
}

func TestRun(t *testing.T) {
	for i := 0; i < 20; i++ {
		c := &Conn{data: make([]byte, 1)}
		c.Start(context.Background())
		time.Sleep(ms)
		c.Close()
	}
}
