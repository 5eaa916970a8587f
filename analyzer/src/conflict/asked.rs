//! What pairing asks of a function that nobody calls. Of most tests, say, it is nothing, and they are what summaries of a
//! large program mostly consist of.

use std::sync::OnceLock;

use super::effects::{Effects, Touched, touched_by};
use super::{Asked, callers, tail};
use crate::Claims;
use crate::conflict::model::Confidence;
use crate::program::FuncId;
use crate::summary::domain::{Root, Summary, Val};
use crate::summary::{Asking, Context, Extent};
use crate::threads::{Homes, leaves_to_callers};

/// What pairing asks of functions that nobody calls.
pub(crate) struct Questions {
    claims: Claims,
    min_confidence: Confidence,
    /// Those of the functions that were summarised before.
    homes: Homes,
    /// What each function hands up.
    offers: Vec<OnceLock<Offer>>,
}

/// What a function hands up to a caller that nobody calls.
#[derive(Default)]
struct Offer {
    /// Whether it leaves a goroutine to its callers to be judged.
    leaves: bool,
    effects: Effects,
    /// What each of its goroutines touches.
    touched: Vec<Touched>,
    /// Whether it calls functions in fields, of which its callers may know what they are.
    calls_fields: bool,
    /// Whether objects that it hands up have functions in their fields that start goroutines.
    has_starters: bool,
    /// The functions that it returns.
    returned: Vec<FuncId>,
}

impl Questions {
    pub(crate) fn new(cx: &Context<'_>, claims: Claims, min_confidence: Confidence) -> Self {
        let offers = (0..cx.program.funcs.len()).map(|_| OnceLock::new()).collect();
        Self { claims, min_confidence, homes: Homes::default(), offers }
    }

    fn asked<'c, 'p>(&self, cx: &'c Context<'p>) -> Asked<'c, 'p> {
        Asked { cx, claims: self.claims, min_confidence: self.min_confidence }
    }

    fn offer(&self, cx: &Context<'_>, func: FuncId) -> &Offer {
        self.offers[func.index()].get_or_init(|| {
            let Some(summary) = cx.summary(func) else { return Offer::default() };
            let returned = summary.results.iter().flat_map(Val::each).filter_map(|val| match val {
                Val::Func(returned) => Some(returned.func),
                _ => None,
            });
            let starts = |val: &Val| match val {
                Val::Func(func) => {
                    cx.summary(func.func).is_some_and(|summary| !summary.spawns.is_empty())
                }
                _ => false,
            };
            let mut in_fields = summary.fields.values().flatten().flat_map(|(_, val)| val.each());
            Offer {
                calls_fields: (summary.dyn_calls.iter()).any(|call| !call.target.hops().is_empty()),
                has_starters: in_fields.any(starts),
                leaves: leaves_to_callers(cx, func, summary),
                effects: Effects::of(self.asked(cx), func, summary),
                touched: (summary.spawns.iter().filter(|spawn| spawn.is_told()))
                    .map(|spawn| touched_by(cx, spawn))
                    .collect(),
                returned: returned.collect(),
            }
        })
    }

    /// What a function gets from those that it calls, and from those that these return, which it mostly calls.
    fn offers_to(&self, cx: &Context<'_>, func: FuncId) -> Vec<&Offer> {
        let mut offers: Vec<&Offer> = Vec::new();
        for &callee in &cx.graph.mentions[func.index()] {
            let offer = self.offer(cx, FuncId(callee));
            offers.push(offer);
            offers.extend(offer.returned.iter().map(|&returned| self.offer(cx, returned)));
        }
        offers
    }
}

impl Asking for Questions {
    fn extent(&self, cx: &Context<'_>, func: FuncId) -> Extent {
        let asked = self.asked(cx);
        if cx.graph.starters.contains(func.index()) {
            return Extent::Whole;
        }
        let offers = self.offers_to(cx, func);
        let meets =
            |touched| offers.iter().any(|offer| offer.effects.may_meet(asked, func, touched));
        let starts_through_fields = offers.iter().any(|offer| offer.calls_fields)
            && offers.iter().any(|offer| offer.has_starters);
        if starts_through_fields
            || offers.iter().any(|offer| offer.leaves || offer.touched.iter().any(meets))
        {
            Extent::Whole
        } else if starts_some(&offers) && is_asked_as_user(cx, func) {
            Extent::Uses
        } else if is_asked_as_caller(asked, func) {
            Extent::Calls
        } else {
            Extent::Own
        }
    }

    fn asks_more(&self, cx: &Context<'_>, func: FuncId, own: &Summary) -> bool {
        (own.acts || self.claims.teardown_reads)
            && tail::may_tell_own(self.asked(cx), func)
            && starts_some(&self.offers_to(cx, func))
    }

    fn asks(&self, cx: &Context<'_>, func: FuncId, summary: &Summary) -> bool {
        let asked = self.asked(cx);
        let is_home = self.homes.add(cx, func, summary);
        is_home
            || self.claims.captured && !summary.spawns.is_empty()
            || is_asked_as_caller(asked, func)
            || !summary.accesses.is_empty() && is_asked_as_user(cx, func)
            || tail::may_race(asked, func, summary)
    }
}

/// Whether goroutines are handed up.
fn starts_some(offers: &[&Offer]) -> bool {
    offers.iter().any(|offer| !offer.touched.is_empty())
}

/// Whether it is one of the callers that are asked how they call something.
fn is_asked_as_caller(asked: Asked<'_, '_>, func: FuncId) -> bool {
    let cx = asked.cx;
    cx.graph.mentions[func.index()].iter().any(|&callee| {
        (cx.lifted.contains(callee as usize) || cx.sited.contains(callee as usize))
            && callers::asked(cx, FuncId(callee)).contains(&func.0)
    })
}

/// Whether it is one of the callers of an exported method that are asked what that does to its receiver: beside goroutines
/// of theirs, for nothing else is kept of them.
fn is_asked_as_user(cx: &Context<'_>, func: FuncId) -> bool {
    cx.graph.mentions[func.index()].iter().map(|&callee| FuncId(callee)).any(|callee| {
        cx.is_user(func, callee)
            && cx.summary(callee).is_none_or(|summary| {
                let of_receiver = |root| root == Root::Param(0);
                summary.accesses.iter().any(|access| of_receiver(access.path.root))
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conflict::reach;
    use crate::{Names, fixture, threads};

    const SOURCE: &str = "
package m

type server struct {
	done  chan struct{}
	state int
	other int
}

func NewServer() *server {
	s := &server{done: make(chan struct{})}
	go func() { s.state++; <-s.done }()
	return s
}

func (s *server) Close()     { s.state = 0; close(s.done) }
func (s *server) resetState() { s.state = 1 }
func (s *server) resetOther() { s.other = 1 }

func starts()         { go run(nil) }
func givesFunction()  { run(func() {}) }
func run(f func())    { f() }
func setsNothing()    { println(NewServer() != nil) }
func setsItself()     { s := NewServer(); s.other = 1 }
func callsTeardown()  { s := NewServer(); s.Close() }
func meetsGoroutine() { s := NewServer(); s.resetState() }
func startsNothing()  { s := &server{}; s.resetOther() }
func usesMethod()     { s := NewServer(); println(s.State()) }
func startsByField()  { NewPool().Start() }
func asksNobody()     { println(len(`x`)) }

func (s *server) State() int { return s.state }

type pool struct{ run func(func()) }

func NewPool() *pool   { return &pool{run: func(f func()) { go f() }} }
func (p *pool) Start() { p.run(func() {}) }
";

    #[test]
    fn of_a_function_that_nobody_calls_as_much_is_looked_at_as_somebody_asks() {
        let program = fixture::program(SOURCE);
        let names = Names::default();
        let claims = Claims { teardown_reads: false, ..Claims::ALL };
        let mut cx = Context::new(
            &program,
            fixture::bodies(&program),
            &names,
            claims,
            reach(Confidence::Medium),
        );
        threads::ask(&mut cx, claims);
        cx.summarize_all(None, &true);
        let questions = Questions::new(&cx, claims, Confidence::Medium);
        let named = |name: &str| {
            let mut funcs = (0..program.funcs.len()).map(FuncId::new);
            funcs.find(|&func| program.display_name(func) == name).expect("a function of that name")
        };
        let extent = |name: &str| questions.extent(&cx, named(name));
        for (name, expected) in [
            ("starts", Extent::Whole),
            ("givesFunction", Extent::Whole),
            ("meetsGoroutine", Extent::Whole),
            ("callsTeardown", Extent::Whole),
            ("setsItself", Extent::Own),
            ("setsNothing", Extent::Own),
            ("startsNothing", Extent::Calls),
            ("usesMethod", Extent::Uses),
            ("startsByField", Extent::Whole),
            ("asksNobody", Extent::Own),
        ] {
            assert_eq!(extent(name), expected, "{name}");
        }
        let asks_more = |name: &str| {
            let func = named(name);
            questions.asks_more(&cx, func, cx.summary(func).expect("a summary"))
        };
        assert!(asks_more("setsItself"));
        assert!(!asks_more("setsNothing"));
    }
}
