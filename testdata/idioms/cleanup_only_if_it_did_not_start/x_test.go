package x

import (
	"errors"
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type DB struct {
	mu    sync.Mutex
	table *int
	flush chan int
}

func prepare(fail bool) (*int, error) {
	if fail {
		return nil, errors.New("no")
	}
	return new(int), nil
}

func (d *DB) cleanup() {
	d.table = nil
	close(d.flush)
	d.flush = nil
}

// Open starts only what has not failed, and cleans up only what has.
func Open(fail bool) (*DB, error) {
	d := &DB{flush: make(chan int, 4)}
	var err error
	defer func() {
		if err != nil {
			d.cleanup()
		}
	}()
	d.table, err = prepare(fail)
	if err != nil {
		return nil, err
	}
	go d.loop()
	d.flush <- 1
	return d, nil
}

func (d *DB) loop() {
	for range d.flush {
		use(d.table)
		time.Sleep(ms)
	}
}

func TestX(t *testing.T) {
	for i := range 4 {
		d, err := Open(i%2 == 0)
		use(d, err)
	}
	time.Sleep(4 * ms)
}
