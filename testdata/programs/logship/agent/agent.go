// Package agent reads lines from inputs and ships them.
package agent

import (
	"bufio"
	"context"
	"errors"
	"io"
	"time"

	"program.example/logship/batch"
	"program.example/logship/config"
	"program.example/logship/group"
	"program.example/logship/record"
	"program.example/logship/sink"
)

// Input is one source of lines.
type Input struct {
	Name   string
	Reader io.ReadCloser
}

// Agent is the whole program.
type Agent struct {
	watcher *config.Watcher
	batcher *batch.Batcher
	rotator *sink.Rotator

	inputs  []Input
	readers *group.Group
	cancel  context.CancelFunc
	lines   []int
}

// New puts an agent together.
func New(source config.Source, create sink.Create, limit int, finisher sink.Finisher) (*Agent, error) {
	w, err := config.NewWatcher(source)
	if err != nil {
		return nil, err
	}
	r := sink.NewRotator(create, limit, finisher)
	return &Agent{watcher: w, rotator: r, batcher: batch.New(w.Current, r)}, nil
}

// Start reads the inputs.
func (a *Agent) Start(ctx context.Context, inputs []Input) {
	a.watcher.Start(time.Millisecond)
	a.inputs = inputs
	a.lines = make([]int, len(inputs))
	ctx, a.cancel = context.WithCancel(ctx)
	a.readers, ctx = group.New(ctx)
	for i := range inputs {
		a.readers.Go(func() error { return a.read(ctx, i) })
	}
}

func (a *Agent) read(ctx context.Context, i int) error {
	in := a.inputs[i]
	lines := bufio.NewScanner(in.Reader)
	for lines.Scan() {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		a.lines[i]++
		level := levelOf(lines.Text())
		if level < a.watcher.Current().Level {
			continue
		}
		a.batcher.Add(record.Record{Time: time.Now(), Level: level, Source: in.Name, Text: lines.Text()})
	}
	if err := lines.Err(); err != nil && !errors.Is(err, io.ErrClosedPipe) {
		return err
	}
	return nil
}

func levelOf(line string) record.Level {
	switch {
	case len(line) > 0 && line[0] == 'E':
		return record.Error
	case len(line) > 0 && line[0] == 'D':
		return record.Debug
	}
	return record.Info
}

// Close stops to read, ships what was read, and returns how many lines there were.
func (a *Agent) Close() (int, error) {
	a.cancel()
	for _, in := range a.inputs {
		_ = in.Reader.Close()
	}
	err := a.readers.Wait()
	if errors.Is(err, context.Canceled) {
		err = nil
	}
	total := 0
	for _, n := range a.lines {
		total += n
	}
	a.inputs, a.lines = nil, nil
	a.batcher.Close()
	a.watcher.Stop()
	_, closeErr := a.rotator.Close()
	return total, errors.Join(err, closeErr)
}
