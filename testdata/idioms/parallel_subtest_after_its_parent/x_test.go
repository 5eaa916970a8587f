package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

type store struct{ rows []int }

func (s *store) reset() { s.rows = nil }

func (s *store) sum() int {
	n := 0
	for _, row := range s.rows {
		n += row
	}
	return n
}

func TestX(t *testing.T) {
	s := &store{rows: []int{1, 2}}
	defer s.reset()
	t.Run("sum", func(t *testing.T) {
		t.Parallel()
		// Runs once TestX, with what it defers, is over.
		if s.sum() != 0 {
			t.Error("a row is left")
		}
	})
	time.Sleep(4 * ms)
	s.reset()
}
