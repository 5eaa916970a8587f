package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Deadline struct {
	done chan struct{}
	err  string
}

func New() *Deadline {
	d := &Deadline{done: make(chan struct{})}
	return d
}

func (d *Deadline) Cancel() {
	d.err = "canceled"
	close(d.done)
}

func (d *Deadline) Err() string {
	select {
	case <-d.done:
		return d.err
	default:
		return ""
	}
}

func TestX(t *testing.T) {
	for range 20 {
		d := New()
		go func() {
			for d.Err() == "" {
				time.Sleep(ms / 10)
			}
		}()
		d.Cancel()
	}
}
