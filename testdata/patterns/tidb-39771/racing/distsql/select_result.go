// Package distsql turns the parts of an answer into rows.
package distsql

import (
	"context"

	"pattern.example/tidb39771/kv"
)

// SelectResult is the answer to one query.
type SelectResult struct {
	resp  kv.Response
	parts int
}

// New returns a result that reads from resp.
func New(resp kv.Response) *SelectResult { return &SelectResult{resp: resp} }

// NextRaw returns the next part, nil at the end.
func (r *SelectResult) NextRaw(ctx context.Context) ([]byte, error) {
	part, err := r.resp.Next(ctx)
	if err != nil || part == nil {
		return nil, err
	}
	r.parts++
	return part.Data, nil
}

// Close ends the query, whether it was read to its end or not.
func (r *SelectResult) Close() error {
	r.parts = 0
	return r.resp.Close()
}
