// Package client is what programs use.
package client

import (
	"context"
	"errors"
	"sync"
	"time"

	"program.example/connpool/conn"
	"program.example/connpool/pool"
	"program.example/connpool/resolve"
)

// Client sends calls to any of the backends.
type Client struct {
	resolver *resolve.Resolver
	pool     *pool.Pool
	closing  sync.Once
	closeErr error

	mu     sync.RWMutex
	events map[string]int
}

// Options of a client.
type Options struct {
	Size    int
	Timeout time.Duration
	Refresh time.Duration
}

// New returns a client of the backends that lookup finds.
func New(ctx context.Context, lookup resolve.Lookup, o Options) (*Client, error) {
	r, err := resolve.New(ctx, lookup)
	if err != nil {
		return nil, err
	}
	c := &Client{resolver: r, events: map[string]int{}}
	c.pool = pool.New(o.Size, func() (pool.Conn, error) {
		return conn.Dial("tcp", r.Pick(), o.Timeout, c.event)
	})
	r.Start(o.Refresh)
	return c, nil
}

func (c *Client) event(line string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.events != nil {
		c.events[line]++
	}
}

// Events returns how often a backend has sent the event.
func (c *Client) Events(line string) int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.events[line]
}

// Call sends a line and returns the answer. A broken connection is tried again once.
func (c *Client) Call(ctx context.Context, line string) (string, error) {
	reply, err := c.try(ctx, line)
	if err != nil && !errors.Is(err, pool.ErrClosed) && ctx.Err() == nil {
		reply, err = c.try(ctx, line)
	}
	return reply, err
}

func (c *Client) try(ctx context.Context, line string) (string, error) {
	pc, err := c.pool.Get(ctx)
	if err != nil {
		return "", err
	}
	defer c.pool.Put(pc)
	return pc.Call(line)
}

// Close closes the client. It may be called more than once.
func (c *Client) Close() error {
	c.closing.Do(func() {
		c.closeErr = errors.Join(c.pool.Close(), c.resolver.Close())
		c.mu.Lock()
		c.events = nil
		c.mu.Unlock()
	})
	return c.closeErr
}
