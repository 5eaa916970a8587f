// Package audit follows a store.
package audit

import "command.example/store"

// Log counts what was written.
type Log struct {
	store *store.Store
	total func() int
	wait  func()
}

// New makes a log with a store of its own; `wait` is to return when the goroutine has ended.
func New(total func() int, wait func()) *Log {
	l := &Log{total: total, wait: wait}
	l.store = store.Open(func(int) {})
	go l.follow()
	return l
}

func (l *Log) follow() {
	for l.total() > 0 {
	}
}

// Close waits in a way that cannot be seen from here.
func (l *Log) Close() {
	l.store.Close()
	l.wait()
	l.total = nil
}
