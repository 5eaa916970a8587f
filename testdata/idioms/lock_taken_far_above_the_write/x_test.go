package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Entry struct{ hits int }

type Block struct {
	mu    sync.Mutex
	index []*Entry
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

type Store struct{ blocks []*Block }

func (s *Store) block() *Block { return s.blocks[len(s.blocks)-1] }

func (s *Store) Trim(n int) {
	b := s.block()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.trim(n)
}

func (b *Block) trim(n int) { b.cut(n); b.resetInfo() }
func (b *Block) cut(int)    {}
func (b *Block) resetInfo() { b.generate() }
func (b *Block) generate()  { b.collect() }
func (b *Block) collect()   { b.finish() }
func (b *Block) finish()    { b.drop() }
func (b *Block) drop()      { b.index = nil }

func TestX(t *testing.T) {
	b := &Block{index: []*Entry{{1}}}
	b.start()
	time.Sleep(ms)
	s := &Store{blocks: []*Block{b}}
	s.Trim(1)
	time.Sleep(4 * ms)
}
