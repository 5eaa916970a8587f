package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Hub struct {
	listeners []chan int
	wg        sync.WaitGroup
}

func (h *Hub) Start() {
	h.wg.Add(1)
	go h.dispatch()
}

func (h *Hub) dispatch() {
	defer h.wg.Done()
	for i := 0; i < 4; i++ {
		for _, c := range h.listeners {
			c <- i
		}
		time.Sleep(ms)
	}
}

func (h *Hub) Close() {
	h.wg.Wait()
	for _, c := range h.listeners {
		close(c)
	}
}

func TestX(t *testing.T) {
	h := &Hub{listeners: []chan int{make(chan int, 16), make(chan int, 16)}}
	h.Start()
	h.Close()
}
