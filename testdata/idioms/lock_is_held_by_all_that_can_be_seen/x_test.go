package x

import (
	"sync"
	"testing"
)

type DB struct {
	mu    sync.Mutex
	count int
	wg    sync.WaitGroup
	quit  chan struct{}
}

// schedule is called with the lock held.
func (d *DB) schedule() {
	d.wg.Add(1)
	go d.compact()
	d.count++
}

func (d *DB) compact() {
	defer d.wg.Done()
	d.mu.Lock()
	d.count--
	d.mu.Unlock()
}

func (d *DB) flush() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.schedule()
}

func (d *DB) ingest() {
	d.mu.Lock()
	d.schedule()
	d.mu.Unlock()
}

func (d *DB) download() {
	d.mu.Lock()
	d.schedule()
	d.mu.Unlock()
}

func (d *DB) collect() {
	d.mu.Lock()
	d.schedule()
	d.mu.Unlock()
}

// What migrations do they do under the lock, which cannot be seen from here.
var migrations = map[int]func(*DB){
	1: func(d *DB) { d.schedule() },
	2: func(d *DB) {},
}

func (d *DB) migrate(to int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for v := 1; v <= to; v++ {
		migrations[v](d)
	}
}

func TestRun(t *testing.T) {
	for i := 0; i < 20; i++ {
		d := &DB{quit: make(chan struct{})}
		d.flush()
		d.ingest()
		d.download()
		d.collect()
		d.migrate(2)
		d.wg.Wait()
	}
}
