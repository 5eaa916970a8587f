package client

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"program.example/connpool/pool"
)

// backend answers every line in capitals and sends an event first.
func backend(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	t.Cleanup(func() {
		_ = l.Close()
		wg.Wait()
	})
	wg.Go(func() {
		for {
			raw, err := l.Accept()
			if err != nil {
				return
			}
			wg.Go(func() {
				defer func() { _ = raw.Close() }()
				lines := bufio.NewScanner(raw)
				for lines.Scan() {
					_, _ = fmt.Fprintf(raw, "!call\n%s\n", strings.ToUpper(lines.Text()))
				}
			})
		}
	})
	return l.Addr().String()
}

func TestManyCalls(t *testing.T) {
	addr := backend(t)
	lookup := func(context.Context) ([]string, error) { return []string{addr, addr}, nil }
	c, err := New(context.Background(), lookup, Options{Size: 3, Timeout: time.Second, Refresh: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 6 {
		wg.Go(func() {
			for range 5 {
				got, err := c.Call(context.Background(), fmt.Sprint("n", i))
				if err != nil || got != fmt.Sprint("N", i) {
					t.Error(got, err)
				}
			}
		})
	}
	wg.Wait()
	if c.Events("call") == 0 {
		t.Fatal("no event")
	}
	// The read loop of each connection ends by itself some time after Close.
	if err := errors.Join(c.Close(), c.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Call(context.Background(), "late"); !errors.Is(err, pool.ErrClosed) {
		t.Fatal(err)
	}
	time.Sleep(3 * time.Millisecond)
}
