package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Registry struct {
	handlers map[string]func()
}

type Poller struct {
	conn *int
}

func (r *Registry) Handle(name string, handler func()) {
	r.handlers[name] = handler
}

func (r *Registry) Serve(name string) {
	r.handlers[name]()
}

func (p *Poller) Register(r *Registry) {
	r.Handle("poll", func() {
		go p.loop()
	})
}

func (p *Poller) loop() {
	for range 4 {
		use(p.conn) // race:r
		time.Sleep(ms)
	}
}

func (p *Poller) Close() {
	p.conn = nil // race:w
}

func TestX(t *testing.T) {
	r := &Registry{handlers: map[string]func(){}}
	p := &Poller{conn: new(int)}
	p.Register(r)
	r.Serve("poll")
	time.Sleep(2 * ms)
	p.Close()
	time.Sleep(4 * ms)
}
