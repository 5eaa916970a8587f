package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

// Close sends the channel on which the meter answers once it is through.
type DB struct {
	mu   sync.Mutex
	quit chan chan error
	n    int
}

func Open() *DB {
	db := &DB{quit: make(chan chan error)}
	go db.meter()
	return db
}

func (db *DB) meter() {
	var errc chan error
	timer := time.NewTimer(ms)
	defer timer.Stop()
	for errc == nil {
		db.n++
		select {
		case errc = <-db.quit:
		case <-timer.C:
			timer.Reset(ms)
		}
	}
	errc <- nil
}

func (db *DB) Close() error {
	db.mu.Lock()
	defer db.mu.Unlock()
	var err error
	if db.quit != nil {
		errc := make(chan error)
		db.quit <- errc
		err = <-errc
		db.quit = nil
		db.n = 0
	}
	return err
}

func TestDB(t *testing.T) {
	for i := 0; i < 20; i++ {
		db := Open()
		time.Sleep(ms)
		_ = db.Close()
	}
}
