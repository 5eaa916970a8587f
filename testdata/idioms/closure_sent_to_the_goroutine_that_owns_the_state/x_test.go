package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Group struct {
	ctl   chan func()
	quit  chan struct{}
	state int
	pend  map[string]bool
}

func NewGroup() *Group {
	g := &Group{ctl: make(chan func()), quit: make(chan struct{}), pend: map[string]bool{}}
	go g.manage()
	return g
}

// manage alone has to do with the state: it runs what others send it.
func (g *Group) manage() {
	for {
		select {
		case <-g.quit:
			return
		case fn := <-g.ctl:
			fn()
		case <-time.After(ms):
			g.state++
			use(len(g.pend))
		}
	}
}

func send(ctl chan func(), quit chan struct{}, fn func()) bool {
	done := make(chan struct{})
	wrapped := func() {
		fn()
		close(done)
	}
	select {
	case <-quit:
		return false
	case ctl <- wrapped:
	}
	<-done
	return true
}

func (g *Group) wait(fn func()) bool { return send(g.ctl, g.quit, fn) }

func (g *Group) Close() {
	g.wait(func() {
		g.state = 0
		g.pend = nil
	})
	close(g.quit)
}

func TestX(t *testing.T) {
	g := NewGroup()
	time.Sleep(3 * ms)
	g.Close()
	time.Sleep(3 * ms)
}
