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

// NewMapper gives the mapper its files after the worker has started, which has nothing to do until the mapper is given
// away.
func NewMapper() *Mapper {
	m := &Mapper{}
	m.q = newQueue(m.write)
	m.open()
	return m
}

func (m *Mapper) open() { m.files = map[int]string{1: "a"} }

func (m *Mapper) write(j job) { m.n += len(m.files) + j.n }

func (m *Mapper) Add(n int) { m.q.jobs <- job{n} }

func (m *Mapper) Close() {
	close(m.q.jobs)
	m.q.wg.Wait()
	m.files = nil
}

func TestRun(t *testing.T) {
	for i := 0; i < 20; i++ {
		m := NewMapper()
		m.Add(1)
		m.Close()
	}
}
