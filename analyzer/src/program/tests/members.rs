//! Promotion: the shallowest wins, and none if two are equally shallow.

use super::check;

#[test]
fn the_shallowest_field_wins() {
    check(
        "package m
type Deep struct{ n int; only bool }
type Mid struct{ Deep }
type Near struct{ n string }
type Top struct{ Mid; Near }
type Own struct{ Top; n *Own }
func f(t Top, p *Top, o Own) {
	_ = t.n // string @ Near.n via Near
	_ = p.n // string @ Near.n via Near
	_ = t.only // bool @ Deep.only via Mid.Deep
	_ = o.n // *Own @ Own.n
	_ = o.Top.n // string @ Near.n via Near
	_ = o.Mid.n // number @ Deep.n via Deep
}",
    );
}

#[test]
fn two_at_one_depth_are_ambiguous() {
    check(
        "package m
type A struct{ n int }
type B struct{ n string }
type Both struct{ A; B }
type Outer struct{ Both; C }
type C struct{ D }
type D struct{ n bool }
type E struct{ Both; F }
type F struct{ n bool }
func f(b Both, o Outer, e E) {
	_ = b.n // ? @ Unknown
	_ = b.A.n // number @ A.n
	_ = o.n // ? @ Unknown
	_ = e.n // bool @ F.n via F
}",
    );
}

#[test]
fn one_type_embedded_twice_at_one_depth_is_ambiguous() {
    check(
        "package m
type Leaf struct{ n int }
type L struct{ Leaf }
type R struct{ *Leaf }
type Both struct{ L; R }
type Near struct{ Both; n string }
func f(b Both, n Near) {
	_ = b.n // ? @ Unknown
	_ = b.L.n // number @ Leaf.n via Leaf
	_ = n.n // string @ Near.n
}",
    );
}

#[test]
fn a_method_and_a_field_at_one_depth_are_ambiguous() {
    check(
        "package m
type A struct{ x int }
type B struct{}
func (B) x() string { return \"\" }
type Both struct{ A; B }
type Over struct{ Both }
func (*Over) x() bool { return true }
func f(b Both, o *Over) {
	_ = b.x // ? @ Unknown
	_ = o.x // func() (bool) @ (*Over).x
	_ = o.x() // bool
}",
    );
}

#[test]
fn a_method_hides_a_deeper_field_and_a_field_a_deeper_method() {
    check(
        "package m
type Base struct{ stop chan int }
func (b *Base) Close() error { return nil }
type Method struct{ Base }
func (m Method) stop() {}
type Field struct{ *Base; Close func() int }
func f(m *Method, d Field) {
	_ = m.stop // func() () @ Method.stop
	_ = m.Base.stop // chan number @ Base.stop
	_ = m.Close() // error
	_ = m.Close // func() (error) @ (*Base).Close via Base
	_ = d.Close // func() (number) @ Field.Close
	_ = d.Close() // number
	_ = d.stop // chan number @ Base.stop via Base
}",
    );
}

#[test]
fn pointers_and_interfaces_are_embedded_as_well() {
    check(
        "package m
type Conn interface{ Close() error; Name() string }
type Base struct{ Conn; n int }
type Svc struct{ *Base }
func f(s *Svc, pp **Svc) {
	_ = s.n // number @ Base.n via Base
	_ = s.Name() // string
	_ = s.Name // func() (string) @ Conn.method via Base.Conn
	_ = (*pp).n // number @ Base.n via Base
	_ = pp.n // ? @ Unknown
}",
    );
}

#[test]
fn an_embedded_alias_has_its_own_name() {
    check(
        "package m
type Base struct{ n int }
type Alias = Base
type Svc struct{ Alias }
func f(s Svc) {
	_ = s.n // number @ Base.n via Alias
	_ = s.Alias // Base @ Svc.Alias
}",
    );
}

#[test]
fn a_generic_base_gets_its_arguments() {
    check(
        "package m
type Box[T any] struct{ v T; next *Box[T] }
func (b *Box[T]) Get() T { return b.v }
type Pair[K comparable, V any] struct{ Box[V]; key K }
func f(p *Pair[string, *int], b Box[[]bool]) {
	_ = p.v // *number @ Box.v via Box
	_ = p.key // string @ Pair.key
	_ = p.Get() // *number
	_ = b.next.next.v // []bool
}",
    );
}

#[test]
fn a_type_declared_from_another_has_its_fields_but_not_its_methods() {
    check(
        "package m
type Base struct{ n int }
func (b Base) Get() int { return b.n }
type Copy Base
type Emb struct{ Copy }
func f(c Copy, e Emb) {
	_ = c.n // number @ Base.n
	_ = c.Get // ? @ Unknown
	_ = e.n // number @ Base.n via Copy
}",
    );
}

#[test]
fn embedding_may_be_circular() {
    check(
        "package m
type A struct{ *B; a int }
type B struct{ *A; b string }
func f(x A) {
	_ = x.b // string @ B.b via B
	_ = x.a // number @ A.a
	_ = x.none // ? @ Unknown
}",
    );
}

#[test]
fn an_unexported_name_belongs_to_its_package() {
    check(
        "-- base/base.go --
package base
type Base struct{ n int; Shown bool }
func (b *Base) close() error { return nil }
-- m/m.go --
package m
import \"base\"
type Own struct{ n string }
func (o *Own) close() int { return 0 }
type Svc struct{ base.Base; Own }
type Near struct{ base.Base; mid }
type mid struct{ Own }
func f(s *Svc, n *Near) {
	_ = s.n // string @ Own.n via Own
	_ = s.close() // number
	_ = s.Shown // bool @ Base.Shown via Base
	_ = n.n // string @ Own.n via mid.Own
}",
    );
}
