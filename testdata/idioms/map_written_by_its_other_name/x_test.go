package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Pool struct {
	mu      sync.Mutex
	members map[string]int
	done    chan struct{}
}

func NewPool() *Pool {
	members := make(map[string]int)
	p := &Pool{members: members, done: make(chan struct{})}
	go p.run()
	return p
}

func (p *Pool) run() {
	for {
		select {
		case <-p.done:
			return
		default:
			p.mu.Lock()
			n := len(p.members) // race:r
			p.mu.Unlock()
			time.Sleep(ms * time.Duration(1+n))
		}
	}
}

// fill knows the map as the one that NewPool has made, the goroutine as what is in the field.
func fill() {
	p := NewPool()
	time.Sleep(2 * ms)
	p.members["a"] = 1 // race:w
	time.Sleep(2 * ms)
	close(p.done)
}

func TestX(t *testing.T) {
	fill()
}
