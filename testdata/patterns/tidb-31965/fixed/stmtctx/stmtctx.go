// Package stmtctx has what belongs to one statement.
package stmtctx

import (
	"sync"

	"pattern.example/tidb31965/memory"
)

// StatementContext is the state of one statement.
type StatementContext struct {
	ReadOnly bool
	Priority int
	cache    struct {
		tracker memory.Tracker
	}

	mu       sync.Mutex
	warnings []string
}

// InitMemTracker prepares the tracker that is kept inside the context.
func (sc *StatementContext) InitMemTracker(label int, limit int64) {
	sc.cache.tracker.Init(label, limit)
}

// MemTracker returns the tracker of the statement.
func (sc *StatementContext) MemTracker() *memory.Tracker { return &sc.cache.tracker }

// AppendWarning records a warning.
func (sc *StatementContext) AppendWarning(text string) {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	sc.warnings = append(sc.warnings, text)
}
