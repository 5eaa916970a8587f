package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type index struct{ rows []int }

type table struct{ idx *index }

type Svc struct {
	mu  sync.Mutex
	cur *table
}

func (s *Svc) Start() {
	go func() {
		for i := 0; i < 8; i++ {
			s.mu.Lock()
			t := s.cur
			s.mu.Unlock()
			use(len(t.idx.rows))
			time.Sleep(ms)
		}
	}()
}

func (s *Svc) Reset() {
	t := &table{idx: &index{}}
	t.idx.rows = nil
	for i := 0; i < 4; i++ {
		t.idx.rows = append(t.idx.rows, i)
	}
	s.mu.Lock()
	s.cur = t
	s.mu.Unlock()
}

func TestX(t *testing.T) {
	s := &Svc{}
	s.Reset()
	s.Start()
	time.Sleep(3 * ms)
	s.Reset()
	time.Sleep(8 * ms)
}
