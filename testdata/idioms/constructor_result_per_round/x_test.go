package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type writer struct {
	id     int
	onDone func(int)
}

func newWriter(id int) *writer { return &writer{id: id} }

func (w *writer) setOnDone(f func(int)) { w.onDone = f }

func (w *writer) run() {
	time.Sleep(2 * ms)
	w.onDone(w.id)
}

type Dump struct{ wg sync.WaitGroup }

func (d *Dump) Run(n int) {
	for i := range n {
		w := newWriter(i)
		w.setOnDone(func(id int) { use(id) })
		d.wg.Add(1)
		go func() {
			defer d.wg.Done()
			w.run()
		}()
	}
	d.wg.Wait()
}

func TestX(t *testing.T) {
	(&Dump{}).Run(4)
}
