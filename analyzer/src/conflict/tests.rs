//! Which of many pairs that tell one story is shown, and that many ways up are no cliff.

use super::model::{Cell, Confidence, Conflict};
use crate::summary::{Context, Reach};
use crate::{Claims, Names, fixture, threads};

fn conflicts_in(source: &str, min_confidence: Confidence) -> Vec<Conflict> {
    let program = fixture::program(source);
    let claims = Claims::ALL;
    let bodies = fixture::bodies(&program);
    let mut cx = Context::new(&program, bodies, &Names::default(), claims, Reach::ALL);
    let teardowns = threads::ask(&mut cx, claims);
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

/// A server whose method goes on until its end, in so many words.
fn server_with(method: &str, stop: &str) -> Vec<Confidence> {
    let source = format!(
        "package m\n\nimport \"net\"\n\ntype Server struct {{\n\tlistener net.Listener\n\tjobs chan int\n}}\n\n{method}\n\nfunc (s *Server) Stop() {{ {stop} }}\n\nfunc use(any) {{}}\n"
    );
    let found = on_field(&source, "listener", Confidence::Low);
    found.iter().map(|one| one.confidence).collect()
}

#[test]
fn whoever_stops_a_method_that_goes_on_meets_it() {
    let stop = "if s.listener != nil { s.listener.Close() }";
    let accepts = "func (s *Server) Serve(l net.Listener) {\n\ts.listener = l\n\tfor {\n\t\tc, err := l.Accept()\n\t\tif err != nil { return }\n\t\tuse(c)\n\t}\n}";
    let waits = "func (s *Server) Run(l net.Listener) {\n\ts.listener = l\n\tfor {\n\t\tselect {\n\t\tcase j := <-s.jobs: use(j)\n\t\t}\n\t}\n}";
    let inner = "func (s *Server) Serve(l net.Listener) {\n\ts.listener = l\n\ts.loop()\n}\n\nfunc (s *Server) loop() {\n\tfor { use(<-s.jobs) }\n}";
    let packets = "func (s *Server) Listen(l net.Listener) {\n\ts.listener = l\n\tfor {\n\t\tif readFromAny(l) != nil { return }\n\t}\n}\n\nfunc readFromAny(any) error { return nil }";
    for method in [accepts, waits, inner, packets] {
        assert_eq!(server_with(method, stop), [Confidence::Medium], "{method}");
    }
    // What comes after its end comes after what has ended it, mostly.
    let after = "func (s *Server) Serve(l net.Listener) {\n\tfor {\n\t\tc, err := l.Accept()\n\t\tif err != nil { break }\n\t\tuse(c)\n\t}\n\ts.listener = nil\n}";
    let ends = "func (s *Server) Serve(l net.Listener) {\n\ts.listener = l\n\tfor range 3 { use(<-s.jobs) }\n}";
    let next = "func (s *Server) Next(l net.Listener) {\n\ts.listener = l\n\tfor {\n\t\tif j := <-s.jobs; j > 0 { return }\n\t}\n}";
    let reads = "func (s *Server) Listen(l net.Listener) {\n\ts.listener = l\n\tfor {\n\t\tif readAll(l) != nil { return }\n\t}\n}\n\nfunc readAll(any) error { return nil }";
    for method in [after, ends, next, reads] {
        assert!(!server_with(method, stop).contains(&Confidence::Medium), "{method}");
    }
}

#[test]
fn flags_of_the_end_are_looked_at_on_other_threads() {
    let shown = |flag: &str, set: &str| -> Vec<Confidence> {
        let source = format!(
            "package m\n\ntype Cache struct {{\n\tstop chan int\n\t{flag} bool\n}}\n\nfunc (c *Cache) Get() bool {{ return c.{flag} }}\n\nfunc (c *Cache) Close() {{\n\tclose(c.stop)\n\tc.{flag} = {set}\n}}\n"
        );
        let found = on_field(&source, flag, Confidence::Low);
        found.iter().map(|one| one.confidence).collect()
    };
    assert_eq!(shown("isClosed", "true"), [Confidence::Medium]);
    assert_eq!(shown("stopped", "true"), [Confidence::Medium]);
    assert!(!shown("isDirty", "true").contains(&Confidence::Medium));
    assert!(!shown("isClosed", "false").contains(&Confidence::Medium));
}

#[test]
fn methods_of_what_an_open_package_hands_out_have_callers_that_are_not_seen() {
    let server = "-- m/internal/s/s.go --\npackage s\n\nimport \"net\"\n\ntype Server struct { listener net.Listener }\n\nfunc (s *Server) Serve(l net.Listener) {\n\ts.listener = l\n\tfor {\n\t\tif _, err := l.Accept(); err != nil { return }\n\t}\n}\n\nfunc (s *Server) Stop() {\n\tif s.listener != nil { s.listener.Close() }\n}\n";
    let shown = |result: &str| -> Vec<Confidence> {
        let source = format!(
            "package m\n\nimport \"m/internal/s\"\n\nfunc New() {result} {{ return nil }}\n{server}"
        );
        let found = on_field(&source, "listener", Confidence::Low);
        found.iter().map(|one| one.confidence).collect()
    };
    assert_eq!(shown("*s.Server"), [Confidence::Medium]);
    assert!(!shown("any").contains(&Confidence::Medium));
}
