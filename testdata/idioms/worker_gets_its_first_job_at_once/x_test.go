package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}
type Mapper struct {
	jobs  chan int
	files map[int]string
}

func New(files map[int]string) *Mapper {
	m := &Mapper{jobs: make(chan int, 4)}
	go m.work()
	m.jobs <- 0
	m.files = files // race:w
	return m
}

func (m *Mapper) work() {
	for j := range m.jobs {
		time.Sleep(ms)
		use(m.files[j]) // race:r
	}
}

func (m *Mapper) Push(j int) { m.jobs <- j }

func TestX(t *testing.T) {
	m := New(map[int]string{1: "a"})
	m.Push(1)
	time.Sleep(20 * ms)
}
