package x

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const ms = time.Millisecond

type conn struct{ n int }

type Tx struct {
	mu   sync.RWMutex
	done atomic.Bool
	dc   *conn
	stop chan struct{}
	wg   sync.WaitGroup
}

func New() *Tx {
	tx := &Tx{dc: &conn{}, stop: make(chan struct{})}
	tx.wg.Add(1)
	go tx.work()
	return tx
}

func (tx *Tx) use() bool {
	tx.mu.RLock()
	defer tx.mu.RUnlock()
	if tx.done.Load() {
		return false
	}
	tx.dc.n++
	return true
}

func (tx *Tx) work() {
	defer tx.wg.Done()
	for tx.use() {
		select {
		case <-tx.stop:
			return
		default:
		}
	}
}

// Close lets in nobody any more, and those who are in leave before it has had the lock.
func (tx *Tx) Close() {
	if !tx.done.CompareAndSwap(false, true) {
		return
	}
	tx.mu.Lock()
	tx.mu.Unlock()
	tx.dc = nil
}

func TestX(t *testing.T) {
	tx := New()
	time.Sleep(ms)
	tx.Close()
	close(tx.stop)
	tx.wg.Wait()
}
