package x

import (
	"testing"
	"time"
)

const ms = time.Millisecond

//go:noinline
func use(...any) {}

type stats struct{ n int }

type stmt struct{ stats *stats }

type vars struct {
	slots   [2]stmt
	current *stmt
}

type session interface{ Vars() *vars }

type userSession struct{ v vars }

func (s *userSession) Vars() *vars { return &s.v }

type innerSession struct{ v *vars }

func (s *innerSession) Vars() *vars { return s.v }

func (v *vars) next() *stmt {
	sc := &v.slots[0]
	if sc == v.current {
		sc = &v.slots[1]
	}
	return sc
}

func ResetStmt(s session) {
	v := s.Vars()
	sc := v.next()
	sc.stats = &stats{}
	v.current = sc
}

type reader struct {
	s    session
	done chan struct{}
}

func (r *reader) Start() {
	r.done = make(chan struct{})
	started := make(chan struct{})
	go func() {
		defer close(r.done)
		sc := r.s.Vars().current
		close(started)
		time.Sleep(1 * ms)
		use(sc.stats)
	}()
	<-started
}

func TestX(t *testing.T) {
	for _, s := range []session{&userSession{}, &innerSession{v: &vars{}}} {
		ResetStmt(s)
		r := &reader{s: s}
		r.Start()
		<-r.done
		ResetStmt(s)
		ResetStmt(s)
	}
}
