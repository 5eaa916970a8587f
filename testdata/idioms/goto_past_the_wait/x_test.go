package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

type Job struct {
	done chan struct{}
	out  []int
}

func (j *Job) start() {
	go func() {
		defer close(j.done)
		for i := range 8 {
			j.out = append(j.out, i) // race:r
			time.Sleep(ms / 4)
		}
	}()
}

func (j *Job) Close(force bool) {
	if force {
		goto FREE
	}
	<-j.done
FREE:
	j.out = nil // race:w
}

func TestX(t *testing.T) {
	j := &Job{done: make(chan struct{})}
	j.start()
	time.Sleep(ms)
	j.Close(true)
	time.Sleep(4 * ms)
}
