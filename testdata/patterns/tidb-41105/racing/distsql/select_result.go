// Package distsql reads rows from the stores.
package distsql

import (
	"context"
	"time"

	"pattern.example/tidb41105/sessionctx"
)

// SelectResult yields rows.
type SelectResult interface {
	Next(ctx context.Context) (rows int, err error)
	Close() error
}

type selectResult struct {
	ctx  sessionctx.Context
	plan int
	left int
	each time.Duration
	rows int
}

// Select starts a read of batches, each of which takes some time.
func Select(ctx sessionctx.Context, plan, batches int, each time.Duration) SelectResult {
	return &selectResult{ctx: ctx, plan: plan, left: batches, each: each}
}

// Next implements SelectResult.
func (r *selectResult) Next(context.Context) (int, error) {
	if r.left == 0 {
		return 0, nil
	}
	r.left--
	time.Sleep(r.each)
	r.rows += 10
	return 10, nil
}

// Close implements SelectResult.
func (r *selectResult) Close() error {
	if r.rows > 0 {
		if coll := r.ctx.GetSessionVars().StmtCtx.RuntimeStatsColl; coll != nil { // race:r
			coll.Register(r.plan, r.rows)
		}
	}
	return nil
}
