package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type candidate interface {
	start(a *agent)
	close()
}

type base struct {
	a      *agent
	closed chan struct{}
}

func (b *base) start(a *agent) {
	b.a = a
	b.closed = make(chan struct{})
	go b.loop()
}

func (b *base) close() {}

func (b *base) loop() {
	defer close(b.closed)
	time.Sleep(ms)
	use(b.a)
}

type host struct {
	base
	n int
}

func newHost(n int) (*host, error) {
	return &host{n: n}, nil
}

type agent struct{ local []candidate }

func (a *agent) add(cs []int) {
	for n := range cs {
		c, err := newHost(n)
		if err != nil {
			continue
		}
		c.start(a)
		a.local = append(a.local, c)
	}
}

func (a *agent) addAll(cs []candidate) {
	for _, c := range cs {
		c.start(a)
	}
}

func TestX(t *testing.T) {
	a := &agent{}
	a.add([]int{1, 2, 3})
	a.addAll([]candidate{&host{}, &host{}})
	time.Sleep(8 * ms)
}
