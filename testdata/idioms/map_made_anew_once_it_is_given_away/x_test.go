package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type List struct {
	items map[int]int
}

func NewList() *List { return &List{items: make(map[int]int)} }

func (l *List) Put(key int) { l.items[key] = key }

func (l *List) Forward() {
	for range 3 {
		use(len(l.items))
		time.Sleep(ms)
	}
}

func work(lists map[string]*List, done chan struct{}) {
	for _, l := range lists {
		l.Forward()
	}
	close(done)
}

// loop gives the map that it has filled to a goroutine and fills another one.
func loop() {
	var done chan struct{}
	lists := make(map[string]*List)
	for i := range 6 {
		if i%3 == 2 {
			done = make(chan struct{})
			go work(lists, done)
			lists = make(map[string]*List)
		}
		if _, ok := lists["a"]; !ok {
			lists["a"] = NewList()
		}
		lists["a"].Put(i)
		time.Sleep(ms)
	}
	<-done
}

func TestX(t *testing.T) {
	loop()
	time.Sleep(5 * ms)
}
