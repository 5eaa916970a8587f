// Package variable has what belongs to one session.
package variable

import "pattern.example/tidb31965/stmtctx"

// SessionVars is the state of one session.
type SessionVars struct {
	MemQuota int64
	StmtCtx  *stmtctx.StatementContext
}

// InitStatementContext returns the context for the next statement, a new one each time.
func (s *SessionVars) InitStatementContext() *stmtctx.StatementContext {
	return &stmtctx.StatementContext{}
}
