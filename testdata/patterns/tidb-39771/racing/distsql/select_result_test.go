package distsql

import (
	"context"
	"testing"
	"time"

	"pattern.example/tidb39771/copr"
	"pattern.example/tidb39771/kv"
)

const ms = time.Millisecond

type slowStore struct{ locate, run time.Duration }

func (s slowStore) Locate(context.Context, *kv.DispatchRequest) (string, error) {
	time.Sleep(s.locate)
	return "store", nil
}

func (s slowStore) Run(_ context.Context, addr string, _ *kv.DispatchRequest) ([]byte, error) {
	time.Sleep(s.run)
	return []byte(addr), nil
}

func query(store copr.Store) *SelectResult {
	reqs := []*kv.DispatchRequest{{ID: 1}, {ID: 2}, {ID: 3}}
	return New(copr.NewClient(store).Dispatch(context.Background(), reqs))
}

func TestReadToTheEnd(t *testing.T) {
	r := query(slowStore{})
	parts := 0
	for {
		data, err := r.NextRaw(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if data == nil {
			break
		}
		parts++
	}
	if err := r.Close(); err != nil || parts != 3 {
		t.Fatal(parts, err)
	}
}

// The query is closed while tasks are still dispatched.
func TestCloseEarly(t *testing.T) {
	r := query(slowStore{locate: 20 * ms, run: 40 * ms})
	time.Sleep(30 * ms)
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
}
