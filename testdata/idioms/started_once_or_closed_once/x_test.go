package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Lessor struct {
	once  sync.Once
	stop  chan struct{}
	donec chan int
}

func (l *Lessor) KeepAlive() {
	l.once.Do(func() { go l.loop() })
}

func (l *Lessor) loop() {
	for {
		select {
		case <-l.stop:
			close(l.donec)
			return
		case l.donec <- 1:
		}
		time.Sleep(ms)
	}
}

func (l *Lessor) Close() {
	close(l.stop)
	l.once.Do(func() { close(l.donec) })
	for range l.donec {
	}
}

func TestX(t *testing.T) {
	for i := 0; i < 2; i++ {
		l := &Lessor{stop: make(chan struct{}), donec: make(chan int, 4)}
		if i == 0 {
			l.KeepAlive()
		}
		time.Sleep(2 * ms)
		l.Close()
	}
}
