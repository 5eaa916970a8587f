// Package memory watches what the sessions use.
package memory

import (
	"sync"
	"sync/atomic"
	"time"

	"pattern.example/tidb55467/sqlkiller"
)

// Tracker counts the bytes of one session.
type Tracker struct {
	Killer *sqlkiller.Killer
	bytes  atomic.Int64
}

// Consume adds bytes.
func (t *Tracker) Consume(bytes int64) { t.bytes.Add(bytes) }

// Watcher kills the sessions that use more than the limit.
type Watcher struct {
	limit    int64
	mu       sync.Mutex
	trackers []*Tracker
	stop     chan struct{}
	done     chan struct{}
}

// NewWatcher returns a watcher that does not run yet.
func NewWatcher(limit int64) *Watcher {
	return &Watcher{limit: limit, stop: make(chan struct{}), done: make(chan struct{})}
}

// Add has t watched.
func (w *Watcher) Add(t *Tracker) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.trackers = append(w.trackers, t)
}

func (w *Watcher) snapshot() []*Tracker {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]*Tracker(nil), w.trackers...)
}

// Start begins to watch.
func (w *Watcher) Start(every time.Duration) {
	go w.run(every)
}

func (w *Watcher) run(every time.Duration) {
	defer close(w.done)
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			for _, t := range w.snapshot() {
				if t.bytes.Load() > w.limit {
					t.Killer.Send(sqlkiller.OutOfMemory)
				}
			}
		case <-w.stop:
			return
		}
	}
}

// Close ends the watch.
func (w *Watcher) Close() {
	close(w.stop)
	<-w.done
	w.trackers = nil
}
