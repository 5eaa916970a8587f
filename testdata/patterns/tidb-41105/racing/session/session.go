// Package session runs one statement after the other.
package session

import (
	"context"

	"pattern.example/tidb41105/executor"
	"pattern.example/tidb41105/sessionctx"
)

type session struct {
	vars *sessionctx.SessionVars
}

// New returns a session that collects numbers.
func New() *session {
	return &session{vars: &sessionctx.SessionVars{ConnectionID: 1, CollectStats: true, StmtCtx: &sessionctx.StatementContext{}}}
}

var _ sessionctx.Context = (*session)(nil)

// GetSessionVars implements sessionctx.Context.
func (s *session) GetSessionVars() *sessionctx.SessionVars { return s.vars }

// Execute runs a statement that reads through e. When it fails, e is left as it is.
func (s *session) Execute(ctx context.Context, sql string, e *executor.IndexLookUp) (int, error) {
	executor.ResetContextOfStmt(s, sql)
	if err := e.Open(ctx); err != nil {
		return 0, err
	}
	total := 0
	for {
		rows, err := e.Next(ctx)
		if err != nil {
			return total, err
		}
		if rows == 0 {
			return total, e.Close()
		}
		total += rows
	}
}
