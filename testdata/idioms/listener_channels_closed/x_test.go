package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

type Hub struct{ listeners []chan int }

func (h *Hub) Start() { go h.dispatch() }

func (h *Hub) dispatch() {
	defer func() { recover() }()
	for i := 0; i < 8; i++ {
		for _, c := range h.listeners {
			c <- i // race:r
		}
		time.Sleep(ms)
	}
}

func (h *Hub) Close() {
	for _, c := range h.listeners {
		close(c) // race:w
	}
}

func TestX(t *testing.T) {
	h := &Hub{listeners: []chan int{make(chan int, 16), make(chan int, 16)}}
	h.Start()
	time.Sleep(4 * ms)
	h.Close()
	time.Sleep(8 * ms)
}
