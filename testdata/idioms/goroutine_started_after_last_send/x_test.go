package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

type Node struct {
	commits chan int
	stop    chan struct{}
}

func New() *Node {
	n := &Node{commits: make(chan int, 4), stop: make(chan struct{})}
	go n.start()
	return n
}

func (n *Node) start() {
	n.commits <- 1
	n.commits <- 2
	go n.serve()
}

func (n *Node) serve() {
	<-n.stop
	n.shutdown()
}

func (n *Node) shutdown() { close(n.commits) }

func TestX(t *testing.T) {
	n := New()
	time.Sleep(ms)
	close(n.stop)
	for range n.commits {
	}
}
