package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type worker struct {
	stop, done chan struct{}
	buf        []byte
}

func (w *worker) run() {
	defer close(w.done)
	for {
		select {
		case <-w.stop:
			use(len(w.buf))
			return
		case <-time.After(ms):
			use(cap(w.buf))
		}
	}
}

func (w *worker) close() {
	close(w.stop)
	<-w.done
	w.buf = nil
}

type Pool struct{ workers []*worker }

func (p *Pool) Start(n int) {
	for i := 0; i < n; i++ {
		w := &worker{stop: make(chan struct{}), done: make(chan struct{}), buf: make([]byte, 8)}
		p.workers = append(p.workers, w)
		go w.run()
	}
}

func (p *Pool) Close() {
	for _, w := range p.workers {
		w.close()
	}
	p.workers = nil
}

func TestX(t *testing.T) {
	p := &Pool{}
	p.Start(3)
	time.Sleep(3 * ms)
	p.Close()
}
