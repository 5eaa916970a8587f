// Package cache keeps values for a while.
package cache

import (
	"hash/maphash"
	"sync"
	"time"

	"program.example/snapcache/clock"
)

const shardCount = 8

// Cache keeps values until they expire. A janitor removes the expired ones.
type Cache[K comparable, V any] struct {
	seed   maphash.Seed
	shards []*shard[K, V]
	ttl    time.Duration
	clock  *clock.Clock

	janitor sync.WaitGroup
	stop    chan struct{}
	removed int
	onSweep func(removed int)
}

// New returns a cache without a janitor.
func New[K comparable, V any](ttl time.Duration, c *clock.Clock) *Cache[K, V] {
	cache := &Cache[K, V]{seed: maphash.MakeSeed(), ttl: ttl, clock: c, stop: make(chan struct{})}
	for range shardCount {
		cache.shards = append(cache.shards, &shard[K, V]{entries: map[K]entry[V]{}})
	}
	return cache
}

// StartJanitor has expired values removed.
func (c *Cache[K, V]) StartJanitor(every time.Duration) {
	c.janitor.Add(1)
	go c.sweepLoop(every)
}

func (c *Cache[K, V]) sweepLoop(every time.Duration) {
	defer c.janitor.Done()
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			for _, s := range c.shards {
				c.removed += s.expire(c.clock.Now())
			}
			if c.onSweep != nil {
				c.onSweep(c.removed)
			}
		case <-c.stop:
			return
		}
	}
}

func (c *Cache[K, V]) shardOf(key K) *shard[K, V] {
	return c.shards[maphash.Comparable(c.seed, key)%shardCount]
}

// Get returns a value that has not expired.
func (c *Cache[K, V]) Get(key K) (V, bool) { return c.shardOf(key).get(key, c.clock.Now()) }

// Set keeps a value.
func (c *Cache[K, V]) Set(key K, value V) {
	c.shardOf(key).set(key, entry[V]{value: value, expires: c.clock.Now().Add(c.ttl)})
}

// Each calls f with each value.
func (c *Cache[K, V]) Each(f func(K, V)) {
	for _, s := range c.shards { // race:r
		s.each(f)
	}
}

// Close ends the janitor and forgets everything. It returns how many values had expired.
func (c *Cache[K, V]) Close() int {
	close(c.stop)
	c.janitor.Wait()
	for _, s := range c.shards {
		s.clear()
	}
	c.onSweep = nil
	c.shards = nil // race:w
	return c.removed
}
