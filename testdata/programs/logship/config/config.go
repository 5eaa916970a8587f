// Package config holds the settings, which may change at any time.
package config

import (
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"program.example/logship/record"
)

// Config is never changed once it is published.
type Config struct {
	Level     record.Level
	BatchSize int
	MaxDelay  time.Duration
}

// Source loads the settings.
type Source interface {
	Load() (*Config, error)
}

// Watcher loads the settings again and again.
type Watcher struct {
	source  Source
	current atomic.Pointer[Config]
	loads   atomic.Int64

	mu        sync.Mutex
	listeners []func(*Config)

	stop chan struct{}
	done chan struct{}
}

// NewWatcher loads once and returns a watcher that does not run yet.
func NewWatcher(source Source) (*Watcher, error) {
	c, err := source.Load()
	if err != nil {
		return nil, err
	}
	if c.BatchSize <= 0 {
		return nil, errors.New("the batch size is not positive")
	}
	w := &Watcher{source: source}
	w.current.Store(c)
	return w, nil
}

// Current returns the settings as they are now.
func (w *Watcher) Current() *Config { return w.current.Load() }

// OnChange has f called with all settings that are loaded from now on.
func (w *Watcher) OnChange(f func(*Config)) {
	w.mu.Lock()
	w.listeners = append(w.listeners, f)
	w.mu.Unlock()
}

// Start begins to watch.
func (w *Watcher) Start(every time.Duration) {
	w.stop, w.done = make(chan struct{}), make(chan struct{})
	go w.loop(every, w.stop, w.done)
}

func (w *Watcher) loop(every time.Duration, stop <-chan struct{}, done chan<- struct{}) {
	defer close(done)
	timer := time.NewTimer(every)
	defer timer.Stop()
	for {
		select {
		case <-stop:
			return
		case <-timer.C:
			w.reload()
			timer.Reset(every)
		}
	}
}

func (w *Watcher) reload() {
	c, err := w.source.Load()
	if err != nil || c.BatchSize <= 0 {
		return
	}
	w.current.Store(c)
	w.loads.Add(1)
	w.mu.Lock()
	listeners := append([]func(*Config){}, w.listeners...)
	w.mu.Unlock()
	for _, f := range listeners {
		f(c)
	}
}

// Loads returns how often the settings were loaded again.
func (w *Watcher) Loads() int64 { return w.loads.Load() }

// Stop ends the watch. Start may be called again.
func (w *Watcher) Stop() {
	if w.stop == nil {
		return
	}
	close(w.stop)
	<-w.done
	w.stop, w.done = nil, nil
}
