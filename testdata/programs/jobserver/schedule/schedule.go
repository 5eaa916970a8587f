// Package schedule puts jobs into the queue later.
package schedule

import (
	"sync"
	"time"

	"program.example/jobserver/job"
)

// Target takes the jobs that are due.
type Target interface {
	Push(j *job.Job) error
}

// Scheduler holds the jobs that are not due yet.
type Scheduler struct {
	target Target

	mu     sync.Mutex
	timers map[string]*time.Timer
	closed bool
}

// New returns a scheduler that pushes to target.
func New(target Target) *Scheduler {
	return &Scheduler{target: target, timers: map[string]*time.Timer{}}
}

// After pushes j once the delay is over.
func (s *Scheduler) After(delay time.Duration, j *job.Job) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	s.timers[j.ID] = time.AfterFunc(delay, func() { s.fire(j) })
	return true
}

func (s *Scheduler) fire(j *job.Job) {
	s.forget(j.ID)
	if target := s.target; target != nil { // race:r
		_ = target.Push(j)
	}
}

func (s *Scheduler) forget(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.timers, id)
}

// Pending returns how many jobs are held.
func (s *Scheduler) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.timers)
}

// Close drops the jobs that are held.
func (s *Scheduler) Close() {
	s.mu.Lock()
	s.closed = true
	for id, timer := range s.timers {
		timer.Stop()
		delete(s.timers, id)
	}
	s.mu.Unlock()
	s.target = nil // race:w
}
