package app

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync"
	"testing"
	"time"
)

type disk struct {
	mu    sync.Mutex
	names map[string]int
	delay time.Duration
}

type file struct{ bytes.Buffer }

func (*file) Close() error { return nil }

func (d *disk) Create(name string) (io.WriteCloser, error) {
	time.Sleep(d.delay)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.names[name]++
	return &file{}, nil
}

// Close comes while the final snapshot reads the cache.
func TestCloseDuringSnapshot(t *testing.T) {
	d := &disk{names: map[string]int{}, delay: 6 * time.Millisecond}
	a := New(d, time.Minute)
	for i := range 20 {
		a.Incr(fmt.Sprint("key", i%5))
	}
	if got := a.Incr("key0"); got != 5 {
		t.Fatal(got)
	}
	a.snaps.Start("a", time.Hour)
	if expired, errs := a.Close(); expired != 0 || errs != nil {
		t.Fatal(expired, errors.Join(errs...))
	}
	time.Sleep(15 * time.Millisecond)
}
