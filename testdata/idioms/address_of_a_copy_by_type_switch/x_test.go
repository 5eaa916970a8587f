package x

import (
	"errors"
	"fmt"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type ServerError struct {
	Labels []string
}

func (e ServerError) Error() string { return fmt.Sprint(e.Labels) }

type Op struct{ err error }

func (o *Op) execute() error {
	switch e := o.err.(type) {
	case ServerError:
		e.Labels = append([]string{"retry"}, e.Labels...)
		return e
	}
	return nil
}

func (o *Op) Start() {
	go func() {
		for range 4 {
			use(o.execute())
			time.Sleep(ms)
		}
	}()
}

func (o *Op) Close() {
	var e ServerError
	if errors.As(o.execute(), &e) {
		use(e.Labels)
	}
}

func TestX(t *testing.T) {
	o := &Op{err: ServerError{Labels: []string{"a"}}}
	o.Start()
	time.Sleep(2 * ms)
	o.Close()
	time.Sleep(6 * ms)
}
