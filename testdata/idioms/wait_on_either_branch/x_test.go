package x

import (
	"sync"
	"testing"
)

type Head struct {
	series map[int]int
}

func (h *Head) load(parts [][]int) error {
	var wg sync.WaitGroup
	var refs map[int]int
	in := make(chan int)
	wg.Add(1)
	go func() {
		defer wg.Done()
		for v := range in {
			h.series[v] = v
		}
	}()
	for _, part := range parts {
		if len(refs) == 0 {
			close(in)
			wg.Wait()
			refs = map[int]int{-1: 0}
		}
		for _, v := range part {
			refs[v]++
		}
	}
	if len(refs) == 0 {
		close(in)
		wg.Wait()
	}
	return nil
}

func (h *Head) Init(parts [][]int) {
	if err := h.load(parts); err == nil {
		h.reset()
	}
}

func (h *Head) reset() { h.series = map[int]int{} }

func TestX(t *testing.T) {
	h := &Head{series: map[int]int{}}
	h.Init([][]int{{1, 2}, {3}})
	h.Init(nil)
}
