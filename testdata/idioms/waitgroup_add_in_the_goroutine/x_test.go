package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Svc struct{ wg sync.WaitGroup }

func (s *Svc) Start() { go s.run() }

func (s *Svc) run() {
	s.wg.Add(1) // race:r
	defer s.wg.Done()
	time.Sleep(6 * ms)
}

func (s *Svc) Close() {
	s.wg.Wait() // race:w
}

func TestX(t *testing.T) {
	s := &Svc{}
	s.Start()
	time.Sleep(3 * ms)
	s.Close()
}
