package x

import (
	"errors"
	"testing"
	"time"
)

const ms = time.Millisecond

var errEnd = errors.New("end")

type Reader struct {
	in  chan int
	buf []int
}

func Open(in chan int) *Reader {
	r := &Reader{in: in, buf: make([]int, 0, 8)}
	go r.loop()
	return r
}

func (r *Reader) next() error {
	v, ok := <-r.in
	if !ok {
		return errEnd
	}
	r.buf = append(r.buf, v)
	return nil
}

func (r *Reader) loop() {
	for {
		if err := r.next(); err != nil {
			r.stop()
			return
		}
	}
}

func (r *Reader) stop() { r.buf = nil }

func TestX(t *testing.T) {
	in := make(chan int)
	Open(in)
	in <- 1
	in <- 2
	close(in)
	time.Sleep(3 * ms)
}
