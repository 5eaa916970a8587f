package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Poller struct {
	mu      sync.Mutex
	running bool
	stop    chan struct{}
	buf     []byte
}

func (p *Poller) Start() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.running {
		return
	}
	p.running = true
	p.buf = make([]byte, 8) // race:w
	p.stop = make(chan struct{})
	go p.run(p.stop)
}

func (p *Poller) run(stop chan struct{}) {
	<-stop
	time.Sleep(2 * ms)
	use(len(p.buf)) // race:r
}

func (p *Poller) Stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.running {
		p.running = false
		close(p.stop)
	}
}

func TestX(t *testing.T) {
	p := &Poller{}
	for range 3 {
		p.Start()
		time.Sleep(ms)
		p.Stop()
	}
	time.Sleep(6 * ms)
}
