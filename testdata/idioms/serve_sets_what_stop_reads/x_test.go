package x

import (
	"net"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Server struct {
	listener net.Listener
	conns    []net.Conn
}

// Serve goes on until Stop.
func (s *Server) Serve() error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s.listener = listener // race:r
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return err
		}
		conn.Close()
	}
}

func (s *Server) Stop() {
	if s.listener != nil { // race:w
		s.listener.Close()
	}
}

func TestX(t *testing.T) {
	s := &Server{}
	go s.Serve()
	time.Sleep(4 * ms)
	s.Stop()
	time.Sleep(ms)
}
