// Package sessionctx is how the layers below reach the session.
package sessionctx

import "pattern.example/tidb41105/execdetails"

// StatementContext is the state of the statement. It is reused.
type StatementContext struct {
	RuntimeStatsColl *execdetails.RuntimeStatsColl
	OriginalSQL      string
}

// SessionVars is the state of the session.
type SessionVars struct {
	ConnectionID uint64
	CollectStats bool
	StmtCtx      *StatementContext
}

// Context is the session, seen from below.
type Context interface {
	GetSessionVars() *SessionVars
}
