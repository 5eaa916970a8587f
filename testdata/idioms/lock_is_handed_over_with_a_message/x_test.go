package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Cluster struct {
	mu      sync.Mutex
	woken   chan int
	done    chan struct{}
	current *int
}

func New() *Cluster {
	c := &Cluster{woken: make(chan int), done: make(chan struct{})}
	go c.run()
	return c
}

// run has the lock from whoever has sent, and gives it back.
func (c *Cluster) run() {
	for n := range c.woken {
		c.finish(n)
	}
	close(c.done)
}

func (c *Cluster) finish(n int) {
	c.current = &n
	c.mu.Unlock()
}

// Wake leaves the lock to run.
func (c *Cluster) Wake(n int) {
	c.mu.Lock()
	c.woken <- n
}

func (c *Cluster) Keep() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.current == nil {
		return 0
	}
	return *c.current
}

func (c *Cluster) Close() {
	close(c.woken)
	<-c.done
}

func TestX(t *testing.T) {
	c := New()
	go func() {
		for range 20 {
			use(c.Keep())
			time.Sleep(ms / 4)
		}
	}()
	for i := range 20 {
		c.Wake(i)
		time.Sleep(ms / 4)
	}
	c.Close()
	time.Sleep(4 * ms)
}
