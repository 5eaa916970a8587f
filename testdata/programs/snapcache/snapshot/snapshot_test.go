package snapshot

import (
	"errors"
	"io"
	"sync/atomic"
	"testing"
	"time"
)

type pairs int

func (p pairs) Range(f func(key, value any)) {
	for i := range int(p) {
		f(i, i*i)
	}
}

type nowhere struct{ io.Writer }

func (nowhere) Close() error { return nil }

type target struct {
	calls atomic.Int64
	err   error
}

func (t *target) Create(string) (io.WriteCloser, error) {
	t.calls.Add(1)
	return nowhere{io.Discard}, t.err
}

func TestPeriodic(t *testing.T) {
	s := New(pairs(3), &target{})
	s.Start("a", time.Millisecond)
	deadline := time.Now().Add(5 * time.Second)
	for s.Written() < 9 && time.Now().Before(deadline) {
		time.Sleep(time.Millisecond)
	}
	if errs := s.Stop(); errs != nil || s.Written() < 9 {
		t.Fatal(errs)
	}
}

func TestErrorsAreKept(t *testing.T) {
	full := errors.New("disk is full")
	to := &target{err: full}
	s := New(pairs(3), to)
	s.Start("a", time.Millisecond)
	for deadline := time.Now().Add(5 * time.Second); to.calls.Load() < 2 && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond)
	}
	if errs := s.Stop(); len(errs) == 0 || !errors.Is(errs[0], full) {
		t.Fatal(errs)
	}
}

// The loop of the first Start still writes its snapshots when Start is called again.
func TestRestart(t *testing.T) {
	s := New(pairs(1), &target{})
	for _, prefix := range []string{"a", "b", "c", "d"} {
		s.Start(prefix, time.Millisecond)
		time.Sleep(4 * time.Millisecond)
		s.Stop()
	}
	time.Sleep(4 * time.Millisecond)
}
