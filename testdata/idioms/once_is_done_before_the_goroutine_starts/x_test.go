package x

import (
	"context"
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Sink struct {
	once   sync.Once
	ctx    context.Context
	cancel context.CancelFunc
	wg     sync.WaitGroup
}

func (s *Sink) init() {
	s.once.Do(func() {
		s.ctx, s.cancel = context.WithCancel(context.Background())
	})
}

func (s *Sink) Send() {
	s.init()
	s.peer()
}

func (s *Sink) peer() {
	s.wg.Add(1)
	go func() {
		defer s.wg.Done()
		<-s.ctx.Done()
	}()
}

// Close may be called without Send.
func (s *Sink) Close() {
	s.init()
	s.cancel()
}

func TestX(t *testing.T) {
	s := new(Sink)
	s.Send()
	time.Sleep(ms)
	s.Close()
	s.wg.Wait()
}
