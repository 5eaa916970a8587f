// Package variable has what belongs to one session.
package variable

import "pattern.example/tidb31965/stmtctx"

// SessionVars is the state of one session.
type SessionVars struct {
	MemQuota int64
	StmtCtx  *stmtctx.StatementContext

	reused struct {
		turn     int
		contexts [2]stmtctx.StatementContext
	}
}

// InitStatementContext returns the context for the next statement. Two of them take turns.
func (s *SessionVars) InitStatementContext() *stmtctx.StatementContext {
	s.reused.turn = 1 - s.reused.turn
	s.reused.contexts[s.reused.turn] = stmtctx.StatementContext{} // race:w
	return &s.reused.contexts[s.reused.turn]
}
