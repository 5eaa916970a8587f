package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Actor struct {
	cmds chan func(*Actor)
	tab  map[string]int
}

func New() *Actor {
	a := &Actor{cmds: make(chan func(*Actor), 4), tab: map[string]int{}}
	go a.loop()
	return a
}

func (a *Actor) loop() {
	for cmd := range a.cmds {
		cmd(a)
		use(len(a.tab))
	}
	a.tab = nil
}

func put(key string) func(*Actor) { return func(a *Actor) { a.tab[key]++ } }

func (a *Actor) Put(key string) { a.cmds <- put(key) }

func (a *Actor) Reset() { a.cmds <- func(a *Actor) { a.tab = map[string]int{} } }

func (a *Actor) Close() { close(a.cmds) }

func TestX(t *testing.T) {
	a := New()
	a.Put("a")
	a.Reset()
	a.Put("b")
	time.Sleep(2 * ms)
	a.Close()
	time.Sleep(2 * ms)
}
