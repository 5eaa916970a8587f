package config

import (
	"errors"
	"sync/atomic"
	"testing"
	"time"
)

type steps struct{ n atomic.Int64 }

func (s *steps) Load() (*Config, error) {
	n := int(s.n.Add(1))
	if n%2 == 0 {
		return nil, errors.New("unreadable")
	}
	return &Config{BatchSize: n}, nil
}

func TestWatch(t *testing.T) {
	w, err := NewWatcher(&steps{})
	if err != nil {
		t.Fatal(err)
	}
	var changed atomic.Int64
	w.OnChange(func(c *Config) { changed.Store(int64(c.BatchSize)) })
	for range 2 {
		before := changed.Load()
		w.Start(time.Millisecond)
		deadline := time.Now().Add(5 * time.Second)
		for changed.Load() == before && time.Now().Before(deadline) {
			time.Sleep(time.Millisecond)
		}
		w.Stop()
	}
	w.Stop()
	if got := w.Current().BatchSize; got < 5 || int64(got) != changed.Load() {
		t.Fatal(got)
	}
}
