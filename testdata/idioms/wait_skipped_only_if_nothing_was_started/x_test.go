package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Framer struct {
	mu      sync.Mutex
	running bool
	down    bool
	stop    chan struct{}
	exit    chan struct{}
	out     chan int
}

func New() *Framer {
	return &Framer{stop: make(chan struct{}), exit: make(chan struct{}), out: make(chan int, 100)}
}

func (f *Framer) Run() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.running || f.down {
		return
	}
	f.running = true
	go f.run()
}

func (f *Framer) run() {
	defer func() {
		f.mu.Lock()
		f.running = false
		f.mu.Unlock()
		close(f.exit)
	}()
	for {
		select {
		case <-f.stop:
			return
		case f.out <- 1:
		}
	}
}

func (f *Framer) Destroy() {
	f.mu.Lock()
	was := f.down
	if !was {
		close(f.stop)
	}
	f.down = true
	running := f.running
	f.mu.Unlock()
	if running {
		<-f.exit
	}
	if !was {
		close(f.out)
	}
}

func TestX(t *testing.T) {
	f := New()
	f.Run()
	time.Sleep(ms)
	f.Destroy()
	New().Destroy()
}
