//! From where goroutines that goroutines start are told of.

use super::{MAX_HOMES, Origin, origins};
use crate::fixture;
use crate::summary::{Context, FuncSet, Reach};

/// The goroutines of a source, each as its home and what it runs.
fn goroutines(source: &str) -> Vec<(String, String)> {
    let program = fixture::program(source);
    let claims = crate::Claims::ALL;
    let names = crate::Names::default();
    let mut cx = Context::new(&program, fixture::bodies(&program), &names, claims, Reach::ALL);
    let none = FuncSet::new(program.funcs.len());
    cx.ask(std::iter::empty(), none.clone(), none, claims);
    cx.summarize_all(None, &true);
    let told =
        |origin: &Origin| (program.display_name(origin.home), program.display_name(origin.entry));
    origins(&cx).iter().map(told).collect()
}

#[test]
fn a_goroutine_that_starts_itself_again_is_told_of_once() {
    let found = goroutines(
        "package m
type tree struct{ left *tree; n int }
func walk(t *tree) { t.n++; go walk(t.left) }
func Start(t *tree) { go walk(t) }
",
    );
    let expected = [("walk", "walk"), ("Start", "walk")];
    assert_eq!(found, expected.map(|(home, entry)| (home.to_string(), entry.to_string())));
}

#[test]
fn a_goroutine_of_a_goroutine_is_told_of_from_a_few_homes() {
    let mut source = String::from(
        "package m
type server struct{ n int }
func (s *server) conn() { s.n++ }
func (s *server) serve() { go s.conn() }
",
    );
    for number in 0..MAX_HOMES + 3 {
        source.push_str(&format!(
            "func Start{number}(s *server) {{ go func() {{ s.serve() }}() }}\n"
        ));
    }
    let found = goroutines(&source);
    let inner =
        |(home, entry): &&(String, String)| home.starts_with("Start") && entry == "(*server).conn";
    assert_eq!(found.iter().filter(inner).count(), MAX_HOMES);
    let outer =
        |(home, entry): &&(String, String)| home.starts_with("Start") && entry.contains("func");
    assert_eq!(found.iter().filter(outer).count(), MAX_HOMES + 3);
}
