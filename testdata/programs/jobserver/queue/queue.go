// Package queue keeps the jobs that wait.
package queue

import (
	"errors"
	"sync"

	"program.example/jobserver/job"
)

// Errors of Push.
var (
	ErrFull   = errors.New("queue is full")
	ErrClosed = errors.New("queue is closed")
)

// Queue is first in, first out, and bounded.
type Queue struct {
	mu       sync.Mutex
	nonEmpty *sync.Cond
	jobs     []*job.Job
	limit    int
	closed   bool
}

// New returns a queue of at most limit jobs.
func New(limit int) *Queue {
	q := &Queue{limit: limit}
	q.nonEmpty = sync.NewCond(&q.mu)
	return q
}

// Push appends a job.
func (q *Queue) Push(j *job.Job) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return ErrClosed
	}
	if len(q.jobs) >= q.limit {
		return ErrFull
	}
	q.jobs = append(q.jobs, j)
	q.nonEmpty.Signal()
	return nil
}

// Pop waits for a job. It returns nil once the queue is closed and empty.
func (q *Queue) Pop() *job.Job {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.jobs) == 0 && !q.closed {
		q.nonEmpty.Wait()
	}
	if len(q.jobs) == 0 {
		return nil
	}
	return q.takeLocked()
}

func (q *Queue) takeLocked() *job.Job {
	j := q.jobs[0]
	q.jobs[0] = nil
	q.jobs = q.jobs[1:]
	return j
}

// Len returns how many jobs wait.
func (q *Queue) Len() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.jobs)
}

// Close lets Pop return the jobs that are left, and then nil.
func (q *Queue) Close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.nonEmpty.Broadcast()
}
