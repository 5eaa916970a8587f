// Package snapshot writes a cache out from time to time.
package snapshot

import (
	"fmt"
	"sync"
	"time"

	"program.example/snapcache/persist"
)

// Source is what is written.
type Source interface {
	Range(f func(key, value any))
}

// Snapshotter writes a source to a target.
type Snapshotter struct {
	source Source
	target persist.Target
	prefix string
	stop   chan struct{}

	mu      sync.Mutex
	written int
	errs    []error
}

// New returns a snapshotter that does not run yet.
func New(source Source, target persist.Target) *Snapshotter {
	return &Snapshotter{source: source, target: target}
}

// Start writes a snapshot every so often. It may be called again after Stop.
func (s *Snapshotter) Start(prefix string, every time.Duration) {
	s.prefix = prefix // race:w
	s.stop = make(chan struct{})
	go s.loop(s.stop, every)
}

func (s *Snapshotter) loop(stop <-chan struct{}, every time.Duration) {
	for {
		select {
		case <-stop:
			s.write("final")
			return
		case <-time.After(every):
			s.write("periodic")
		}
	}
}

func (s *Snapshotter) write(kind string) {
	e, err := persist.Begin(s.target, fmt.Sprintf("%s-%s", s.prefix, kind)) // race:r
	if err != nil {
		s.fail(err)
		return
	}
	s.source.Range(func(key, value any) {
		if err := e.Add(key, value); err != nil {
			s.fail(err)
		}
	})
	n, err := e.Close()
	if err != nil {
		s.fail(err)
		return
	}
	s.mu.Lock()
	s.written += n
	s.mu.Unlock()
}

func (s *Snapshotter) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.errs = append(s.errs, err)
}

// Written returns how many pairs were written.
func (s *Snapshotter) Written() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.written
}

// Stop ends the snapshots with a final one.
func (s *Snapshotter) Stop() []error {
	close(s.stop)
	s.mu.Lock()
	defer s.mu.Unlock()
	errs := s.errs
	s.errs = nil
	return errs
}
