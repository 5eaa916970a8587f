package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type DB struct{ pool []int }

func (db *DB) load(n int) int {
	decoded := make(chan any, 2)
	go func() {
		defer close(decoded)
		for i := 0; i < n; i++ {
			time.Sleep(ms)
			use(db.pool)
			decoded <- i
		}
	}()
	sum := 0
	for d := range decoded {
		switch v := d.(type) {
		case int:
			sum += v
		default:
			panic("unknown value")
		}
	}
	return sum
}

func (db *DB) Reset() { db.pool = nil }

func TestX(t *testing.T) {
	db := &DB{pool: []int{1}}
	use(db.load(4))
	db.Reset()
}
