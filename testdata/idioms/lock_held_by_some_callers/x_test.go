package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Raft struct {
	mu      sync.Mutex
	applied int
}

func (r *Raft) Run() {
	r.mu.Lock()
	r.apply(1)
	r.mu.Unlock()
}

func (r *Raft) Install() { r.install() }

func (r *Raft) install() { r.apply(2) }

// apply is called under the lock, most of the time.
func (r *Raft) apply(n int) {
	go r.beat()
	time.Sleep(ms)
	r.applied = n // race:w
}

func (r *Raft) beat() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.applied++ // race:r
}

func TestX(t *testing.T) {
	r := &Raft{}
	r.Run()
	r.Install()
	time.Sleep(3 * ms)
}
