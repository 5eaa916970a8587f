package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Reader struct {
	wg     sync.WaitGroup
	exit   chan struct{}
	onExit func()
	n      int
}

func New() *Reader {
	r := Reader{exit: make(chan struct{})}
	r.onExit = func() {
		r.n++
		r.wg.Done()
	}
	r.wg.Add(1)
	go r.run()
	return &r
}

func (r *Reader) run() {
	defer r.onExit()
	for {
		select {
		case <-r.exit:
			return
		default:
		}
	}
}

func (r *Reader) Close() {
	close(r.exit)
	r.wg.Wait()
	r.exit = nil
}

func TestX(t *testing.T) {
	r := New()
	time.Sleep(ms)
	r.Close()
}
