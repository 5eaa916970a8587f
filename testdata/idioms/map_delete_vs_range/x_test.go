package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Hub struct{ subs map[int]string }

func (h *Hub) Start() {
	go func() {
		for i := 0; i < 8; i++ {
			for id, name := range h.subs { // race:r
				use(id, name)
			}
			time.Sleep(ms)
		}
	}()
}

func (h *Hub) Close() {
	for id := 0; id < 4; id++ {
		delete(h.subs, id) // race:w
	}
}

func TestX(t *testing.T) {
	h := &Hub{subs: map[int]string{0: "a", 1: "b", 2: "c", 3: "d"}}
	h.Start()
	time.Sleep(3*ms + ms/2)
	h.Close()
	time.Sleep(8 * ms)
}
