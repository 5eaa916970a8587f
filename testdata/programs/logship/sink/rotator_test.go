package sink

import (
	"io"
	"testing"
	"time"

	"program.example/logship/record"
)

type discard struct{ io.Writer }

func (discard) Close() error { return nil }

func create(int) (io.WriteCloser, error) { return discard{io.Discard}, nil }

type slow time.Duration

func (s slow) Finish(_ int, f io.WriteCloser) error {
	time.Sleep(time.Duration(s))
	return f.Close()
}

func TestOneFile(t *testing.T) {
	r := NewRotator(create, 1<<20, slow(0))
	for range 5 {
		if err := r.WriteBatch([]record.Record{{Text: "a"}, {Text: "b"}}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if err := r.WriteBatch(nil); err != ErrClosed {
		t.Fatal(err)
	}
}

// The full files are still being finished when Close returns from the last one.
func TestCloseAfterRotation(t *testing.T) {
	r := NewRotator(create, 10, slow(30*time.Millisecond))
	for range 5 {
		if err := r.WriteBatch([]record.Record{{Text: "a long line"}}); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(10 * time.Millisecond)
	if _, err := r.Close(); err != nil {
		t.Fatal(err)
	}
}
