// Package executor runs statements.
package executor

import (
	"pattern.example/tidb41105/execdetails"
	"pattern.example/tidb41105/sessionctx"
)

// ResetContextOfStmt prepares the context for the next statement.
func ResetContextOfStmt(ctx sessionctx.Context, sql string) {
	vars := ctx.GetSessionVars()
	sc := vars.StmtCtx
	sc.OriginalSQL = sql
	if vars.CollectStats {
		sc.RuntimeStatsColl = execdetails.NewRuntimeStatsColl() // race:w
	}
}
