package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Registry struct {
	handlers []func()
}

type Poller struct {
	conn *int
}

func (r *Registry) Handle(handler func()) {
	r.handlers = append(r.handlers, handler)
}

func (r *Registry) Start() {
	go func() {
		for range 4 {
			for _, handler := range r.handlers {
				handler()
			}
			time.Sleep(ms)
		}
	}()
}

func NewPoller(r *Registry) *Poller {
	p := &Poller{conn: new(int)}
	r.Handle(p.poll)
	return p
}

func (p *Poller) poll() {
	use(p.conn) // race:r
}

func (p *Poller) Close() {
	p.conn = nil // race:w
}

func TestX(t *testing.T) {
	r := &Registry{}
	p := NewPoller(r)
	r.Start()
	time.Sleep(2 * ms)
	p.Close()
	time.Sleep(4 * ms)
}
