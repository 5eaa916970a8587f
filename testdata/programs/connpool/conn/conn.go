// Package conn is a framed connection to a backend.
package conn

import (
	"bufio"
	"errors"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// ErrClosed is the answer of a connection that was closed.
var ErrClosed = errors.New("connection is closed")

// Conn sends lines and receives lines. Pushed lines, which start with '!', go to a callback.
type Conn struct {
	raw     net.Conn
	replies chan string
	readErr error
	scratch []byte

	sendMu sync.Mutex
	broken atomic.Bool
	pushed func(line string)
	used   time.Time
}

// Dial connects to a backend.
func Dial(network, addr string, timeout time.Duration, pushed func(string)) (*Conn, error) {
	raw, err := net.DialTimeout(network, addr, timeout)
	if err != nil {
		return nil, err
	}
	return New(raw, pushed), nil
}

// New speaks over raw, which it owns from then on.
func New(raw net.Conn, pushed func(string)) *Conn {
	c := &Conn{raw: raw, replies: make(chan string, 1), scratch: make([]byte, 0, 128), pushed: pushed}
	go c.readLoop(bufio.NewReader(raw))
	return c
}

func (c *Conn) readLoop(r *bufio.Reader) {
	defer close(c.replies)
	for {
		line, err := c.readLine(r)
		if err != nil {
			c.readErr = err
			c.broken.Store(true)
			return
		}
		if len(line) > 0 && line[0] == '!' {
			if c.pushed != nil {
				c.pushed(line[1:])
			}
			continue
		}
		c.replies <- line
	}
}

func (c *Conn) readLine(r *bufio.Reader) (string, error) {
	buf := c.scratch[:0] // race:r
	for {
		b, err := r.ReadByte()
		if err != nil {
			return "", err
		}
		if b == '\n' {
			c.scratch = buf // race:w
			return string(buf), nil
		}
		buf = append(buf, b)
	}
}

// Call sends a line and waits for the answer.
func (c *Conn) Call(line string) (string, error) {
	c.sendMu.Lock()
	defer c.sendMu.Unlock()
	if c.broken.Load() {
		return "", ErrClosed
	}
	c.used = time.Now()
	if _, err := io.WriteString(c.raw, line+"\n"); err != nil {
		c.broken.Store(true)
		return "", err
	}
	reply, ok := <-c.replies
	if !ok {
		return "", c.readErr
	}
	return reply, nil
}

// Idle returns for how long nothing was sent.
func (c *Conn) Idle() time.Duration {
	c.sendMu.Lock()
	defer c.sendMu.Unlock()
	return time.Since(c.used)
}

// Broken reports whether the connection can no longer be used.
func (c *Conn) Broken() bool { return c.broken.Load() }

// Close closes the connection.
func (c *Conn) Close() error {
	c.broken.Store(true)
	err := c.raw.Close()
	c.scratch = nil // race:w
	return err
}
