package x

import (
	"sync"
	"testing"
)

type Task struct {
	mu     sync.Mutex
	failed bool
	n      int
	stop   chan struct{}
	done   chan struct{}
}

func New() *Task {
	t := &Task{stop: make(chan struct{}), done: make(chan struct{})}
	go t.run()
	return t
}

func (t *Task) set(state string) {
	switch state {
	case "running":
	case "dead":
		if t.failed {
			t.n = 0
		}
	}
}

func (t *Task) run() {
	defer close(t.done)
	t.set("running")
	<-t.stop
}

func (t *Task) Kill() {
	t.mu.Lock()
	t.failed = true
	t.mu.Unlock()
}

func (t *Task) Update(state string) {
	t.mu.Lock()
	t.set(state)
	t.mu.Unlock()
}

func TestX(t *testing.T) {
	k := New()
	k.Kill()
	k.Update("dead")
	close(k.stop)
	<-k.done
}
