package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Join struct {
	res  chan int
	rows []int
}

func New() *Join {
	j := &Join{res: make(chan int, 64), rows: make([]int, 3)}
	go j.work()
	return j
}

func (j *Join) work() {
	j.res <- 1
	close(j.res)
	for range 8 {
		use(len(j.rows)) // race:r
		time.Sleep(ms)
	}
}

func (j *Join) Close() {
	for range j.res {
	}
	time.Sleep(3 * ms)
	j.rows = nil // race:w
}

func TestX(t *testing.T) {
	j := New()
	j.Close()
	time.Sleep(8 * ms)
}
