package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type DB struct {
	mu      sync.Mutex
	running map[int]int
	stop    chan struct{}
	done    chan struct{}
}

func New() *DB {
	d := &DB{running: map[int]int{}, stop: make(chan struct{}), done: make(chan struct{})}
	go d.loop()
	return d
}

func (d *DB) loop() {
	defer close(d.done)
	for {
		select {
		case <-d.stop:
			return
		default:
			d.mu.Lock()
			d.scheduleLocked()
			d.mu.Unlock()
		}
	}
}

// openLocked lets go of the lock while it reads, and has it again when it returns.
func (d *DB) openLocked() error {
	d.mu.Unlock()
	defer d.mu.Lock()
	time.Sleep(ms / 10)
	return nil
}

func (d *DB) scheduleLocked() {
	if err := d.openLocked(); err != nil {
		return
	}
	d.launchLocked(1)
}

func (d *DB) launchLocked(n int) { d.running[n] = n }

func (d *DB) Reset() {
	d.mu.Lock()
	d.running = nil
	d.running = map[int]int{}
	d.mu.Unlock()
}

func TestX(t *testing.T) {
	d := New()
	for i := 0; i < 20; i++ {
		d.Reset()
	}
	close(d.stop)
	<-d.done
}
