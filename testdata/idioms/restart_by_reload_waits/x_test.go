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
	done chan struct{}
	buf  []byte
}

func (p *Poller) Start() {
	p.buf = make([]byte, 8)
	p.stop = make(chan struct{})
	p.done = make(chan struct{})
	go p.run(p.stop, p.done)
}

func (p *Poller) run(stop, done chan struct{}) {
	defer close(done)
	for {
		select {
		case <-stop:
			use(len(p.buf))
			return
		case <-time.After(ms):
		}
	}
}

func (p *Poller) Stop() { close(p.stop) }

func (p *Poller) Reload() {
	p.Stop()
	<-p.done
	p.Start()
}

func TestX(t *testing.T) {
	p := &Poller{}
	p.Start()
	time.Sleep(2 * ms)
	p.Reload()
	time.Sleep(2 * ms)
	p.Stop()
	<-p.done
}
