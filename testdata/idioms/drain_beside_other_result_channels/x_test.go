package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type task struct {
	own bool
	res chan int
}

type Join struct {
	wg    sync.WaitGroup
	tasks chan *task
	res   chan int
	rows  []int
}

func New() *Join {
	j := &Join{tasks: make(chan *task, 4), res: make(chan int, 64), rows: make([]int, 3)}
	j.wg.Add(1)
	go j.work()
	go j.finish()
	return j
}

func (j *Join) work() {
	defer j.wg.Done()
	for t := range j.tasks {
		res := j.res
		if t.own {
			res = t.res
		}
		for range 4 {
			res <- len(j.rows)
			time.Sleep(ms)
		}
		if t.own {
			close(res)
		}
	}
}

func (j *Join) finish() {
	j.wg.Wait()
	close(j.res)
}

func (j *Join) Close() {
	close(j.tasks)
	for range j.res {
	}
	j.rows = nil
}

func TestX(t *testing.T) {
	j := New()
	own := &task{own: true, res: make(chan int, 8)}
	j.tasks <- own
	j.tasks <- &task{}
	time.Sleep(2 * ms)
	j.Close()
	use(own)
}
