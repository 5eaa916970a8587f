package x

import (
	"net"
	"testing"
	"time"
)

const ms = time.Millisecond

type packets struct {
	conn net.PacketConn
}

func (p *packets) ReadFrom(b []byte) (int, net.Addr, error) {
	return p.conn.ReadFrom(b)
}

type Server struct {
	packets *packets
	buffer  []byte
}

// Listen goes on until Close.
func (s *Server) Listen() error {
	conn, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s.packets = &packets{conn: conn} // race:r
	for {
		n, addr, err := s.packets.ReadFrom(s.buffer)
		if err != nil {
			return err
		}
		conn.WriteTo(s.buffer[:n], addr)
	}
}

func (s *Server) Close() {
	if s.packets != nil { // race:w
		s.packets.conn.Close()
	}
}

func TestX(t *testing.T) {
	s := &Server{buffer: make([]byte, 1500)}
	go s.Listen()
	time.Sleep(4 * ms)
	s.Close()
	time.Sleep(ms)
}
