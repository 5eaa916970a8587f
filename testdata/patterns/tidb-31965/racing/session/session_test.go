package session

import (
	"context"
	"testing"
	"time"

	"pattern.example/tidb31965/copr"
)

const ms = time.Millisecond

func TestReadToTheEnd(t *testing.T) {
	s := New(1 << 20)
	for round := 0; round < 3; round++ {
		it := s.Execute(context.Background(), []copr.Task{{Size: 5}, {Size: 6}, {Size: 7}})
		sum := int64(0)
		for size := it.Next(); size != 0; size = it.Next() {
			sum += size
		}
		it.Close()
		if left := s.Vars().StmtCtx.MemTracker().Consumed(); sum != 18 || left != 0 {
			t.Fatal(sum, left)
		}
	}
}

// A worker of the first statement is still busy when the third one begins.
func TestLeftOverWorker(t *testing.T) {
	s := New(1 << 20)
	slow := s.Execute(context.Background(), []copr.Task{{Size: 5, Delay: 12 * ms}, {Size: 6, Delay: 12 * ms}})
	time.Sleep(2 * ms)
	slow.Close()
	for round := 0; round < 2; round++ {
		it := s.Execute(context.Background(), nil)
		it.Close()
	}
	time.Sleep(24 * ms)
}
