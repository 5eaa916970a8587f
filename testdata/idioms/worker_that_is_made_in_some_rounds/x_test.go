package x

import (
	"sync"
	"testing"
)

type worker struct {
	tasks chan int
	done  chan bool
}

func (w *worker) run() {
	for range 3 {
		select {
		case <-w.tasks: // race:r
		case <-w.done:
			return
		default:
		}
	}
}

type Scheduler struct {
	tasks chan int
	wg    sync.WaitGroup
}

// adjust makes a worker in every other round only: in between, the one of the round before is given its tasks anew.
func (s *Scheduler) adjust(n int) {
	var runner *worker
	for i := 0; i < n; i++ {
		if i%2 == 0 {
			runner = &worker{done: make(chan bool)}
		}
		runner.tasks = s.tasks // race:w
		s.wg.Add(1)
		go func(w *worker) {
			defer s.wg.Done()
			w.run()
		}(runner)
	}
}

func TestRun(t *testing.T) {
	s := &Scheduler{tasks: make(chan int)}
	s.adjust(8)
	s.wg.Wait()
}
