package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Tree[T any] struct {
	kids []*Tree[T]
	val  T
}

func visit[T any](t *Tree[T], fn func(T) bool) {
	each(t, func(kid *Tree[T]) bool {
		visit(kid, fn)
		return fn(kid.val)
	})
}

func each[T any](t *Tree[T], fn func(*Tree[T]) bool) {
	for _, kid := range t.kids {
		if !fn(kid) {
			return
		}
	}
}

type Block struct {
	mu    sync.Mutex
	index *Tree[int]
	cache []int
}

func (b *Block) start() { go b.expire() }

func (b *Block) expire() {
	for range 8 {
		b.mu.Lock()
		_ = len(b.cache)
		b.mu.Unlock()
		time.Sleep(ms / 2)
	}
}

func (b *Block) First() (n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	visit(b.index, func(v int) bool {
		n += v
		b.lookup(v)
		return true
	})
	return n
}

// lookup is called under the lock.
func (b *Block) lookup(v int) {
	if v > 0 {
		b.clearCache()
	}
}

func (b *Block) clearCache() { b.cache = nil }

func TestX(t *testing.T) {
	b := &Block{cache: []int{1}, index: &Tree[int]{kids: []*Tree[int]{{val: 1}, {val: 2}}}}
	b.start()
	time.Sleep(ms)
	b.First()
	time.Sleep(4 * ms)
}
