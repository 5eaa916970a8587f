package metrics

import (
	"sync/atomic"
	"testing"
	"time"
)

type last struct{ finished atomic.Int64 }

func (l *last) Report(s Snapshot) { l.finished.Store(s.Finished) }

func TestReportAndStop(t *testing.T) {
	var c Counters
	sink := &last{}
	r := NewReporter(&c, sink, time.Millisecond)
	r.Start()
	c.Finished.Add(7)
	deadline := time.Now().Add(5 * time.Second)
	for sink.finished.Load() != 7 {
		if time.Now().After(deadline) {
			t.Fatal("not reported")
		}
		time.Sleep(time.Millisecond)
	}
	r.Stop()
	time.Sleep(5 * time.Millisecond)
}
