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

func (db *DB) load(rows []string) error {
	if len(rows) == 0 {
		return errors.New("nothing to load")
	}
	for _, r := range rows {
		db.wg.Add(1)
		go db.work(r)
		if r == "bad" {
			return errors.New("bad row")
		}
	}
	db.wg.Wait()
	return nil
}

func (db *DB) Open(rows []string) error {
	if err := db.load(rows); err != nil {
		return err
	}
	db.pool = nil
	return nil
}

func TestX(t *testing.T) {
	use((&DB{pool: []int{1}}).Open([]string{"a", "b", "c"}))
	db := &DB{pool: []int{1}}
	use(db.Open([]string{"a", "bad", "c"}))
	db.wg.Wait()
}
