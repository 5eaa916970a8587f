package x

import (
	"sync"
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type Lazy struct {
	load func()
	tab  map[int]int
}

func New() *Lazy {
	l := &Lazy{}
	l.load = sync.OnceFunc(func() { l.tab = map[int]int{1: 1} })
	return l
}

func (l *Lazy) Start() {
	for i := 0; i < 4; i++ {
		go func() {
			l.load()
			use(l.tab[1])
		}()
	}
}

func (l *Lazy) Close() {
	l.load()
	use(l.tab[1])
}

func TestX(t *testing.T) {
	l := New()
	l.Start()
	l.Close()
	time.Sleep(4 * ms)
}
