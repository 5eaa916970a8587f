package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

type Writer struct {
	quit chan struct{}
	done chan struct{}
	sent chan time.Time
	pad  string
}

func New(sent chan time.Time) *Writer {
	w := &Writer{quit: make(chan struct{}), done: make(chan struct{}), sent: sent}
	go w.run()
	return w
}

func (w *Writer) Stop() {
	if w.quit != nil {
		close(w.quit)
		<-w.done
		w.quit = nil
	}
}

func (w *Writer) run() {
	t := time.NewTicker(ms)
	defer func() {
		t.Stop()
		close(w.done)
	}()
	for {
		select {
		case <-t.C:
			w.pad = w.pad + "p"
			w.sent <- time.Now()
		case <-w.quit:
			return
		}
	}
}

// Writers are made by whoever has this.
var maker = New

func TestX(t *testing.T) {
	w := maker(make(chan time.Time, 100))
	time.Sleep(3 * ms)
	w.Stop()
	w.Stop()
}
