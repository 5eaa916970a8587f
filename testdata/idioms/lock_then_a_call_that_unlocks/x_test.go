package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Log struct {
	mu      sync.Mutex
	buf     []byte
	written int
}

func New() *Log {
	l := &Log{buf: make([]byte, 8)}
	go l.loop()
	return l
}

func (l *Log) loop() {
	for i := 0; i < 8; i++ {
		l.mu.Lock()
		use(len(l.buf)) // race:r
		l.mu.Unlock()
		time.Sleep(ms)
	}
}

// flushAndUnlock is called with the lock.
func (l *Log) flushAndUnlock() {
	l.written += len(l.buf)
	l.mu.Unlock()
}

func (l *Log) Close() {
	l.mu.Lock()
	l.flushAndUnlock()
	l.buf = nil // race:w
}

func TestX(t *testing.T) {
	l := New()
	time.Sleep(3 * ms)
	l.Close()
	time.Sleep(8 * ms)
}
