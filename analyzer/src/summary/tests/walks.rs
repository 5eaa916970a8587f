//! What holds at each access of one function. Each test is Go source text, in which a comment says what holds at the
//! write on its line: `-` for nothing, else the locks, the waits, the releases or the goroutines, by what is asked.

mod known;

use super::super::domain::{Ctx, Path, Root};
use super::super::tables::Tables;
use super::super::{Context, FuncSet, Reach};
use crate::conflict::model::Operation;
use crate::fixture;
use crate::program::{FuncId, LocalId, Program};

/// The locks that are held, a read lock with `r` before it.
#[track_caller]
fn locks(text: &str) {
    check(text, |names, _, ctx| {
        let locks = ctx.locks.iter();
        list(locks.map(|lock| {
            format!("{}{}", if lock.shared { "r " } else { "" }, names.path(&lock.path))
        }))
    });
}

/// What was waited for, on every path; alternatives with `or`.
#[track_caller]
fn waits(text: &str) {
    check(text, |names, tables, ctx| {
        let clauses = tables.clauses(ctx.joined).map(|clause| {
            let joins: Vec<String> = clause
                .iter()
                .map(|join| format!("{:?} {}", join.kind, names.path(&join.path)))
                .collect();
            joins.join(" or ")
        });
        list(clauses)
    });
}

/// What may have been released.
#[track_caller]
fn releases(text: &str) {
    check(text, |names, tables, ctx| {
        let releases = tables.releases(ctx.released);
        list(releases.map(|release| format!("{:?} {}", release.kind, names.path(&release.path))))
    });
}

/// How many goroutines may have been started.
#[track_caller]
fn goroutines(text: &str) {
    check(text, |_, _, ctx| match ctx.spawned.len() {
        0 => "-".to_owned(),
        n => n.to_string(),
    });
}

fn list(items: impl Iterator<Item = String>) -> String {
    let mut items: Vec<String> = items.collect();
    items.sort();
    if items.is_empty() { "-".to_owned() } else { items.join(", ") }
}

/// Compares each comment with what `show` says of the writes on its line, in the summary of `Close`.
#[track_caller]
fn check(body: &str, show: impl Fn(&Names<'_>, &Tables, &Ctx) -> String) {
    let text = format!("{PRELUDE}{body}");
    let program = fixture::program(&text);
    let names = crate::Names::default();
    let mut cx =
        Context::new(&program, fixture::bodies(&program), &names, crate::Claims::ALL, Reach::ALL);
    let func = (0..program.funcs.len())
        .map(FuncId::new)
        .find(|&func| program.display_name(func) == "(*S).Close")
        .expect("a method Close");
    let none = FuncSet::new(program.funcs.len());
    cx.ask(std::iter::once(func), none.clone(), none, crate::Claims::ALL);
    cx.summarize_all(None, &true);
    let summary = cx.summary(func).expect("a summary");
    let names = Names { program: &program, func };
    let file = program.file_of(func);
    let mut wrong = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        let Some((_, want)) = line.split_once(" // ") else { continue };
        let mut seen: Vec<String> = summary
            .accesses
            .iter()
            .filter(|access| {
                access.op == Operation::Write
                    && file.facts.line_column(access.pos.start).0 == number
            })
            .map(|access| show(&names, &summary.tables, summary.ctx(access.ctx)))
            .collect();
        seen.sort();
        seen.dedup();
        if seen.join(" / ") != want {
            wrong.push(format!("{}: is {}", line.trim(), seen.join(" / ")));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// What every test has.
const PRELUDE: &str = "package m
import (\"sync\"; \"time\"; \"example.com/far\")
type C struct{ mu sync.Mutex; done chan int }
type S struct {
	mu, other sync.Mutex
	rw sync.RWMutex
	wg, wg2 sync.WaitGroup
	done, stop chan int
	results chan *C
	kids []*C
	timer *time.Timer
	far *far.Closer
	hook func()
	f, g, h int
}
func (s *S) work() { s.f++ }
func use(any) bool { return true }
// Somebody calls it, so that its summary keeps what its callers need.
var taken = (*S).Close
";

/// Paths as Go would write them.
struct Names<'p> {
    program: &'p Program,
    func: FuncId,
}

impl Names<'_> {
    fn path(&self, path: &Path) -> String {
        let mut text = match path.root {
            Root::Param(index) => {
                let facts = self.program.func_facts(self.func);
                let mut params = facts.recv.iter().chain(&facts.params);
                let var = params.nth(usize::from(index)).and_then(|param| param.var);
                var.map_or("_".to_owned(), |var| {
                    self.local(self.program.file_of(self.func).local_id(var))
                })
            }
            Root::Var(local) => self.local(local),
            Root::Global(global) => {
                self.program.name(self.program.globals[global.index()].name).to_owned()
            }
            Root::Fresh(_) => "new".to_owned(),
            Root::Result(_) => "result".to_owned(),
            Root::Unknown => "?".to_owned(),
        };
        for hop in path.hops() {
            match hop.as_field() {
                Some(field) => {
                    text.push('.');
                    text.push_str(self.program.name(self.program.fields[field.index()].name));
                }
                None => text.push_str(&format!("{hop:?}")),
            }
        }
        text
    }

    fn local(&self, local: LocalId) -> String {
        let file = self.program.file_of(self.func);
        let first = file.local_id(crate::syntax::facts::VarId::new(0)).index();
        let name = file.facts.locals[local.index() - first].name;
        self.program.name(name).to_owned()
    }
}

#[test]
fn a_lock_of_one_branch_is_not_held_after_it() {
    locks(
        "func (s *S) Close() {
	s.mu.Lock()
	if use(s) {
		s.other.Lock()
		s.f = 1 // s.mu, s.other
	} else {
		s.f = 2 // s.mu
	}
	s.f = 3 // s.mu
	if use(s) {
		s.mu.Unlock()
	}
	s.f = 4 // -
}",
    );
}

#[test]
fn a_branch_that_returns_takes_its_unlock_along() {
    locks(
        "func (s *S) Close() {
	s.mu.Lock()
	if use(s) {
		s.mu.Unlock()
		s.f = 1 // -
		return
	}
	s.f = 2 // s.mu
	switch {
	case s.f == 3:
		s.mu.Unlock()
		panic(1)
	case s.f == 4:
		s.g = 1 // s.mu
	}
	s.f = 3 // s.mu
	s.mu.Unlock()
	s.f = 4 // -
}",
    );
}

#[test]
fn a_lock_of_some_cases_is_not_held_after_the_switch() {
    locks(
        "func (s *S) Close(i any) {
	switch i {
	case 1:
		s.mu.Lock()
	case 2:
		s.mu.Lock()
		s.other.Lock()
	default:
		s.mu.Lock()
	}
	s.f = 1 // s.mu
	s.mu.Unlock()
	switch i.(type) {
	case int:
		s.mu.Lock()
	case string:
		s.mu.Lock()
	}
	s.f = 2 // -
	select {
	case <-s.done:
		s.rw.Lock()
	case s.stop <- 1:
		s.rw.RLock()
	}
	s.f = 3 // r s.rw
}",
    );
}

// What is unlocked was locked: the second round of the first loop comes to no end.
#[test]
fn a_lock_taken_in_a_loop_is_not_held_at_its_head() {
    locks(
        "func (s *S) Close() {
	s.mu.Lock()
	for use(s) {
		s.f = 1 // s.mu
		s.mu.Unlock()
		s.f = 2 // -
	}
	s.f = 3 // -
	s.rw.Lock()
	for use(s) {
		s.g = 1 // s.rw
		s.rw.Unlock()
		s.g = 2 // -
		s.rw.Lock()
		if use(s) {
			break
		}
	}
	s.g = 3 // s.rw
	for {
		if use(s) {
			s.other.Lock()
			break
		}
	}
	s.h = 1 // s.other, s.rw
}",
    );
}

#[test]
fn labels_lead_out_of_the_right_loop() {
    locks(
        "func (s *S) Close() {
outer:
	for use(s) {
		for use(s) {
			if use(s) {
				s.mu.Lock()
				break outer
			}
			if use(s) {
				continue outer
			}
			if use(s) {
				break
			}
			s.f = 1 // -
		}
	}
	s.f = 2 // -
again:
	for {
		for {
			if use(s) {
				s.mu.Lock()
				break again
			}
		}
	}
	s.f = 3 // s.mu
}",
    );
}

#[test]
fn a_lock_that_was_tried_is_held_where_it_was_got() {
    locks(
        "func (s *S) Close() {
	if s.mu.TryLock() {
		s.f = 1 // s.mu
		s.mu.Unlock()
	}
	s.f = 2 // -
	if !s.mu.TryLock() {
		s.f = 3 // -
		return
	}
	s.f = 4 // s.mu
	ok := s.rw.TryRLock()
	if ok && use(s) {
		s.g = 1 // r s.rw, s.mu
	} else {
		s.g = 2 // s.mu
	}
}",
    );
}

#[test]
fn a_deferred_unlock_comes_after_what_was_deferred_later() {
    locks(
        "func (s *S) Close() {
	defer func() {
		s.f = 1 // -
	}()
	s.mu.Lock()
	defer s.mu.Unlock()
	defer func() {
		s.f = 2 // s.mu
	}()
	s.f = 3 // s.mu
}",
    );
}

#[test]
fn a_deferred_unlock_of_one_branch_may_not_have_come() {
    locks(
        "func (s *S) Close() {
	s.mu.Lock()
	defer func() {
		s.f = 1 // -
	}()
	if use(s) {
		defer s.mu.Unlock()
		s.f = 2 // s.mu
		return
	}
	s.mu.Unlock()
	s.f = 3 // -
}",
    );
}

#[test]
fn a_deferred_wait_comes_before_what_was_deferred_earlier() {
    waits(
        "func (s *S) Close() {
	defer func() {
		s.f = 1 // Group s.wg
	}()
	defer s.wg.Wait()
	defer func() {
		s.f = 2 // -
	}()
	s.f = 3 // -
}",
    );
}

#[test]
fn a_wait_deferred_before_an_unlock_comes_after_it() {
    waits(
        "func (s *S) Close() {
	s.mu.Lock()
	defer s.wg.Wait()
	defer s.mu.Unlock()
	defer func() {
		s.f = 1 // -
	}()
	s.f = 2 // -
}
func (s *S) Stop() { s.f = 1 }",
    );
    locks(
        "func (s *S) Close() {
	s.mu.Lock()
	defer func() {
		s.f = 1 // -
	}()
	defer s.mu.Unlock()
	defer s.wg.Wait()
	defer func() {
		s.f = 2 // s.mu
	}()
}",
    );
}

#[test]
fn a_call_deferred_under_a_condition_may_not_come() {
    waits(
        "func (s *S) Close() {
	defer func() {
		s.f = 1 // -
	}()
	if use(s) {
		defer s.wg.Wait()
	}
	s.f = 2 // -
}",
    );
    waits(
        "func (s *S) Close() {
	defer func() {
		s.f = 1 // - / Group s.wg
	}()
	if use(s) {
		return
	}
	defer s.wg.Wait()
}",
    );
}

#[test]
fn a_call_deferred_in_a_loop_may_not_come() {
    waits(
        "func (s *S) Close() {
	defer func() {
		s.f = 1 // -
	}()
	for use(s) {
		defer s.wg.Wait()
	}
}",
    );
    releases(
        "func (s *S) Close() {
	defer func() {
		s.f = 1 // Close s.done
	}()
	for use(s) {
		defer close(s.done)
	}
	s.f = 2 // -
}",
    );
}

#[test]
fn what_is_deferred_last_is_released_first() {
    releases(
        "func (s *S) Close() {
	defer func() {
		s.f = 1 // Close s.done, Done s.wg
	}()
	defer s.wg.Done()
	defer func() {
		s.f = 2 // Close s.done
	}()
	defer close(s.done)
	s.f = 3 // -
}",
    );
}

#[test]
fn arguments_of_a_deferred_call_are_evaluated_at_once() {
    locks(
        "func (s *S) set(n int) int { s.f = n; return n }
func (s *S) Close() {
	defer use(s.setUnder())
	s.mu.Lock()
	defer s.mu.Unlock()
}
func (s *S) setUnder() int {
	s.f = 1 // -
	return 1
}",
    );
}

#[test]
fn a_wait_of_one_branch_is_none_after_it() {
    waits(
        "func (s *S) Close() {
	if use(s) {
		s.wg.Wait()
		s.f = 1 // Group s.wg
	} else {
		s.wg2.Wait()
	}
	s.f = 2 // Group s.wg or Group s.wg2
	if use(s) {
		<-s.done
	}
	s.f = 3 // Group s.wg or Group s.wg2
}",
    );
}

#[test]
fn a_wait_under_a_nil_check_is_that_or_the_check() {
    waits(
        "func (s *S) Close() {
	if s.done != nil {
		<-s.done
	}
	s.f = 1 // Receive s.done or IsNil s.done
	if s.stop == nil {
		return
	}
	<-s.stop
	s.f = 2 // Receive s.done or IsNil s.done, Receive s.stop
}",
    );
}

#[test]
fn a_receive_in_a_select_counts_in_its_case_only() {
    waits(
        "func (s *S) Close(t <-chan int) {
	select {
	case <-s.done:
		s.f = 1 // Receive s.done
	case <-t:
		s.f = 2 // Receive t
	}
	s.f = 3 // Receive s.done or Receive t
	select {
	case <-s.stop:
	default:
	}
	s.f = 4 // Receive s.done or Receive t
}",
    );
}

#[test]
fn a_channel_is_drained_unless_the_loop_may_be_left() {
    waits(
        "func (s *S) Close() {
	for range s.done {
		s.f = 1 // Receive s.done
	}
	s.f = 2 // Drain s.done
	for v := range s.stop {
		if v == 1 {
			break
		}
	}
	s.f = 3 // Drain s.done, Receive s.stop or Drain s.stop
}",
    );
}

#[test]
fn a_loop_over_parts_waits_for_each() {
    waits(
        "func (s *S) Close() {
	for _, kid := range s.kids {
		<-kid.done
	}
	s.f = 1 // Receive s.kids[].done
	for use(s) {
		<-s.done
	}
	s.f = 2 // Receive s.kids[].done
}",
    );
}

#[test]
fn a_helper_waits_for_its_caller() {
    waits(
        "func (s *S) drain(c chan int) { for range c {} }
func (s *S) join() { s.drain(s.done); s.wg.Wait() }
func (s *S) maybe() { if use(s) { s.wg2.Wait() } }
func (s *S) Close() {
	s.maybe()
	s.f = 1 // -
	s.join()
	s.f = 2 // Drain s.done, Group s.wg
	func() { <-s.stop }()
	s.f = 3 // Drain s.done, Group s.wg, Receive s.stop
}",
    );
}

#[test]
fn a_helper_may_lock_and_unlock_for_its_caller() {
    locks(
        "func (s *S) lock() { s.mu.Lock() }
func (s *S) unlock() { s.mu.Unlock() }
func (s *S) guard() func() { s.mu.Lock(); return s.mu.Unlock }
func (s *S) with(f func()) { s.mu.Lock(); defer s.mu.Unlock(); f() }
func (s *S) Close() {
	s.lock()
	s.f = 1 // s.mu
	s.unlock()
	s.f = 2 // -
	s.with(func() {
		s.f = 3 // s.mu
	})
	defer s.guard()()
	s.f = 4 // s.mu
}",
    );
}
