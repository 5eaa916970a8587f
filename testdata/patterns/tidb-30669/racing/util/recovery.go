// Package util has helpers that every layer uses.
package util

import "log"

// WithRecovery runs exec and hands what it panicked with, or nil, to recoverFn.
// It is meant to be the function of a go statement.
func WithRecovery(exec func(), recoverFn func(r any)) {
	defer func() {
		cause := recover()
		if cause != nil {
			log.Printf("recovered: %v", cause)
		}
		if recoverFn != nil {
			recoverFn(cause)
		}
	}()
	exec()
}
