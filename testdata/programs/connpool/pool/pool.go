// Package pool shares connections.
package pool

import (
	"context"
	"errors"
	"sync"
	"time"
)

// ErrClosed is the answer of a pool that was closed.
var ErrClosed = errors.New("pool is closed")

// Conn is what a pool shares.
type Conn interface {
	Call(line string) (string, error)
	Idle() time.Duration
	Broken() bool
	Close() error
}

// Dialer opens a connection.
type Dialer func() (Conn, error)

// Pool has at most a fixed number of connections.
type Pool struct {
	dial  Dialer
	slots chan struct{}

	mu     sync.Mutex
	idle   []Conn
	closed bool

	checker *checker
}

// New returns a pool of at most size connections.
func New(size int, dial Dialer) *Pool {
	return &Pool{dial: dial, slots: make(chan struct{}, size)}
}

// Watch closes the connections that are broken, or idle for too long.
func (p *Pool) Watch(every, maxIdle time.Duration) {
	p.checker = newChecker(p, every, maxIdle)
	p.checker.start()
}

// Get returns a connection. It waits when all of them are in use.
func (p *Pool) Get(ctx context.Context) (Conn, error) {
	select {
	case p.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		<-p.slots
		return nil, ErrClosed
	}
	if n := len(p.idle); n > 0 {
		c := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.mu.Unlock()
		return c, nil
	}
	p.mu.Unlock()
	c, err := p.dial()
	if err != nil {
		<-p.slots
	}
	return c, err
}

// Put gives a connection back.
func (p *Pool) Put(c Conn) {
	defer func() { <-p.slots }()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || c.Broken() {
		_ = c.Close()
		return
	}
	p.idle = append(p.idle, c)
}

// Size returns how many connections are idle.
func (p *Pool) Size() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.idle)
}

func (p *Pool) evict(maxIdle time.Duration) []Conn {
	p.mu.Lock()
	defer p.mu.Unlock()
	var evicted []Conn
	kept := p.idle[:0]
	for _, c := range p.idle {
		if c.Broken() || c.Idle() > maxIdle {
			evicted = append(evicted, c)
		} else {
			kept = append(kept, c)
		}
	}
	p.idle = kept
	return evicted
}

// Close waits for the connections that are in use and closes all of them.
func (p *Pool) Close() error {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return nil
	}
	p.closed = true
	idle := p.idle
	p.idle = nil
	p.mu.Unlock()

	if p.checker != nil {
		p.checker.Close()
	}
	for range cap(p.slots) {
		p.slots <- struct{}{}
	}
	p.dial = nil
	for range cap(p.slots) {
		<-p.slots
	}
	var first error
	for _, c := range idle {
		if err := c.Close(); err != nil && first == nil {
			first = err
		}
	}
	return first
}
