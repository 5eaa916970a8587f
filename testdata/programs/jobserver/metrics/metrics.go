// Package metrics counts jobs and reports the counts.
package metrics

import (
	"sync/atomic"
	"time"
)

// Counters are updated by the workers.
type Counters struct {
	Accepted atomic.Int64
	Failed   atomic.Int64
	Finished atomic.Int64
}

// Snapshot is the counters at one moment.
type Snapshot struct {
	Accepted, Failed, Finished int64
}

// Sink takes snapshots.
type Sink interface {
	Report(s Snapshot)
}

// Reporter sends the counters to a sink from time to time.
type Reporter struct {
	counters *Counters
	sink     Sink
	every    time.Duration
	stop     chan struct{}
}

// NewReporter returns a reporter that does not run yet.
func NewReporter(c *Counters, sink Sink, every time.Duration) *Reporter {
	return &Reporter{counters: c, sink: sink, every: every, stop: make(chan struct{})}
}

// Start begins to report.
func (r *Reporter) Start() {
	go func() {
		ticker := time.NewTicker(r.every)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				r.report()
			case <-r.stop:
				r.report()
				return
			}
		}
	}()
}

func (r *Reporter) report() {
	sink := r.sink // race:r
	if sink == nil {
		return
	}
	sink.Report(Snapshot{
		Accepted: r.counters.Accepted.Load(),
		Failed:   r.counters.Failed.Load(),
		Finished: r.counters.Finished.Load(),
	})
}

// Stop ends the reports.
func (r *Reporter) Stop() {
	close(r.stop)
	r.sink = nil // race:w
}
