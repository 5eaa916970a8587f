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
	time.Sleep(3 * ms)
	next := j.base
	next.tmp = make([]int, 4) // race:w
}

func (j *Join) scan() {
	for i := 0; i < 8; i++ {
		use(len(j.base.tmp)) // race:r
		time.Sleep(ms)
	}
}

func TestX(t *testing.T) {
	j := &Join{base: &helper{tmp: make([]int, 2)}}
	j.Open()
	time.Sleep(8 * ms)
}
