package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Writer struct {
	in  chan int
	buf *int
}

// loop lets one goroutine write at a time, and waits for the last.
func (w *Writer) loop() {
	pending := make(chan struct{}, 1)
	for n := range w.in {
		pending <- struct{}{}
		go func() {
			*w.buf += n
			time.Sleep(ms)
			use(w.buf)
			<-pending
		}()
	}
	pending <- struct{}{}
	w.buf = nil
}

func TestX(t *testing.T) {
	w := &Writer{in: make(chan int, 4), buf: new(int)}
	for i := range 4 {
		w.in <- i
	}
	close(w.in)
	w.loop()
}
