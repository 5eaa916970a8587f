package x

import (
	"sync/atomic"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Killer struct {
	signal atomic.Uint32
	id     int
}

func (k *Killer) Send(why uint32) {
	if k.signal.CompareAndSwap(0, why) {
		use(k.id) // race:r
	}
}

type Session struct{ killer Killer }

func ResetSession(s *Session, id int) {
	s.killer.signal.Store(0)
	s.killer.id = id // race:w
}

func TestX(t *testing.T) {
	s := &Session{}
	ResetSession(s, 1)
	start := make(chan struct{})
	done := make(chan struct{})
	go func() {
		defer close(done)
		<-start
		s.killer.Send(1)
	}()
	close(start)
	time.Sleep(2 * ms)
	ResetSession(s, 2)
	<-done
}
