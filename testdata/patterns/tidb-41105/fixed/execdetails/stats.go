// Package execdetails collects what the operators of a statement did.
package execdetails

import "sync"

// RuntimeStatsColl has the numbers of every operator.
type RuntimeStatsColl struct {
	mu    sync.Mutex
	stats map[int]int
}

// NewRuntimeStatsColl returns an empty collection.
func NewRuntimeStatsColl() *RuntimeStatsColl {
	return &RuntimeStatsColl{stats: map[int]int{}}
}

// Register adds rows to the numbers of the operator.
func (c *RuntimeStatsColl) Register(operator, rows int) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stats[operator] += rows
}

// Rows returns the rows of the operator.
func (c *RuntimeStatsColl) Rows(operator int) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.stats[operator]
}
