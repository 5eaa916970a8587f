package x

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type storage struct{ n int }

type Cluster struct {
	ctx     context.Context
	cancel  context.CancelFunc
	wg      sync.WaitGroup
	running atomic.Bool
	storage *storage
}

func New() *Cluster {
	c := &Cluster{storage: &storage{}}
	c.ctx, c.cancel = context.WithCancel(context.Background())
	return c
}

func (c *Cluster) Start() {
	c.wg.Add(1)
	go c.loop()
	c.running.Store(true)
}

func (c *Cluster) loop() {
	defer c.wg.Done()
	for {
		select {
		case <-c.ctx.Done():
			return
		default:
			use(c.storage)
			time.Sleep(ms)
		}
	}
}

func (c *Cluster) stopJobs() {
	c.cancel()
	if !c.running.CompareAndSwap(true, false) {
		return
	}
	c.wg.Wait()
}

func (c *Cluster) Close() {
	c.stopJobs()
	c.storage = nil
}

func TestX(t *testing.T) {
	c := New()
	c.Start()
	time.Sleep(4 * ms)
	c.Close()
}
