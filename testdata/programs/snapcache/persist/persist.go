// Package persist writes snapshots.
package persist

import (
	"encoding/json"
	"io"
)

// Target opens the place for a snapshot.
type Target interface {
	Create(name string) (io.WriteCloser, error)
}

// Encoder writes one snapshot.
type Encoder struct {
	out   io.WriteCloser
	json  *json.Encoder
	count int
}

// Begin begins a snapshot.
func Begin(t Target, name string) (*Encoder, error) {
	out, err := t.Create(name)
	if err != nil {
		return nil, err
	}
	return &Encoder{out: out, json: json.NewEncoder(out)}, nil
}

// Add adds a pair.
func (e *Encoder) Add(key, value any) error {
	e.count++
	return e.json.Encode([]any{key, value})
}

// Close ends the snapshot and returns how many pairs it has.
func (e *Encoder) Close() (int, error) {
	err := e.out.Close()
	e.json = nil
	e.out = nil
	return e.count, err
}
