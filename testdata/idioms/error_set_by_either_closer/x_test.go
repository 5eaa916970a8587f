package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Deadline struct {
	once sync.Once
	mu   sync.Mutex
	done chan struct{}
	err  string
}

func New(after time.Duration) *Deadline {
	d := &Deadline{done: make(chan struct{})}
	time.AfterFunc(after, d.exceeded)
	return d
}

func (d *Deadline) exceeded() {
	d.once.Do(func() {
		d.err = "exceeded"
		close(d.done)
	})
}

func (d *Deadline) Cancel() {
	d.once.Do(func() {
		d.err = "canceled"
		close(d.done)
	})
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
		d := New(ms)
		go func() {
			for d.Err() == "" {
				time.Sleep(ms / 10)
			}
		}()
		time.Sleep(ms)
		d.Cancel()
		use(d.Err())
	}
}
