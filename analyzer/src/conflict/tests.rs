//! Which of many pairs that tell one story is shown, and that many ways up are no cliff.

use super::model::{Cell, Confidence, Conflict};
use crate::summary::Context;
use crate::{Claims, Names, fixture, threads};

fn conflicts_in(source: &str, min_confidence: Confidence) -> Vec<Conflict> {
    let program = fixture::program(source);
    let claims = Claims::ALL;
    let bodies = fixture::bodies(&program);
    let mut cx = Context::new(&program, bodies, &Names::default(), claims, true);
    let teardowns = threads::teardowns(&cx);
    let lifted = threads::lifted(&cx, &teardowns);
    let sited = threads::sited(&cx, &lifted);
    cx.ask(teardowns.iter().map(|teardown| teardown.func), lifted, sited, claims);
    cx.summarize_all(None, &true);
    let origins = threads::origins(&cx);
    let text = &mut |_| Some(source.as_bytes().to_vec());
    super::conflicts(&cx, &origins, &teardowns, claims, min_confidence, None, text)
}

/// The conflicts on a field of this name.
fn on_field(source: &str, name: &str, min_confidence: Confidence) -> Vec<Conflict> {
    let mut conflicts = conflicts_in(source, min_confidence);
    conflicts.retain(|one| matches!(&one.cell, Cell::Field { field, .. } if field == name));
    conflicts
}

const SERVER: &str = "
package m

type Server struct{ conn *int }

func (s *Server) run() { use(s.conn) }
func (s *Server) Start() { go s.run() }
func (s *Server) Again() { go s.run() }
func (s *Server) Close() { s.conn = nil }

func use(*int) {}
";

#[test]
fn names_decide_which_of_two_equal_starts_is_shown() {
    let shown = |source: &str| -> Vec<String> {
        let conflicts = on_field(source, "conn", Confidence::Medium);
        conflicts.iter().map(|one| one.spawn.function.clone()).collect()
    };
    let [start, again] =
        ["func (s *Server) Start() { go s.run() }\n", "func (s *Server) Again() { go s.run() }\n"];
    let swapped = SERVER.replace(again, "").replace(start, &format!("{again}{start}"));
    assert_eq!(shown(SERVER), ["(*Server).Again"]);
    assert_eq!(shown(&swapped), ["(*Server).Again"]);
}

#[test]
fn the_surer_pair_is_shown_whatever_is_asked_for() {
    // The same goroutine is started for an object that it is only given, which is less sure.
    let given = "func start(s *Server) { go s.run() }\n\nfunc Every(all []*Server) {\n\tfor _, s := range all {\n\t\tstart(s)\n\t}\n}\n";
    let source = format!("{SERVER}\n{given}");
    let show = |conflicts: &[Conflict]| -> Vec<(String, Confidence)> {
        conflicts.iter().map(|one| (one.spawn.function.clone(), one.confidence)).collect()
    };
    let medium = show(&on_field(&source, "conn", Confidence::Medium));
    let low = show(&on_field(&source, "conn", Confidence::Low));
    assert_eq!(medium, [("(*Server).Again".to_owned(), Confidence::High)]);
    assert_eq!(low, medium);
}

#[test]
fn many_ways_up_are_not_all_looked_at() {
    // Eight functions on each of seven levels, each of which calls all of the level below: two million ways.
    let mut source = SERVER.replace("Close", "closeConn").replace("package m\n", "");
    for level in 0..7 {
        for own in 0..8 {
            source.push_str(&format!("func (s *Server) f{level}x{own}() {{\n"));
            for below in 0..8 {
                source.push_str(&match level {
                    0 => "\ts.closeConn()\n".to_owned(),
                    _ => format!("\ts.f{}x{below}()\n", level - 1),
                });
            }
            source.push_str("}\n");
        }
    }
    let source = format!("package m\n{source}");
    assert_eq!(on_field(&source, "conn", Confidence::Low).len(), 1);
}
