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
	started bool
	stop    chan struct{}
	buf     []byte
}

func (p *Poller) Start() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.started {
		return
	}
	p.started = true
	p.buf = make([]byte, 8)
	p.stop = make(chan struct{})
	go p.run(p.stop)
}

func (p *Poller) run(stop chan struct{}) {
	<-stop
	time.Sleep(2 * ms)
	use(len(p.buf))
}

func (p *Poller) Stop() { close(p.stop) }

func (p *Poller) Restart() {
	p.Stop()
	p.Start()
}

func TestX(t *testing.T) {
	p := &Poller{}
	p.Start()
	time.Sleep(ms)
	p.Restart()
	time.Sleep(6 * ms)
}
