package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

type store struct{ rows []int }

func (s *store) reset() { s.rows = nil }

func (s *store) poll() {
	for i := 0; i < 4; i++ {
		_ = len(s.rows)
		time.Sleep(ms)
	}
}

func TestX(t *testing.T) {
	s := &store{rows: []int{1, 2}}
	t.Run("group", func(t *testing.T) {
		for _, name := range []string{"a", "b"} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				s.poll()
			})
		}
	})
	s.reset()
}
