// Package copr sends tasks to the stores and collects what they answer.
package copr

import (
	"context"

	"pattern.example/tidb39771/kv"
)

// Store finds where a task runs and runs it.
type Store interface {
	Locate(ctx context.Context, req *kv.DispatchRequest) (string, error)
	Run(ctx context.Context, addr string, req *kv.DispatchRequest) ([]byte, error)
}

// Client dispatches tasks to a store.
type Client struct {
	store Store
}

// NewClient returns a client of store.
func NewClient(store Store) *Client { return &Client{store: store} }

// Dispatch sends every task and returns at once.
func (c *Client) Dispatch(ctx context.Context, reqs []*kv.DispatchRequest) kv.Response {
	child, cancel := context.WithCancel(ctx)
	it := &iterator{
		store:      c.store,
		tasks:      reqs,
		finishCh:   make(chan struct{}),
		respCh:     make(chan *response),
		cancelFunc: cancel,
	}
	go it.run(child)
	return it
}
