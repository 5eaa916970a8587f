//go:build linux

// Package rich has one of everything.
package rich

import (
	"context"
	str "strings"
	. "sync"
	_ "unsafe"
)

const (
	A Kind = iota
	B
	C, D = 1 << iota, "x" + `y`
)

var (
	global, other = pair[int, string](1, "2")
	table         = map[string]func(int) error{"a": func(n int) error { return nil }, "b": nil}
)

type (
	Kind  uint8
	Alias = Set[string]
	Set[K comparable] struct {
		Mutex
		*Once
		items  map[K]struct{} `json:"items"`
		a, b   [4]chan<- int
		inner  struct{ ch <-chan error }
		nested *Set[K]
	}
	Number interface {
		~int | ~float64
	}
	Runner interface {
		Run(ctx context.Context, args ...any) (err error)
		Closer
	}
)

func external(x int) int

func pair[T any, U Number | string](a T, b U) (T, U) { return a, b }

func (s *Set[K]) Start(ctx context.Context, handlers ...func(K)) (n int, err error) {
	s.Lock()
	defer s.Unlock()
	ctx, cancel := context.WithCancel(ctx)
	for i, h := range handlers {
		go func(h func(K)) {
			defer cancel()
			for k := range s.items {
				h(k)
				n += i
			}
		}(h)
		go s.table[i](ctx)
	}
	if v, ok := s.items[*new(K)]; ok {
		_ = v
	} else if x := len(s.items); x > 3 && !ok || x<<2 == 0x10 {
		return x, nil
	} else {
		goto done
	}
loop:
	for i := 0; i < 10; i++ {
		select {
		case v, ok := <-s.inner.ch:
			if !ok {
				break loop
			}
			err = v
		case s.a[0] <- i:
			continue loop
		case <-ctx.Done():
			return
		default:
			s.nested.items, s.b[1] = nil, make(chan<- int, i*2)
		}
	}
	switch y := any(s).(type) {
	case nil, *Set[int]:
		_ = y
	case interface{ Close() error }:
		y.Close()
	default:
		panic(y)
	}
	switch x := str.ToUpper("é\n"); {
	case x == "", x != "a":
		fallthrough
	case true:
		n++
	}
	var p, q = &Set[int]{items: map[int]struct{}{1: {}, 2: {}}}, [...]int{0: 1, 2}
	*p, q[0] = Set[int]{}, q[1:2:3][0]
	type local struct{ next *local }
	const size = 3 * 'a'
	l := local{next: &local{}}
	l.next.next = (*local)(nil)
	for range size {
		s.nested.nested.a[0] <- <-s.a2
	}
done:
	return n &^ 1, err.(error)
}
