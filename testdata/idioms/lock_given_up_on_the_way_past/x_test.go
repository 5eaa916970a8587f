package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Block struct {
	mu    sync.Mutex
	index map[int]int
}

func (b *Block) start() { go b.sweep() }

func (b *Block) sweep() {
	for range 8 {
		b.mu.Lock()
		_ = len(b.index)
		b.mu.Unlock()
		time.Sleep(ms / 2)
	}
}

func (b *Block) load() error { return nil }

// reset is called under the lock.
func (b *Block) reset() { b.index = nil }

type Store struct{ blocks []*Block }

func (s *Store) Truncate(empty, busy bool) error {
	b := s.blocks[0]
	b.mu.Lock()
	if empty {
		if busy {
			b.mu.Unlock()
			if err := b.load(); err != nil {
				return err
			}
			b.mu.Lock()
		}
		b.mu.Unlock()
		goto DONE
	}
	if err := b.load(); err != nil {
		b.mu.Unlock()
		return err
	}
	b.reset()
	b.mu.Unlock()
DONE:
	s.blocks = s.blocks[:0]
	return nil
}

func TestX(t *testing.T) {
	b := &Block{index: map[int]int{1: 1}}
	b.start()
	time.Sleep(ms)
	s := &Store{blocks: []*Block{b}}
	_ = s.Truncate(false, false)
	time.Sleep(4 * ms)
}
