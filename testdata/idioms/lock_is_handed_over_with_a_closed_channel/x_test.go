package x

import (
	"context"
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Producer struct {
	mu     sync.Mutex
	c      *sync.Cond
	n, max int
}

func New() *Producer {
	p := &Producer{max: 1}
	p.c = sync.NewCond(&p.mu)
	return p
}

// Produce has the lock from the goroutine that has waited, and gives it back.
func (p *Producer) Produce(ctx context.Context) {
	p.mu.Lock()
	if p.n >= p.max {
		p.mu.Unlock()
		wait, quit := make(chan struct{}), false
		go func() {
			defer close(wait)
			p.mu.Lock()
			for !quit && p.n >= p.max {
				p.c.Wait()
			}
		}()
		select {
		case <-wait:
		case <-ctx.Done():
			go func() {
				p.mu.Lock()
				quit = true
				p.mu.Unlock()
				p.c.Broadcast()
			}()
			<-wait
			p.mu.Unlock()
			return
		}
	}
	p.n++
	p.mu.Unlock()
}

func (p *Producer) Finish() {
	p.mu.Lock()
	p.n--
	p.mu.Unlock()
	p.c.Broadcast()
}

func (p *Producer) Close() {
	p.mu.Lock()
	p.n = 0
	p.mu.Unlock()
	p.c.Broadcast()
}

func TestX(t *testing.T) {
	p := New()
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 5 {
				p.Produce(context.Background())
				time.Sleep(ms)
				p.Finish()
			}
		}()
	}
	time.Sleep(4 * ms)
	p.Close()
	wg.Wait()
}
