package store

import "testing"

func TestClose(t *testing.T) { Open(func(int) {}).Close() }
