package pool

import "time"

type checker struct {
	pool    *Pool
	every   time.Duration
	maxIdle time.Duration

	stop    chan struct{}
	sweep   chan struct{}
	evicted int
	onEvict func(n int)
}

func newChecker(p *Pool, every, maxIdle time.Duration) *checker {
	return &checker{pool: p, every: every, maxIdle: maxIdle, stop: make(chan struct{}), sweep: make(chan struct{})}
}

func (c *checker) start() {
	go c.sweepLoop()
	go c.tickLoop()
}

// tickLoop asks for a sweep at every tick. sweepLoop may be busy.
func (c *checker) tickLoop() {
	ticker := time.NewTicker(c.every)
	defer ticker.Stop()
	defer close(c.sweep)
	for {
		select {
		case <-ticker.C:
		case <-c.stop:
			return
		}
		select {
		case c.sweep <- struct{}{}:
		case <-c.stop:
			return
		}
	}
}

func (c *checker) sweepLoop() {
	for range c.sweep {
		for _, conn := range c.pool.evict(c.maxIdle) {
			_ = conn.Close()
			c.evicted++
		}
		if notify := c.onEvict; notify != nil { // race:r
			notify(c.evicted)
		}
	}
}

// Close ends the sweeps.
func (c *checker) Close() {
	close(c.stop)
	for range c.sweep {
	}
	c.onEvict = nil // race:w
}

// OnEvict has f called after each sweep. It is to be called before the pool is used.
func (p *Pool) OnEvict(every, maxIdle time.Duration, f func(n int)) {
	p.checker = newChecker(p, every, maxIdle)
	p.checker.onEvict = f
	p.checker.start()
}
