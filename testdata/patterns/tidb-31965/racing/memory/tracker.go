// Package memory counts the bytes that a statement uses.
package memory

import "sync/atomic"

// Tracker counts for itself and for everything above it.
type Tracker struct {
	label    int
	limit    int64
	parent   *Tracker
	consumed int64
	peak     int64
	onExceed func(*Tracker)
}

// Init makes t a tracker without a parent. It is not to be used yet.
func (t *Tracker) Init(label int, limit int64) {
	t.label = label
	t.limit = limit // race:w
	t.consumed = 0  // race:w
	t.peak = 0      // race:w
	t.parent = nil  // race:w
}

// NewTracker returns a tracker without a parent.
func NewTracker(label int, limit int64) *Tracker {
	t := &Tracker{}
	t.Init(label, limit)
	return t
}

// AttachTo makes parent the parent of t.
func (t *Tracker) AttachTo(parent *Tracker) { t.parent = parent }

// OnExceed sets what is called when the limit is exceeded.
func (t *Tracker) OnExceed(f func(*Tracker)) { t.onExceed = f }

// Consume adds bytes to t and to everything above it.
func (t *Tracker) Consume(bytes int64) {
	if bytes == 0 {
		return
	}
	var exceeded *Tracker
	for tracker := t; tracker != nil; tracker = tracker.parent { // race:r
		consumed := atomic.AddInt64(&tracker.consumed, bytes) // race:r
		if tracker.limit > 0 && consumed >= tracker.limit {   // race:r
			exceeded = tracker
		}
		for {
			peak := atomic.LoadInt64(&tracker.peak)                                            // race:r
			if consumed <= peak || atomic.CompareAndSwapInt64(&tracker.peak, peak, consumed) { // race:r
				break
			}
		}
	}
	if exceeded != nil && exceeded.onExceed != nil {
		exceeded.onExceed(exceeded)
	}
}

// Consumed returns how much is in use.
func (t *Tracker) Consumed() int64 { return atomic.LoadInt64(&t.consumed) }

// Peak returns the most that was in use at a time.
func (t *Tracker) Peak() int64 { return atomic.LoadInt64(&t.peak) }
