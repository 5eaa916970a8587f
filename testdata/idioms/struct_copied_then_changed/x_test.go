package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type helper struct {
	tmp  []int
	kind int
}

type Join struct{ base *helper }

func (j *Join) Open() {
	go j.scan()
	for i := 0; i < 6; i++ {
		next := *j.base
		next.tmp = make([]int, 4)
		next.kind = i
		go work(&next)
		time.Sleep(ms)
	}
}

func (j *Join) scan() {
	for i := 0; i < 6; i++ {
		use(len(j.base.tmp), j.base.kind)
		time.Sleep(ms)
	}
}

func work(h *helper) {
	for i := range h.tmp {
		h.tmp[i] = h.kind
		time.Sleep(ms)
	}
}

func TestX(t *testing.T) {
	j := &Join{base: &helper{tmp: make([]int, 2)}}
	j.Open()
	time.Sleep(8 * ms)
}
