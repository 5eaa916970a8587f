// Package stats samples gauges.
package stats

import (
	"sync"
	"time"
)

// Gauge returns a number at any time.
type Gauge func() int64

// Sampler asks the gauges from time to time.
type Sampler struct {
	every  time.Duration
	gauges map[string]Gauge
	stop   chan struct{}
	once   sync.Once

	mu   sync.Mutex
	last map[string]int64
}

// NewSampler returns a sampler of the gauges.
func NewSampler(every time.Duration, gauges map[string]Gauge) *Sampler {
	s := &Sampler{every: every, gauges: gauges, stop: make(chan struct{}), last: map[string]int64{}}
	return s
}

// Run samples until Close.
func (s *Sampler) Run() {
	ticker := time.NewTicker(s.every)
	defer ticker.Stop()
	for {
		s.sample()
		select {
		case <-ticker.C:
		case <-s.stop:
			return
		}
	}
}

func (s *Sampler) sample() {
	for name, gauge := range s.gauges { // race:r
		value := gauge()
		s.mu.Lock()
		s.last[name] = value
		s.mu.Unlock()
	}
}

// Last returns the last value of a gauge.
func (s *Sampler) Last(name string) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.last[name]
}

// Close ends the sampling.
func (s *Sampler) Close() error {
	s.once.Do(func() {
		close(s.stop)
		for name := range s.gauges {
			delete(s.gauges, name) // race:w
		}
	})
	return nil
}
