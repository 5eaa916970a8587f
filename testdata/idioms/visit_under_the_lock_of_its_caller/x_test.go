package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type tree struct{ keys []string }

func visit(ts []*tree, f func(string) bool) {
	for _, t := range ts {
		walk(t, f)
	}
}

func walk(t *tree, f func(string) bool) {
	for _, k := range t.keys {
		if !f(k) {
			return
		}
	}
}

type Block struct {
	mu    sync.Mutex
	tree  *tree
	cache []byte
	timer *time.Timer
}

func (b *Block) clearCache() { b.cache = nil }

func (b *Block) find() (n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	visit([]*tree{b.tree}, func(k string) bool {
		n++
		b.clearCache()
		return true
	})
	return n
}

func (b *Block) expire() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.cache != nil {
		b.cache = b.cache[:0]
	}
}

func (b *Block) start() {
	b.mu.Lock()
	b.timer = time.AfterFunc(ms, b.expire)
	b.mu.Unlock()
}

func (b *Block) Close() {
	b.find()
}

func TestRun(t *testing.T) {
	for i := 0; i < 20; i++ {
		b := &Block{tree: &tree{keys: []string{"a", "b"}}, cache: make([]byte, 4)}
		b.start()
		time.Sleep(ms)
		b.Close()
	}
	time.Sleep(5 * ms)
}
