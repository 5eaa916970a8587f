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
	use(db.pool, r)
}

func (db *DB) wait(r string) error {
	db.wg.Wait()
	if r == "" {
		return errors.New("empty")
	}
	return nil
}

func (db *DB) load(r string) error {
	db.wg.Add(1)
	go db.work(r)
	if r == "bad" {
		return errors.New("bad row")
	}
	return db.wait(r)
}

func (db *DB) Open(r string) error {
	err := db.load(r)
	if err != nil {
		return err
	}
	db.pool = nil
	return nil
}

func TestX(t *testing.T) {
	use((&DB{pool: []int{1}}).Open("a"))
	db := &DB{pool: []int{1}}
	use(db.Open("bad"))
	db.wg.Wait()
}
