package batch

import (
	"sync/atomic"
	"testing"
	"time"

	"program.example/logship/config"
	"program.example/logship/record"
)

type counter struct{ records atomic.Int64 }

func (c *counter) WriteBatch(records []record.Record) error {
	c.records.Add(int64(len(records)))
	return nil
}

func conf() *config.Config { return &config.Config{BatchSize: 3, MaxDelay: time.Hour} }

func TestBatches(t *testing.T) {
	c := &counter{}
	b := New(conf, c)
	for range 7 {
		b.Add(record.Record{})
	}
	if err := b.Flush(); err != nil {
		t.Fatal(err)
	}
	if lost := b.Close(); lost != 0 || c.records.Load() != 7 {
		t.Fatal(lost, c.records.Load())
	}
}

func TestResetWhileRunning(t *testing.T) {
	b := New(conf, &counter{})
	for i := range 8 {
		b.Add(record.Record{})
		if i == 4 {
			time.Sleep(2 * time.Millisecond)
			b.Reset()
		}
	}
	time.Sleep(2 * time.Millisecond)
	b.Close()
}
