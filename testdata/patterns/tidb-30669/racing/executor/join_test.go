package executor

import (
	"context"
	"testing"
	"time"
)

const ms = time.Millisecond

type rows struct {
	left int
}

func (r *rows) Open(context.Context) error { return nil }

func (r *rows) Next(_ context.Context, out *Batch) error {
	if r.left > 0 {
		r.left--
		out.Rows = []int{r.left}
	}
	return nil
}

func (r *rows) Close() error { return nil }

func open(t *testing.T, lookup Lookup, inOrder bool) Executor {
	t.Helper()
	var e Executor = NewLookUpHashJoin(&rows{left: 3}, lookup, 3, inOrder)
	if err := e.Open(context.Background()); err != nil {
		t.Fatal(err)
	}
	return e
}

func TestAllRows(t *testing.T) {
	for _, inOrder := range []bool{false, true} {
		e := open(t, func(outer int) []int { return []int{outer, outer} }, inOrder)
		got := 0
		for {
			var batch Batch
			if err := e.Next(context.Background(), &batch); err != nil {
				t.Fatal(err)
			}
			if len(batch.Rows) == 0 {
				break
			}
			got += len(batch.Rows)
		}
		if err := e.Close(); err != nil || got != 6 {
			t.Fatal(got, err)
		}
	}
}

// The workers panic while Close drains.
func TestCloseBeforePanic(t *testing.T) {
	e := open(t, func(int) []int {
		time.Sleep(6 * ms)
		panic("out of memory")
	}, false)
	time.Sleep(2 * ms)
	_ = e.Close()
}

// The workers panic first and Close comes later.
func TestCloseAfterPanic(t *testing.T) {
	e := open(t, func(int) []int { panic("out of memory") }, true)
	time.Sleep(6 * ms)
	_ = e.Close()
}
