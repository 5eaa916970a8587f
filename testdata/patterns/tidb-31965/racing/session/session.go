// Package session runs statements, one after the other.
package session

import (
	"context"

	"pattern.example/tidb31965/copr"
	"pattern.example/tidb31965/variable"
)

// Session runs statements.
type Session struct {
	vars *variable.SessionVars
}

// New returns a session whose statements may use quota bytes each.
func New(quota int64) *Session {
	return &Session{vars: &variable.SessionVars{MemQuota: quota}}
}

// Vars returns the state of the session.
func (s *Session) Vars() *variable.SessionVars { return s.vars }

func resetContextOfStmt(vars *variable.SessionVars) {
	sc := vars.InitStatementContext()
	sc.InitMemTracker(1, vars.MemQuota)
	vars.StmtCtx = sc
}

// Execute starts a statement that reads the tasks.
func (s *Session) Execute(ctx context.Context, tasks []copr.Task) *copr.Iterator {
	resetContextOfStmt(s.vars)
	return copr.Send(ctx, tasks, 2, s.vars.StmtCtx.MemTracker())
}
