// Package record has one line of a log.
package record

import (
	"strconv"
	"time"
)

// Level is how serious a record is.
type Level int8

// The levels.
const (
	Debug Level = iota
	Info
	Error
)

// Record is one line.
type Record struct {
	Time   time.Time
	Level  Level
	Source string
	Text   string
}

// AppendTo appends the line to buf.
func (r Record) AppendTo(buf []byte) []byte {
	buf = strconv.AppendInt(buf, r.Time.UnixNano(), 10)
	buf = append(buf, ' ')
	buf = append(buf, r.Source...)
	buf = append(buf, ' ')
	buf = append(buf, r.Text...)
	return append(buf, '\n')
}
