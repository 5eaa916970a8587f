package x

import (
	"sync"
	"testing"
)

// Close sends the channel on which the meter answers, which it does before it looks at its state once more.
type DB struct {
	mu    sync.Mutex
	quit  chan chan error
	table map[string]int
}

func Open() *DB {
	db := &DB{quit: make(chan chan error), table: map[string]int{}}
	go db.meter()
	return db
}

func (db *DB) meter() {
	errc := <-db.quit
	errc <- nil
	_ = len(db.table) // race:r
}

func (db *DB) Close() error {
	db.mu.Lock()
	defer db.mu.Unlock()
	errc := make(chan error)
	db.quit <- errc
	err := <-errc
	db.table = nil // race:w
	return err
}

func TestDB(t *testing.T) {
	for i := 0; i < 100; i++ {
		_ = Open().Close()
	}
}
