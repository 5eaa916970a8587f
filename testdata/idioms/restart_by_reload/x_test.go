package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Poller struct {
	stop chan struct{}
	buf  []byte
}

func (p *Poller) Start() {
	p.buf = make([]byte, 8) // race:w
	p.stop = make(chan struct{})
	go p.run(p.stop)
}

func (p *Poller) run(stop chan struct{}) {
	for {
		select {
		case <-stop:
			time.Sleep(2 * ms)
			use(len(p.buf)) // race:r
			return
		case <-time.After(ms):
		}
	}
}

func (p *Poller) Stop() { close(p.stop) }

func (p *Poller) Reload() {
	p.Stop()
	p.Start()
}

func TestX(t *testing.T) {
	p := &Poller{}
	p.Start()
	time.Sleep(2 * ms)
	p.Reload()
	time.Sleep(6 * ms)
	p.Stop()
	time.Sleep(6 * ms)
}
