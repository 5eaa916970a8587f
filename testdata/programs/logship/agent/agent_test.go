package agent

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"testing"
	"time"

	"program.example/logship/config"
	"program.example/logship/record"
)

type fixed struct{}

func (fixed) Load() (*config.Config, error) {
	return &config.Config{Level: record.Info, BatchSize: 4, MaxDelay: time.Millisecond}, nil
}

type file struct {
	bytes.Buffer
	closed bool
}

func (f *file) Close() error {
	f.closed = true
	return nil
}

type closer struct{}

func (closer) Finish(_ int, f io.WriteCloser) error { return f.Close() }

func TestShip(t *testing.T) {
	var files []*file
	create := func(int) (io.WriteCloser, error) {
		files = append(files, &file{})
		return files[len(files)-1], nil
	}
	a, err := New(fixed{}, create, 1<<20, closer{})
	if err != nil {
		t.Fatal(err)
	}
	var inputs []Input
	var ends []*io.PipeWriter
	for i := range 3 {
		r, w := io.Pipe()
		inputs = append(inputs, Input{Name: fmt.Sprint("in", i), Reader: r})
		ends = append(ends, w)
	}
	a.Start(context.Background(), inputs)
	for i := range 10 {
		for _, w := range ends {
			if _, err := fmt.Fprintf(w, "E line %d\nD line %d\n", i, i); err != nil {
				t.Fatal(err)
			}
		}
	}
	deadline := time.Now().Add(5 * time.Second)
	for a.watcher.Loads() == 0 && time.Now().Before(deadline) {
		time.Sleep(time.Millisecond)
	}
	total, err := a.Close()
	if err != nil || total < 50 {
		t.Fatal(total, err)
	}
	if len(files) != 1 || !files[0].closed || bytes.Contains(files[0].Bytes(), []byte("D line")) {
		t.Fatal(len(files))
	}
}
