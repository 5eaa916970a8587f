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
	decoded := make(chan int, n)
	go func() {
		defer close(decoded)
		for i := 0; i < n; i++ {
			time.Sleep(ms)
			use(db.pool) // race:r
			decoded <- i
		}
	}()
	sum := 0
	for v := range decoded {
		if v > 0 {
			break
		}
		sum += v
	}
	return sum
}

func (db *DB) Reset() {
	db.pool = nil // race:w
}

func TestX(t *testing.T) {
	db := &DB{pool: []int{1}}
	use(db.load(8))
	db.Reset()
	time.Sleep(20 * ms)
}
