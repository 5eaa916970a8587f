package x

import (
	"errors"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Server struct {
	conn *int
}

func (s *Server) Close() {
	s.conn = nil // race:w
}

func (s *Server) serve() error {
	for range 8 {
		use(s.conn) // race:r
		time.Sleep(ms)
	}
	return nil
}

// run ends with the first of its two parts; the other one goes on.
func run() error {
	v := 1
	s := &Server{conn: &v}
	errs := make(chan error, 2)
	go func() { errs <- s.serve() }()
	go func() {
		time.Sleep(3 * ms)
		errs <- errors.New("stopped")
	}()
	err := <-errs
	s.Close()
	return err
}

func TestX(t *testing.T) {
	use(run())
	time.Sleep(12 * ms)
}
