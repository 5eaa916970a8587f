package server

import (
	"io"
	"log"
	"os"
	"testing"
	"time"
)

const ms = time.Millisecond

func TestMain(m *testing.M) {
	log.SetOutput(io.Discard)
	os.Exit(m.Run())
}

func TestOneStatement(t *testing.T) {
	s := New(1000, ms)
	conn := s.Connect(1)
	if err := conn.Execute(3, ms); err != nil {
		t.Fatal(err)
	}
	s.Close()
}

func TestKillBetweenStatements(t *testing.T) {
	s := New(1000, 50*ms)
	conn := s.Connect(1)
	for i := 0; i < 6; i++ {
		_ = conn.Execute(2, ms)
		s.Kill(1)
		_ = conn.Execute(2, ms)
	}
	s.Close()
}

func TestOutOfMemory(t *testing.T) {
	s := New(2, ms)
	conn := s.Connect(2)
	for i := 0; i < 6; i++ {
		_ = conn.Execute(4, ms)
	}
	s.Close()
}
