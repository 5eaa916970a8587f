package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Mutex interface {
	Lock()
	Unlock()
}

type WaitGroup interface {
	Add(int)
	Done()
	Wait()
}

type loggedMutex struct {
	sync.Mutex
	n int
}

func (m *loggedMutex) Lock() {
	m.Mutex.Lock()
	m.n++
}

type loggedGroup struct{ sync.WaitGroup }

func (g *loggedGroup) Wait() { g.WaitGroup.Wait() }

func NewMutex(logged bool) Mutex {
	if logged {
		return &loggedMutex{}
	}
	return &sync.Mutex{}
}

func NewGroup(logged bool) WaitGroup {
	if logged {
		return &loggedGroup{}
	}
	return &sync.WaitGroup{}
}

type Pool struct {
	mu  Mutex
	wg  WaitGroup
	buf []byte
	out chan int
}

func (p *Pool) Start() {
	p.wg.Add(1)
	go p.work()
}

func (p *Pool) work() {
	defer p.wg.Done()
	for i := 0; i < 4; i++ {
		p.mu.Lock()
		use(p.buf)
		p.mu.Unlock()
		p.out <- i
		time.Sleep(ms)
	}
}

func (p *Pool) Reset() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.buf = nil
}

func (p *Pool) Close() {
	p.wg.Wait()
	close(p.out)
}

func TestX(t *testing.T) {
	p := &Pool{mu: NewMutex(true), wg: NewGroup(false), buf: []byte{1}, out: make(chan int, 16)}
	p.Start()
	time.Sleep(2 * ms)
	p.Reset()
	p.Close()
}
