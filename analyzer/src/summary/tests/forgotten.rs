//! What is left of functions that nobody calls and nobody asks about.

use crate::fixture;
use crate::program::{FuncId, Program};
use crate::summary::domain::{ReleaseKind, Summary};
use crate::summary::{Context, FuncSet, Reach};

const SOURCE: &str = r#"
package m

import "sync"

type server struct {
	wg   sync.WaitGroup
	done chan struct{}
	n, m int
}

func (s *server) run() { s.n++; s.wg.Done() }

func drive(s *server) {
	s.wg.Add(1)
	go s.run()
	s.n = 1
	s.n = 2
	s.m = 0
	s.wg.Wait()
	close(s.done)
}
"#;

fn summary_of_drive(is_asked_about: bool, show: impl Fn(&Program, &Summary)) {
    let program = fixture::program(SOURCE);
    let names = crate::Names::default();
    let claims = crate::Claims::ALL;
    let mut cx = Context::new(&program, fixture::bodies(&program), &names, claims, Reach::ALL);
    let none = FuncSet::new(program.funcs.len());
    cx.ask(std::iter::empty(), none.clone(), none, claims);
    cx.summarize_all(None, &is_asked_about);
    let named = |name: &str| {
        let mut funcs = (0..program.funcs.len()).map(FuncId::new);
        funcs.find(|&func| program.display_name(func) == name).expect("a function of that name")
    };
    // What something calls or starts is kept in any case.
    assert!(!cx.summary(named("(*server).run")).expect("a summary").accesses.is_empty());
    show(&program, cx.summary(named("drive")).expect("a summary"));
}

#[test]
fn they_keep_what_they_release_after_what_wait_and_which_fields_they_set() {
    summary_of_drive(false, |program, summary| {
        assert!(summary.spawns.is_empty() && summary.names.is_empty() && summary.calls.is_empty());
        let fields: Vec<&str> = (summary.accesses.iter())
            .filter_map(|access| access.path.last_field())
            .map(|field| program.name(program.fields[field.index()].name))
            .collect();
        assert_eq!(fields, ["n"]);
        let [event] = &summary.releases[..] else { panic!("one release: {:?}", summary.releases) };
        assert_eq!(event.release.kind, ReleaseKind::Close);
        assert_eq!(summary.tables.clauses(summary.ctx(event.ctx).joined).count(), 1);
    });
}

#[test]
fn whoever_is_asked_about_keeps_all() {
    summary_of_drive(true, |_, summary| {
        assert_eq!(summary.spawns.len(), 1);
        assert!(summary.accesses.len() > 1);
        assert!(!summary.ctx(summary.releases[0].ctx).spawned.is_empty());
    });
}
