package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Out struct {
	mu   sync.Mutex
	busy bool
	bufs [][]byte
}

func (o *Out) start() {
	for range 3 {
		go func() {
			for range 8 {
				o.mu.Lock()
				o.flush()
				o.mu.Unlock()
			}
		}()
	}
}

// flush is called under the lock, and gives it up while it works.
func (o *Out) flush() {
	if o.busy {
		return
	}
	o.busy = true
	o.mu.Unlock()
	o.bufs = append(o.bufs, nil)
	o.mu.Lock()
	o.busy = false
}

func (o *Out) Close() {
	o.mu.Lock()
	o.flush()
	o.mu.Unlock()
}

func TestX(t *testing.T) {
	o := &Out{}
	o.start()
	time.Sleep(ms)
	o.Close()
	time.Sleep(4 * ms)
}
