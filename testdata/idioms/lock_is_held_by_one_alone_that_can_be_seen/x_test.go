package x

import (
	"sync"
	"testing"
)

type DB struct {
	mu    sync.Mutex
	count int
	wg    sync.WaitGroup
}

func (d *DB) schedule() {
	d.wg.Add(1)
	go d.compact()
	d.count++ // race:w
}

func (d *DB) compact() {
	defer d.wg.Done()
	d.mu.Lock()
	d.count-- // race:r
	d.mu.Unlock()
}

func (d *DB) flush() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.schedule()
}

// Migrations run without the lock.
var migrations = map[int]func(*DB){
	1: func(d *DB) { d.schedule() },
	2: func(d *DB) {},
}

func (d *DB) migrate(to int) {
	for v := 1; v <= to; v++ {
		migrations[v](d)
	}
}

func TestRun(t *testing.T) {
	for i := 0; i < 20; i++ {
		d := &DB{}
		d.flush()
		d.migrate(2)
		d.wg.Wait()
	}
}
