// Package executor runs statements.
package executor

import "pattern.example/tidb55467/variable"

// ResetContextOfStmt prepares the session for the next statement.
func ResetContextOfStmt(ctx variable.Context) {
	vars := ctx.GetSessionVars()
	vars.Killer.Reset()
	vars.Killer.ConnID = vars.ConnectionID // race:w
}
