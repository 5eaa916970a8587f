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
		_ = len(b.index) // race:r
		b.mu.Unlock()
		time.Sleep(ms / 2)
	}
}

func (b *Block) load() error { return nil }

// reset should be called under the lock.
func (b *Block) reset() { b.index = nil } // race:w

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
		} else {
			b.mu.Unlock()
		}
		goto RESET
	}
	b.mu.Unlock()
	return nil
RESET:
	b.reset()
	s.blocks = s.blocks[:0]
	return nil
}

func TestX(t *testing.T) {
	b := &Block{index: map[int]int{1: 1}}
	b.start()
	time.Sleep(ms)
	s := &Store{blocks: []*Block{b}}
	_ = s.Truncate(true, false)
	time.Sleep(4 * ms)
}
