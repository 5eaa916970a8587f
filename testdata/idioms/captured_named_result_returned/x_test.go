package x

import (
	"errors"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

func save(work func() error) (err error) {
	go func() {
		time.Sleep(2 * ms)
		if err != nil { // race:r
			use(err)
		}
	}()
	time.Sleep(4 * ms)
	return work() // race:w
}

func TestX(t *testing.T) {
	use(save(func() error { return errors.New("x") }))
	time.Sleep(4 * ms)
}
