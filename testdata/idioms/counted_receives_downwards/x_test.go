package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Loader struct {
	sects map[int]string
}

func (l *Loader) size(n int) int { return len(l.sects[n]) }

func compress(l *Loader, syms []int) {
	type result struct{ index, size int }
	var count int
	results := make(chan result)
	for _, sym := range syms {
		go func(index, sym int) {
			time.Sleep(ms)
			results <- result{index, l.size(sym)}
		}(count, sym)
		count++
	}
	all := make([]result, count)
	for ; count > 0; count-- {
		r := <-results
		all[r.index] = r
	}
	for _, r := range all {
		l.sects[r.index] = ""
	}
	l.sects = nil
}

func TestX(t *testing.T) {
	l := &Loader{sects: map[int]string{1: "a", 2: "b"}}
	compress(l, []int{1, 2, 1})
	use(l)
}
