package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

type stream struct{ out chan int }

func (s *stream) produce() {
	for i := 0; i < 4; i++ {
		s.out <- i
		time.Sleep(ms)
	}
}

func (s *stream) close() { close(s.out) }

func Watch() *stream {
	s := &stream{out: make(chan int, 16)}
	stopc := make(chan struct{}, 1)
	go func() {
		s.produce()
		stopc <- struct{}{}
	}()
	go func() {
		<-stopc
		s.close()
	}()
	return s
}

func TestX(t *testing.T) {
	for range Watch().out {
	}
}
