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
	wg   sync.WaitGroup
	pool []int
}

func (db *DB) work(r string) {
	defer db.wg.Done()
	time.Sleep(ms)
	use(db.pool, r) // race:r
}

func (db *DB) load(r string) error {
	db.wg.Add(1)
	go db.work(r)
	if r == "bad" {
		return errors.New("bad row")
	}
	db.wg.Wait()
	return nil
}

func (db *DB) Open(r string) error {
	err := db.load(r)
	db.pool = nil // race:w
	if err != nil {
		return err
	}
	return nil
}

func TestX(t *testing.T) {
	db := &DB{pool: []int{1}}
	use(db.Open("bad"))
	db.wg.Wait()
}
