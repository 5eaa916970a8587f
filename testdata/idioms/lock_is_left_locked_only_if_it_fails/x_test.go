package x

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
)

type Conn struct {
	mu   sync.RWMutex
	data []byte
	busy atomic.Bool
}

var errBusy = errors.New("busy")

// grab locks for whoever it tells that the connection is busy; who may use it has no lock.
func (c *Conn) grab() error {
	if c.busy.Load() {
		c.mu.RLock()
		return errBusy
	}
	return nil
}

func (c *Conn) use() int {
	if err := c.grab(); err != nil {
		defer c.mu.RUnlock()
		return len(c.data)
	}
	return len(c.data) // race:r
}

func (c *Conn) Start() {
	for i := 0; i < 2; i++ {
		go func() {
			for i := 0; i < 1000 && c.use() > 0; i++ {
			}
		}()
	}
}

func (c *Conn) Close() {
	c.mu.Lock()
	c.data = nil // race:w
	c.mu.Unlock()
}

func TestRun(t *testing.T) {
	for i := 0; i < 20; i++ {
		c := &Conn{data: make([]byte, 1)}
		c.Start()
		c.Close()
	}
}
