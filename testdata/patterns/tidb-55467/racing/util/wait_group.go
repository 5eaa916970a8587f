// Package util has helpers.
package util

import "sync"

// WaitGroupWrapper is a WaitGroup that starts its goroutines.
type WaitGroupWrapper struct {
	sync.WaitGroup
}

// Run runs exec on a goroutine.
func (w *WaitGroupWrapper) Run(exec func()) {
	w.Add(1)
	go func() {
		defer w.Done()
		exec()
	}()
}
