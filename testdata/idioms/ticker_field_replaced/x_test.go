package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

type Flusher struct {
	ticker *time.Ticker
	stop   chan struct{}
}

func (f *Flusher) Start() {
	f.ticker = time.NewTicker(ms)
	go f.loop()
}

func (f *Flusher) loop() {
	for {
		select {
		case <-f.ticker.C: // race:r
		case <-f.stop:
			return
		}
	}
}

func (f *Flusher) Reset(every time.Duration) {
	f.ticker.Stop()
	f.ticker = time.NewTicker(every) // race:w
}

func TestX(t *testing.T) {
	f := &Flusher{stop: make(chan struct{})}
	f.Start()
	time.Sleep(4 * ms)
	f.Reset(2 * ms)
	time.Sleep(6 * ms)
	close(f.stop)
}
