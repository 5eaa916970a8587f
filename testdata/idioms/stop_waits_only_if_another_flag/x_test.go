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
	waits   atomic.Bool
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
			use(c.storage) // race:r
			time.Sleep(ms)
		}
	}
}

func (c *Cluster) stopJobs() {
	c.cancel()
	if !c.waits.Load() {
		return
	}
	c.wg.Wait()
}

func (c *Cluster) Close() {
	c.stopJobs()
	c.storage = nil // race:w
}

func TestX(t *testing.T) {
	c := New()
	c.Start()
	time.Sleep(4 * ms)
	c.Close()
}

// Later says that Close shall wait.
func (c *Cluster) Later() { c.waits.Store(true) }
