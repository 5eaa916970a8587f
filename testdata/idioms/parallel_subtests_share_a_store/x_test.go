package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

type store struct{ rows []int }

func (s *store) reset() { s.rows = nil } // race:w

func (s *store) poll() {
	for i := 0; i < 8; i++ {
		_ = len(s.rows) // race:r
		time.Sleep(ms)
	}
}

func TestX(t *testing.T) {
	s := &store{rows: []int{1, 2}}
	t.Run("poll", func(t *testing.T) {
		t.Parallel()
		s.poll()
	})
	t.Run("reset", func(t *testing.T) {
		t.Parallel()
		time.Sleep(4 * ms)
		s.reset()
	})
}
