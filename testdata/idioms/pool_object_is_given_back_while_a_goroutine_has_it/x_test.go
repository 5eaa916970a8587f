package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type batch struct {
	data []byte
	sent int
}

var pool = sync.Pool{New: func() any { return new(batch) }}

func (b *batch) Close() {
	b.data = nil // race:w
	pool.Put(b)
}

// Send does not wait for its goroutine before the batch goes back.
func Send(p []byte, sent func(int)) {
	b := pool.Get().(*batch)
	b.data = p
	go func() {
		time.Sleep(ms)
		sent(len(b.data)) // race:r
	}()
	b.Close()
}

func TestX(t *testing.T) {
	for i := 0; i < 5; i++ {
		Send([]byte{1}, func(int) {})
		time.Sleep(3 * ms)
	}
}
