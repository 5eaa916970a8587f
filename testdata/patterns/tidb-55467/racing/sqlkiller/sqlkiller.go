// Package sqlkiller tells a running statement to stop.
package sqlkiller

import (
	"fmt"
	"log"
	"sync/atomic"
)

// Signal is why a statement is to stop.
type Signal = uint32

// The reasons.
const (
	None Signal = iota
	Interrupted
	OutOfMemory
)

// Killer belongs to a session. Any goroutine may send to it.
type Killer struct {
	Signal Signal
	ConnID uint64
}

// Send tells the statement to stop. The first reason is kept.
func (k *Killer) Send(why Signal) {
	if atomic.CompareAndSwapUint32(&k.Signal, None, why) {
		log.Printf("connection %d: %v", k.ConnID, k.reason(why)) // race:r
	}
}

// Poll returns an error once the statement is to stop.
func (k *Killer) Poll() error {
	if why := atomic.LoadUint32(&k.Signal); why != None {
		return k.reason(why)
	}
	return nil
}

func (k *Killer) reason(why Signal) error {
	if why == OutOfMemory {
		return fmt.Errorf("connection %d used too much memory", k.ConnID) // race:r
	}
	return fmt.Errorf("interrupted")
}

// Reset forgets the reason.
func (k *Killer) Reset() {
	atomic.StoreUint32(&k.Signal, None)
}
