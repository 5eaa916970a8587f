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
	s.conn = nil
}

func (s *Server) serve() error {
	for range 8 {
		use(s.conn)
		time.Sleep(ms)
	}
	return nil
}

// run ends with both of its parts.
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
	if other := <-errs; err == nil {
		err = other
	}
	s.Close()
	return err
}

func TestX(t *testing.T) {
	use(run())
	time.Sleep(12 * ms)
}
