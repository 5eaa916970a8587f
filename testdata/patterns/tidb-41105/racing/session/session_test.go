package session

import (
	"context"
	"errors"
	"testing"
	"time"

	"pattern.example/tidb41105/executor"
)

const ms = time.Millisecond

func TestStatementsInTurn(t *testing.T) {
	s := New()
	for i := 0; i < 3; i++ {
		e := executor.NewIndexLookUp(s)
		e.Batches = 4
		total, err := s.Execute(context.Background(), "select", e)
		if err != nil || total != 40 {
			t.Fatal(total, err)
		}
		if rows := s.vars.StmtCtx.RuntimeStatsColl.Rows(1); rows != 40 {
			t.Fatal(rows)
		}
	}
}

// The first statement fails and leaves its worker, which closes its result while the next statement begins.
func TestWorkerLeftOnError(t *testing.T) {
	s := New()
	e := executor.NewIndexLookUp(s)
	e.Each, e.Quota = 6*ms, 1
	if _, err := s.Execute(context.Background(), "update", e); !errors.Is(err, executor.ErrQuota) {
		t.Fatal(err)
	}
	time.Sleep(2 * ms)
	if _, err := s.Execute(context.Background(), "select", executor.NewIndexLookUp(s)); err != nil {
		t.Fatal(err)
	}
	time.Sleep(12 * ms)
}
