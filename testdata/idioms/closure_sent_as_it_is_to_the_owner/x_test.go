package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Actor struct {
	ctl   chan func()
	quit  chan struct{}
	table map[string]int
}

func NewActor() *Actor {
	a := &Actor{ctl: make(chan func()), quit: make(chan struct{}), table: map[string]int{}}
	go a.loop()
	return a
}

func (a *Actor) loop() {
	for {
		select {
		case <-a.quit:
			return
		case fn := <-a.ctl:
			fn()
		case <-time.After(ms):
			a.table["n"]++
		}
	}
}

func (a *Actor) Reset() {
	a.ctl <- func() { a.table = map[string]int{} }
}

func (a *Actor) Close() {
	done := make(chan struct{})
	a.ctl <- func() {
		a.table = nil
		close(done)
	}
	<-done
	close(a.quit)
}

func TestX(t *testing.T) {
	a := NewActor()
	time.Sleep(3 * ms)
	a.Reset()
	time.Sleep(3 * ms)
	go a.quitLater()
	time.Sleep(3 * ms)
}

func (a *Actor) quitLater() { close(a.quit) }
