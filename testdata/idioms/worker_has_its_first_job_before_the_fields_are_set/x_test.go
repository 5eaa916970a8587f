package x

import (
	"sync"
	"testing"
)

type job struct{ n int }

type queue struct {
	jobs chan job
	run  func(job)
	wg   sync.WaitGroup
}

func newQueue(run func(job)) *queue {
	q := &queue{jobs: make(chan job, 4), run: run}
	q.jobs <- job{0}
	q.wg.Add(1)
	go func() {
		defer q.wg.Done()
		for j := range q.jobs {
			q.run(j)
		}
	}()
	return q
}

type Mapper struct {
	q     *queue
	files map[int]string
	n     int
}

func NewMapper() *Mapper {
	m := &Mapper{}
	m.q = newQueue(m.write)
	m.open()
	return m
}

func (m *Mapper) open() { m.files = map[int]string{1: "a"} } // race:w

func (m *Mapper) write(j job) { m.n += len(m.files) + j.n } // race:r

func (m *Mapper) Close() {
	close(m.q.jobs)
	m.q.wg.Wait()
}

func TestRun(t *testing.T) {
	for i := 0; i < 20; i++ {
		NewMapper().Close()
	}
}
