package conn

import (
	"errors"
	"io"
	"net"
	"sync/atomic"
	"testing"
	"time"
)

func TestCallAfterHangUp(t *testing.T) {
	here, there := net.Pipe()
	c := New(here, nil)
	go func() {
		buf := make([]byte, 16)
		_, _ = there.Read(buf)
		_, _ = io.WriteString(there, "pong\n")
		_ = there.Close()
	}()
	if got, err := c.Call("ping"); got != "pong" || err != nil {
		t.Fatal(got, err)
	}
	if _, err := c.Call("ping"); err == nil {
		t.Fatal("no error")
	}
	if !c.Broken() || c.Idle() > time.Minute {
		t.Fatal("still whole")
	}
	if _, err := c.Call("ping"); !errors.Is(err, ErrClosed) {
		t.Fatal(err)
	}
}

// Close comes while the read loop is in the callback.
func TestCloseDuringCallback(t *testing.T) {
	here, there := net.Pipe()
	var busy atomic.Bool
	c := New(here, func(string) {
		busy.Store(true)
		time.Sleep(6 * time.Millisecond)
	})
	if _, err := io.WriteString(there, "!busy\n"); err != nil {
		t.Fatal(err)
	}
	for !busy.Load() {
		time.Sleep(time.Millisecond)
	}
	_ = c.Close()
	time.Sleep(20 * time.Millisecond)
}
