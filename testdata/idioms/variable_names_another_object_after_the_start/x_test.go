package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

type body struct{ n int }

func Open(parallel int) *body {
	b := &body{n: 1}
	if parallel > 1 {
		old := b
		done := make(chan struct{})
		go func() {
			time.Sleep(ms)
			_ = old.n
			close(done)
		}()
		b = &body{n: 2}
		defer func() { <-done }()
	}
	b.n = 3
	return b
}

func TestX(t *testing.T) {
	Open(1)
	Open(2)
}
