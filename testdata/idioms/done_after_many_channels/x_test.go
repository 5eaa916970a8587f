package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

type Hub struct {
	wg                                                      sync.WaitGroup
	a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s chan int
	last                                                    *int
}

func New() *Hub {
	c := func() chan int { return make(chan int, 8) }
	hub := &Hub{a: c(), b: c(), c: c(), d: c(), e: c(), f: c(), g: c(), h: c(), i: c(), j: c(), k: c(), l: c(),
		m: c(), n: c(), o: c(), p: c(), q: c(), r: c(), s: c(), last: new(int)}
	hub.wg.Add(1)
	go hub.run()
	return hub
}

func (h *Hub) run() {
	defer h.wg.Done()
	for i := 0; i < 4; i++ {
		h.a <- i
		h.b <- <-h.a
		h.c <- <-h.b
		h.d <- <-h.c
		h.e <- <-h.d
		h.f <- <-h.e
		h.g <- <-h.f
		h.h <- <-h.g
		h.i <- <-h.h
		h.j <- <-h.i
		h.k <- <-h.j
		h.l <- <-h.k
		h.m <- <-h.l
		h.n <- <-h.m
		h.o <- <-h.n
		h.p <- <-h.o
		h.q <- <-h.p
		h.r <- <-h.q
		h.s <- <-h.r
		*h.last += <-h.s
		time.Sleep(ms)
	}
}

func (h *Hub) Close() {
	h.wg.Wait()
	h.last = nil
}

func TestX(t *testing.T) {
	h := New()
	time.Sleep(2 * ms)
	h.Close()
}
