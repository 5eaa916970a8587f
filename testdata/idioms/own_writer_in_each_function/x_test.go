package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type writer struct{ out chan int }

func (w *writer) reset() { w.out = make(chan int, 64) }

func (w *writer) start() { w.reset() }

func (w *writer) send(n int) { w.out <- n }

func backup(w *writer) {
	var wg sync.WaitGroup
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := 0; j < 6; j++ {
				w.send(j)
				time.Sleep(ms)
			}
		}()
	}
	wg.Wait()
}

func BackupAll() {
	w := &writer{}
	w.start()
	backup(w)
}

func BackupRaw() {
	w := &writer{}
	for i := 0; i < 6; i++ {
		w.start()
		w.send(i)
		time.Sleep(ms)
	}
}

func TestX(t *testing.T) {
	go BackupAll()
	BackupRaw()
	time.Sleep(4 * ms)
}
