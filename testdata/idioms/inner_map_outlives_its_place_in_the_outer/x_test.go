package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type links struct {
	mu  sync.Mutex
	idx map[string]map[string]int
}

func (l *links) link(parent string, m map[string]int) {
	l.mu.Lock()
	l.idx[parent] = m
	l.mu.Unlock()
}

func (l *links) children(parent string) map[string]int {
	l.mu.Lock()
	children := l.idx[parent]
	l.mu.Unlock()
	return children
}

func (l *links) delete(parent string) {
	l.mu.Lock()
	delete(l.idx, parent)
	l.mu.Unlock()
}

type Daemon struct {
	links *links
	quit  chan struct{}
}

func (d *Daemon) monitor() {
	for {
		select {
		case <-d.quit:
			return
		default:
		}
		n := 0
		for _, c := range d.links.children("a") {
			n += c
		}
	}
}

// Close takes the inner map out of the outer one; whoever has the inner one goes on with it.
func (d *Daemon) Close() {
	d.links.delete("a")
	close(d.quit)
}

func TestRun(t *testing.T) {
	for i := 0; i < 20; i++ {
		d := &Daemon{links: &links{idx: map[string]map[string]int{}}, quit: make(chan struct{})}
		d.links.link("a", map[string]int{"b": 1})
		go d.monitor()
		time.Sleep(ms)
		d.Close()
	}
}
