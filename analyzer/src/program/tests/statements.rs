//! Scopes, several values at once, and the forms of `range`.

use super::check;

#[test]
fn define_shadows_in_an_inner_block_only() {
    check(
        "package m
func g() (string, bool) { return \"\", true }
func f(x int) {
	_ = x // number
	{
		x := true
		_ = x // bool
		{
			x, y := g()
			_ = x // string
			_ = y // bool
		}
		_ = x // bool
	}
	_ = x // number
}",
    );
}

#[test]
fn define_with_one_new_name_keeps_the_others() {
    check(
        "package m
type E struct{}
func one() (int, error) { return 0, nil }
func two() (string, *E) { return \"\", nil }
func f() {
	a, err := one()
	b, err := two()
	_ = a // number
	_ = b // string
	_ = err // error
	if c, err := two(); c != \"\" {
		_ = err // *E
	}
	_ = err // error
}",
    );
}

#[test]
fn the_right_side_of_define_sees_the_outer_name() {
    check(
        "package m
type T struct{ next *U }
type U struct{ n int }
func f(x *T) {
	{
		x := x.next
		_ = x.n // number @ U.n
	}
	_ = x.next // *U @ T.next
	var y = x
	{
		var y = y.next
		_ = y // *U
	}
	_ = y // *T
}",
    );
}

#[test]
fn the_header_of_an_if_is_seen_in_all_its_branches() {
    check(
        "package m
func g() (string, bool) { return \"\", true }
func f(v int) {
	if v, ok := g(); ok {
		_ = v // string
	} else if v := 'x'; v > 0 {
		_ = v // number
		_ = ok // bool
	} else {
		v := struct{ n int }{}
		_ = v.n // number
	}
	_ = v // number
}",
    );
}

#[test]
fn the_header_of_a_loop_is_around_its_body() {
    check(
        "package m
func f(i string, xs []bool) {
	for i := 0; i < 3; i++ {
		_ = i // number
		i := true
		_ = i // bool
	}
	_ = i // string
	for i, x := range xs {
		_ = i // number
		_ = x // bool
	}
	for _, i := range xs {
		_ = i // bool
	}
	_ = i // string
}",
    );
}

#[test]
fn each_clause_of_a_switch_is_a_scope() {
    check(
        "package m
func f(x string, ch chan *int) {
	switch x := 1; {
	case x > 0:
		x := true
		_ = x // bool
	default:
		_ = x // number
	}
	select {
	case x := <-ch:
		_ = x // *number
	case x, ok := <-ch:
		_ = x // *number
		_ = ok // bool
	default:
		_ = x // string
	}
	_ = x // string
}",
    );
}

#[test]
fn a_type_switch_binds_the_type_of_a_clause_with_one_type() {
    check(
        "package m
type A struct{ n int }
type B struct{ n string }
type I interface{ Get() bool }
func f(v any, i I) {
	switch v := v.(type) {
	case *A:
		_ = v.n // number @ A.n
	case A, B:
		_ = v // interface
	case I:
		_ = v.Get() // bool
	case nil:
		_ = v // interface
	case func(int) *B:
		_ = v(1).n // string @ B.n
	default:
		_ = v // interface
	}
	switch v := i.(type) {
	case interface{ I; Set() *A }:
		_ = v.Set().n // number @ A.n
		_ = v.Get() // bool
	default:
		_ = v.Get() // bool
	}
	_ = v // interface
}",
    );
}

#[test]
fn a_name_may_hide_a_package_a_type_or_a_predeclared_one() {
    check(
        "package m
import \"strings\"
type T struct{ n int }
func len(x *T) *T { return x }
func f(strings *T) {
	_ = strings.n // number @ T.n
	_ = len(strings) // *T
	T := \"\"
	_ = T // string
	nil := strings
	_ = nil // *T
}
func g() {
	_ = strings.Fields(\"\") // []string
	new := func(int) *T { return nil }
	_ = new(1) // *T
}",
    );
}

#[test]
fn a_closure_sees_what_is_declared_before_it() {
    check(
        "package m
func f(x int) {
	g := func(y string) bool {
		_ = x // number
		x := y
		_ = x // string
		return true
	}
	x, z := 1, g
	_ = x // number
	_ = z // func(string) (bool)
	func() {
		x := g
		_ = x(\"\") // bool
	}()
}",
    );
}

#[test]
fn a_call_gives_each_of_its_results() {
    check(
        "package m
type A struct{ n int }
func three() (*A, string, error) { return nil, \"\", nil }
type S struct{ a *A; e error }
func (s *S) two() (bool, []string) { return true, nil }
var pa, ps, pe = three()
func f(s *S) {
	a, b, err := three()
	_ = a.n // number @ A.n
	_ = b // string
	_ = err // error
	var c, d, e = three()
	_ = c // *A
	_ = d // string
	_ = e // error
	s.a, b, s.e = three()
	_, xs := s.two()
	_ = xs[0] // string
	two := s.two
	ok, ys := two()
	_ = ok // bool
	_ = ys // []string
	_ = pa.n // number @ A.n
	_ = ps // string
	_ = pe // error
}",
    );
}

#[test]
fn the_second_value_of_a_lookup_is_a_bool() {
    check(
        "package m
type A struct{ n int }
func f(m map[string]*A, c chan []A, v any, i interface{ Get() string }) {
	a, ok := m[\"\"]
	_ = a.n // number @ A.n
	_ = ok // bool
	b, ok2 := <-c
	_ = b // []A
	_ = ok2 // bool
	d, ok3 := v.(*A)
	_ = d.n // number @ A.n
	_ = ok3 // bool
	var e, ok4 = i.(A)
	_ = e.n // number @ A.n
	_ = ok4 // bool
	if x, found := m[\"x\"]; found {
		_ = x // *A
		_ = found // bool
	}
	one := m[\"\"]
	_ = one // *A
}",
    );
}

#[test]
fn a_call_may_be_all_arguments_of_another() {
    check(
        "package m
func pair() (string, bool) { return \"\", true }
func swap[A, B any](a A, b B) (B, A) { return b, a }
func both[T any](xs ...T) []T { return xs }
func ints() (int, int) { return 1, 2 }
type Box[T any] struct{ v T }
func box[T any](v T) *Box[T] { return nil }
func f() {
	x, y := swap(pair())
	_ = x // bool
	_ = y // string
	_ = both(ints()) // []number
	_ = box(box(\"\")).v.v // string
	xs, ys := swap(swap(pair()))
	_ = xs // string
	_ = ys // bool
}",
    );
}

#[test]
fn a_range_gives_what_it_ranges_over() {
    check(
        "package m
type A struct{ n int }
type List []*A
type Table map[string]List
func f(l List, t Table, arr [3]A, parr *[3]A, c <-chan *A, s string, n int64, pl *List) {
	for i, x := range l {
		_ = i // number
		_ = x // *A
	}
	for k, x := range t {
		_ = k // string
		_ = x // List
	}
	for k := range t {
		_ = k // string
	}
	for i, x := range arr {
		_ = i // number
		_ = x.n // number @ A.n
	}
	for i, x := range parr {
		_ = i // number
		_ = x.n // number @ A.n
	}
	for x := range c {
		_ = x // *A
	}
	for i, r := range s {
		_ = i // number
		_ = r // number
	}
	for i := range n {
		_ = i // number
	}
	for i := range 10 {
		_ = i // number
	}
	for _, x := range *pl {
		_ = x // *A
	}
	for range l {
		_ = l // List
	}
	var k string
	var v List
	for k, v = range t {
		_ = k // string
		_ = v[0].n // number @ A.n
	}
}",
    );
}

#[test]
fn a_range_over_a_function_gives_what_it_yields() {
    check(
        "package m
import (\"iter\"; \"maps\"; \"slices\")
type A struct{ n int }
type Tree[K comparable, V any] struct{}
func (t *Tree[K, V]) All() iter.Seq2[K, V] { return nil }
func (t *Tree[K, V]) Keys() iter.Seq[K] { return nil }
func own(yield func(*A) bool) {}
func none(yield func() bool) {}
func f(t *Tree[string, *A], m map[string][]A, two func(func(int, *A) bool)) {
	for k, v := range t.All() {
		_ = k // string
		_ = v.n // number @ A.n
	}
	for k := range t.Keys() {
		_ = k // string
	}
	for x := range own {
		_ = x // *A
	}
	for range none {
		_ = t // *Tree[string, *A]
	}
	for i, x := range two {
		_ = i // number
		_ = x // *A
	}
	for k, v := range maps.All(m) {
		_ = k // string
		_ = v // []A
	}
	for i, x := range slices.All(m[\"\"]) {
		_ = i // number
		_ = x // A
	}
	for x := range slices.Values(m[\"\"]) {
		_ = x.n // number @ A.n
	}
}",
    );
}

#[test]
fn a_type_parameter_has_what_its_constraint_says() {
    check(
        "package m
type A struct{ n int }
type Closer interface{ Close() error }
type Ptr[T any] interface{ *T; Closer; Get() T }
type List[E any] interface{ ~[]E }
func f[S ~[]E, E any](xs S, each func(E) *A) {
	for _, x := range xs {
		_ = each(x).n // number @ A.n
	}
	_ = xs[0] // F1
	g := func(e E) E { return xs[1] }
	_ = g // func(F1) (F1)
}
func h[T any, P Ptr[T], L List[*A]](p P, l L) {
	_ = p.Close() // error
	_ = p.Get() // F0
	_ = *p // F0
	_ = l[0].n // number @ A.n
}
type Box[C Closer] struct{ c C }
func (b *Box[D]) Close() error {
	_ = b.c // T0 @ Box.c
	_ = b.c.Close // func() (error) @ Closer.method
	return b.c.Close()
}
func circular[P Q, Q P](p P) {
	_ = p.n // ? @ Unknown
	_ = p[0] // ?
}",
    );
}

#[test]
fn a_generic_call_gives_what_its_arguments_bind() {
    check(
        "package m
type A struct{ n int }
func first[S ~[]E, E any](xs S) E { return xs[0] }
func keys[M ~map[K]V, K comparable, V any](m M) []K { return nil }
func alloc[T any, P interface{ *T; Reset() }](v T) P { return nil }
func none[T any]() T { panic(1) }
func two[A, B any](f func(A) B) (B, A) { panic(1) }
type Table map[string]A
var once = func(a *A) (*A, error) { return a, nil }
func f(as []*A, t Table) {
	_ = first(as).n // number @ A.n
	_ = keys(t) // []string
	_ = alloc(A{}).n // number @ A.n
	_ = none() // ?
	_ = none[*A]().n // number @ A.n
	b, a := two(func(s string) *A { return nil })
	_ = b.n // number @ A.n
	_ = a // string
	c, err := once(nil)
	_ = c.n // number @ A.n
	_ = err // error
}",
    );
}

#[test]
fn elements_of_literals_take_their_type_from_outside() {
    check(
        "package m
type A struct{ n int; sub map[string]*A }
func f() {
	_ = []*A{{n: 1}}[0].n // number @ A.n
	_ = map[string]A{\"\": {}}[\"\"].n // number @ A.n
	_ = [...]A{{}, {}}[1] // A
	_ = &A{sub: map[string]*A{\"\": {}}} // *A
	_ = map[A][]A{{}: {{}}} // map[A][]A
}",
    );
}
