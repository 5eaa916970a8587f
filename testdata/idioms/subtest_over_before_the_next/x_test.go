package x

import "testing"

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
	t.Run("sum", func(t *testing.T) {
		if s.sum() != 3 {
			t.Error("a row is missing")
		}
	})
	s.reset()
	t.Run("empty", func(t *testing.T) {
		if s.sum() != 0 {
			t.Error("a row is left")
		}
	})
	s.reset()
}
