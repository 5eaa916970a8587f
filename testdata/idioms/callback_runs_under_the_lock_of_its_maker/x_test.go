package x

import (
	"sync"
	"testing"
)

type node struct {
	key         int
	left, right *node
}

type Block struct {
	mu    sync.Mutex
	root  *node
	cache []int
	quit  chan struct{}
	done  chan struct{}
}

// walk calls f for each key.
func walk[T any](n *node, with T, f func(int, T) bool) bool {
	if n == nil {
		return true
	}
	return walk(n.left, with, f) && f(n.key, with) && walk(n.right, with, f)
}

func New() *Block {
	b := &Block{root: &node{1, &node{0, nil, nil}, nil}, quit: make(chan struct{}), done: make(chan struct{})}
	go b.flush()
	return b
}

func (b *Block) flush() {
	defer close(b.done)
	for {
		select {
		case <-b.quit:
			return
		default:
			b.mu.Lock()
			_ = len(b.cache)
			b.mu.Unlock()
		}
	}
}

func (b *Block) first() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	var last int
	walk(b.root, 1, func(key, n int) bool {
		b.reload()
		last = key
		return true
	})
	return last
}

func (b *Block) reload() { b.reset() }

func (b *Block) reset() { b.cache = nil }

func (b *Block) First() int { return b.first() }

func TestX(t *testing.T) {
	b := New()
	for i := 0; i < 20; i++ {
		b.First()
	}
	close(b.quit)
	<-b.done
}
