package x

import (
	"sync"
	"testing"
)

type Pods struct {
	mu     sync.Mutex
	single bool
	pods   map[int]int
	stop   chan struct{}
	done   chan struct{}
}

func New(single bool) *Pods {
	p := &Pods{single: single, pods: map[int]int{}, stop: make(chan struct{}), done: make(chan struct{})}
	go p.run()
	return p
}

func (p *Pods) register(n int) {
	if p.single {
		p.mu.Lock()
		defer p.mu.Unlock()
	}
	_ = n
}

func (p *Pods) update(n int) {
	p.mu.Lock()
	for i := 0; i < n; i++ {
		p.register(i)
		p.pods[i] = i
	}
	p.mu.Unlock()
}

func (p *Pods) run() {
	defer close(p.done)
	for {
		select {
		case <-p.stop:
			return
		default:
			p.update(3)
		}
	}
}

// Reset may run beside the goroutine: both hold the lock.
func (p *Pods) Reset() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pods = map[int]int{}
}

func TestX(t *testing.T) {
	p := New(false)
	for i := 0; i < 50; i++ {
		p.Reset()
	}
	close(p.stop)
	<-p.done
}
