// Package worker runs jobs.
package worker

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"program.example/jobserver/job"
	"program.example/jobserver/queue"
)

// Options of a pool. They can be replaced while it runs.
type Options struct {
	Timeout  time.Duration
	Attempts int
}

// Pool is a fixed number of workers.
type Pool struct {
	queue    *queue.Queue
	handlers map[string]job.Handler
	options  atomic.Pointer[Options]
	done     func(job.Result)
	retry    func(*job.Job)

	ctx     context.Context
	cancel  context.CancelFunc
	wg      sync.WaitGroup
	workers []*state
}

type state struct {
	mu      sync.Mutex
	current string
	handled int
}

// NewPool returns a pool that does not run yet.
func NewPool(q *queue.Queue, handlers map[string]job.Handler, done func(job.Result), retry func(*job.Job)) *Pool {
	p := &Pool{queue: q, handlers: handlers, done: done, retry: retry}
	p.ctx, p.cancel = context.WithCancel(context.Background())
	p.options.Store(&Options{Timeout: time.Second, Attempts: 3})
	return p
}

// Configure replaces the options, for the jobs that start from now on.
func (p *Pool) Configure(o Options) { p.options.Store(&o) }

// Start starts n workers.
func (p *Pool) Start(n int) {
	for i := 0; i < n; i++ {
		s := &state{}
		p.workers = append(p.workers, s)
		p.wg.Add(1)
		go p.work(s)
	}
}

func (p *Pool) work(s *state) {
	defer p.wg.Done()
	for {
		j := p.queue.Pop()
		if j == nil {
			return
		}
		s.begin(j.ID)
		p.run(j)
		s.end()
	}
}

func (p *Pool) run(j *job.Job) {
	o := p.options.Load()
	h, ok := p.handlers[j.Kind]
	if !ok {
		p.done(job.Result{ID: j.ID, Err: fmt.Errorf("no handler for %q", j.Kind), Finished: time.Now()})
		return
	}
	ctx, cancel := context.WithTimeout(p.ctx, o.Timeout)
	defer cancel()
	j.Attempts++
	out, err := h.Handle(ctx, j)
	if errors.Is(err, job.ErrRetry) && j.Attempts < o.Attempts {
		p.retry(j)
		return
	}
	p.done(job.Result{ID: j.ID, Output: out, Err: err, Finished: time.Now()})
}

func (s *state) begin(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.current = id
}

func (s *state) end() {
	s.mu.Lock()
	s.current = ""
	s.handled++
	s.mu.Unlock()
}

// Handled returns how many jobs the workers have run.
func (p *Pool) Handled() int {
	total := 0
	for _, s := range p.workers {
		s.mu.Lock()
		total += s.handled
		s.mu.Unlock()
	}
	return total
}

// Stop closes the queue and waits for the jobs that are in it, or, when ctx ends, for those that run.
func (p *Pool) Stop(ctx context.Context) {
	p.queue.Close()
	idle := make(chan struct{})
	go func() {
		p.wg.Wait()
		close(idle)
	}()
	select {
	case <-idle:
	case <-ctx.Done():
		p.cancel()
		<-idle
	}
	p.cancel()
	p.workers = nil
	p.handlers = nil
}
