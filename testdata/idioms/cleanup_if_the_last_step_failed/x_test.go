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
	stop  chan int
}

func prepare(fail bool) (*int, error) {
	if fail {
		return nil, errors.New("no")
	}
	return new(int), nil
}

func (d *DB) cleanup() {
	d.table = nil // race:w
}

// Open may fail after it has started.
func Open(fail bool) (*DB, error) {
	d := &DB{stop: make(chan int)}
	var err error
	defer func() {
		if err != nil {
			d.cleanup()
		}
	}()
	d.table, err = prepare(false)
	if err != nil {
		return nil, err
	}
	go d.loop()
	time.Sleep(ms)
	_, err = prepare(fail)
	if err != nil {
		return nil, err
	}
	return d, nil
}

func (d *DB) loop() {
	for range 4 {
		use(d.table) // race:r
		time.Sleep(ms)
	}
}

func TestX(t *testing.T) {
	for i := range 4 {
		d, err := Open(i%2 == 0)
		use(d, err)
	}
	time.Sleep(8 * ms)
}
