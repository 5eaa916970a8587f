package cache

import (
	"sync"
	"time"
)

type entry[V any] struct {
	value   V
	expires time.Time
}

type shard[K comparable, V any] struct {
	mu      sync.RWMutex
	entries map[K]entry[V]
}

func (s *shard[K, V]) get(key K, now time.Time) (V, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	e, ok := s.entries[key]
	if !ok || e.expires.Before(now) {
		var none V
		return none, false
	}
	return e.value, true
}

func (s *shard[K, V]) set(key K, e entry[V]) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.entries != nil {
		s.entries[key] = e
	}
}

func (s *shard[K, V]) expire(now time.Time) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for key, e := range s.entries {
		if e.expires.Before(now) {
			delete(s.entries, key)
			n++
		}
	}
	return n
}

func (s *shard[K, V]) each(f func(K, V)) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for key, e := range s.entries {
		f(key, e.value)
	}
}

func (s *shard[K, V]) clear() {
	s.mu.Lock()
	s.entries = nil
	s.mu.Unlock()
}
