package x

import (
	"errors"
	"testing"
)

type worker struct {
	tasks chan int
	n     int
}

type indexWorker struct {
	*worker
	index string
}

type columnWorker struct {
	*worker
	column string
}

type filler interface{ fill(int) }

func (w *indexWorker) fill(i int)  { w.n += i }
func (w *columnWorker) fill(i int) { w.n -= i }

func newWorker() *worker { return &worker{} }

func newIndexWorker() (*indexWorker, error) { return &indexWorker{worker: newWorker()}, nil }
func newColumnWorker() *columnWorker        { return &columnWorker{worker: newWorker()} }

func (w *worker) run(f filler) {
	for t := range w.tasks {
		f.fill(t)
	}
}

type Scheduler struct {
	kind    int
	tasks   chan int
	workers []*worker
}

func (s *Scheduler) adjust(n int) error {
	for i := len(s.workers); i < n; i++ {
		var (
			runner *worker
			f      filler
		)
		switch s.kind {
		case 0:
			w, err := newIndexWorker()
			if err != nil {
				return err
			}
			f, runner = w, w.worker
		case 1:
			w := newColumnWorker()
			f, runner = w, w.worker
		default:
			return errors.New("unknown kind")
		}
		runner.tasks = s.tasks
		s.workers = append(s.workers, runner)
		go runner.run(f)
	}
	return nil
}

func TestRun(t *testing.T) {
	for k := 0; k < 2; k++ {
		s := &Scheduler{kind: k, tasks: make(chan int)}
		_ = s.adjust(3)
		_ = s.adjust(5)
		s.tasks <- 1
		close(s.tasks)
	}
}
