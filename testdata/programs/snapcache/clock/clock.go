// Package clock tells the time, cheaply.
package clock

import (
	"sync/atomic"
	"time"
)

// Clock is a time that is updated in the background.
type Clock struct {
	now   atomic.Int64
	timer *time.Timer
	idle  chan struct{}
	stop  atomic.Bool
}

// New returns a clock that runs.
func New(step time.Duration) *Clock {
	c := &Clock{idle: make(chan struct{})}
	c.now.Store(time.Now().UnixNano())
	ready := make(chan struct{})
	c.timer = time.AfterFunc(step, func() {
		<-ready
		c.tick(step)
	})
	close(ready)
	return c
}

func (c *Clock) tick(step time.Duration) {
	if c.stop.Load() {
		close(c.idle)
		return
	}
	c.now.Store(time.Now().UnixNano())
	c.timer.Reset(step)
}

// Now returns the time of the last step.
func (c *Clock) Now() time.Time { return time.Unix(0, c.now.Load()) }

// Close stops the clock at its next step and waits for it.
func (c *Clock) Close() {
	c.stop.Store(true)
	<-c.idle
	c.timer = nil
}
