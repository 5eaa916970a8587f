// Package app puts a cache and its snapshots together.
package app

import (
	"time"

	"program.example/snapcache/cache"
	"program.example/snapcache/clock"
	"program.example/snapcache/persist"
	"program.example/snapcache/snapshot"
)

// App is the whole program.
type App struct {
	clock *clock.Clock
	cache *cache.Cache[string, int]
	snaps *snapshot.Snapshotter
}

type source struct{ cache *cache.Cache[string, int] }

// Range implements snapshot.Source.
func (s source) Range(f func(key, value any)) {
	s.cache.Each(func(key string, value int) { f(key, value) })
}

// New returns an app whose values live for ttl.
func New(target persist.Target, ttl time.Duration) *App {
	a := &App{clock: clock.New(time.Millisecond)}
	a.cache = cache.New[string, int](ttl, a.clock)
	a.cache.StartJanitor(2 * time.Millisecond)
	a.snaps = snapshot.New(source{a.cache}, target)
	return a
}

// Incr adds one to a counter.
func (a *App) Incr(key string) int {
	n, _ := a.cache.Get(key)
	a.cache.Set(key, n+1)
	return n + 1
}

// Close ends everything.
func (a *App) Close() (expired int, errs []error) {
	errs = a.snaps.Stop()
	expired = a.cache.Close()
	a.clock.Close()
	return expired, errs
}
