package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

type writer struct{ out chan int }

func (w *writer) reset() {
	w.out = make(chan int, 64) // race:w
}

func (w *writer) send(n int) {
	w.out <- n // race:r
}

type Backup struct{ w *writer }

func New() *Backup {
	b := &Backup{w: &writer{}}
	b.w.reset()
	go b.run()
	return b
}

func (b *Backup) run() {
	for j := 0; j < 8; j++ {
		b.w.send(j)
		time.Sleep(ms)
	}
}

func (b *Backup) Restart() { b.w.reset() }

func TestX(t *testing.T) {
	b := New()
	time.Sleep(4 * ms)
	b.Restart()
	time.Sleep(8 * ms)
}
