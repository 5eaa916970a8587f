// Package variable has the state of a session.
package variable

import (
	"pattern.example/tidb55467/memory"
	"pattern.example/tidb55467/sqlkiller"
)

// SessionVars is the state of a session.
type SessionVars struct {
	ConnectionID uint64
	Killer       sqlkiller.Killer
	MemTracker   *memory.Tracker
}

// NewSessionVars returns the state of a new session, with a tracker that can kill it.
func NewSessionVars(id uint64) *SessionVars {
	vars := &SessionVars{ConnectionID: id, MemTracker: &memory.Tracker{}}
	vars.MemTracker.Killer = &vars.Killer
	return vars
}

// Context is a session, seen from below.
type Context interface {
	GetSessionVars() *SessionVars
}
