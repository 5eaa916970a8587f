package resolve

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"
)

func TestRefresh(t *testing.T) {
	var calls atomic.Int64
	failed := errors.New("no answer")
	r, err := New(context.Background(), func(context.Context) ([]string, error) {
		switch calls.Add(1) {
		case 1:
			return []string{"a"}, nil
		case 2:
			return []string{"b", "c"}, nil
		}
		return nil, failed
	})
	if err != nil || r.Pick() != "a" {
		t.Fatal(err)
	}
	r.Start(time.Millisecond)
	for calls.Load() < 3 {
		time.Sleep(time.Millisecond)
	}
	if got := r.Pick(); got != "b" && got != "c" {
		t.Fatal(got)
	}
	if err := r.Close(); !errors.Is(err, failed) {
		t.Fatal(err)
	}
}
