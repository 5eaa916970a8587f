package x

import (
	"errors"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

func save(work func() error) error {
	err := work()
	go func() {
		err := work()
		use(err)
	}()
	time.Sleep(ms)
	err = errors.New("x")
	return err
}

func TestX(t *testing.T) {
	use(save(func() error { return nil }))
	time.Sleep(2 * ms)
}
