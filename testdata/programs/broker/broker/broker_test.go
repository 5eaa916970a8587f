package broker

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"program.example/broker/message"
)

func waitFor(t *testing.T, what func() bool) {
	t.Helper()
	deadline := time.Now().Add(5 * time.Second)
	for !what() {
		if time.Now().After(deadline) {
			t.Fatal("did not happen")
		}
		time.Sleep(time.Millisecond)
	}
}

func TestPublishAndSubscribe(t *testing.T) {
	b := New(2)
	var got atomic.Int64
	count := func(context.Context, *message.Message) error {
		if got.Add(1)%5 == 0 {
			return errors.New("every fifth")
		}
		return nil
	}
	first, err := b.Subscribe("a", count)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			for k := range 5 {
				if err := b.Publish("a", fmt.Append(nil, i, k)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	waitFor(t, func() bool { return got.Load() == 20 })
	second, err := b.Subscribe("a", count)
	if err != nil {
		t.Fatal(err)
	}
	waitFor(t, func() bool { return got.Load() == 22 })
	if n := first.Close() + second.Close(); n != 18 || first.Dropped() != 0 {
		t.Fatal(n)
	}
	if failed := b.Close(); len(failed) != 4 {
		t.Fatal(failed)
	}
	if err := b.Publish("a", nil); !errors.Is(err, ErrClosed) {
		t.Fatal(err)
	}
}

func TestSample(t *testing.T) {
	b := New(0)
	s := b.Sample(time.Millisecond)
	for _, name := range []string{"a", "b", "c"} {
		if err := b.Publish(name, nil); err != nil {
			t.Fatal(err)
		}
	}
	waitFor(t, func() bool { return s.Last("topics") == 3 })
	b.Close()
	time.Sleep(3 * time.Millisecond)
}
