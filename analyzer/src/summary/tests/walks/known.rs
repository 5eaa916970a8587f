//! What holds where something is known of what is called, of values, or of who else runs.

use super::{goroutines, locks, releases, waits};

#[test]
fn a_lock_behind_an_interface_is_that_of_the_only_implementation() {
    locks(
        "type Mutex interface { Lock(); Unlock() }
type logged struct { sync.Mutex; n int }
func (l *logged) Lock() { l.Mutex.Lock(); l.n++ }
type T struct { mu Mutex }
func (s *S) Close(t *T) {
	t.mu.Lock()
	s.f = 1 // t.mu.Mutex
	t.mu.Unlock()
	s.f = 2 // -
}",
    );
}

#[test]
fn a_goroutine_runs_from_its_start_on() {
    goroutines(
        "func (s *S) start() { go s.work() }
func (s *S) Close() {
	s.f = 1 // -
	go s.work()
	s.f = 2 // 1
	if use(s) {
		s.start()
		s.f = 3 // 2
	}
	s.f = 4 // 2
	for use(s) {
		s.f = 5 // 3
		go s.work()
	}
	s.f = 6 // 3
}",
    );
}

#[test]
fn a_deferred_start_comes_at_the_end() {
    goroutines(
        "func (s *S) Close() {
	defer func() {
		s.f = 1 // 1
	}()
	defer func() { go s.work() }()
	s.f = 2 // -
}",
    );
}

#[test]
fn a_method_of_a_type_that_is_not_in_the_tree_waits_by_its_name() {
    waits(
        "func (s *S) Close() {
	s.far.Waiters()
	s.f = 1 // -
	s.far.SignalAndWait()
	s.f = 2 // Group s.far
}",
    );
    releases(
        "func (s *S) Close() {
	s.far.Done()
	s.f = 1 // Done s.far
}",
    );
}

#[test]
fn a_goroutine_started_where_a_variable_was_not_nil_does_not_run_where_it_is() {
    goroutines(
        "func (s *S) Close() {
	hook := s.hook
	if hook != nil {
		go s.work()
	}
	s.f = 1 // 1
	if hook == nil {
		s.f = 2 // -
	}
	if hook != nil {
		s.f = 3 // 1
	}
	hook = s.hook
	if hook == nil {
		s.f = 4 // 1
	}
}",
    );
    goroutines(
        "func (s *S) Close() {
	hook := s.hook
	if hook != nil {
		go s.work()
	}
	func() { hook = nil }()
	if hook == nil {
		s.f = 1 // 1
	}
}",
    );
}

#[test]
fn what_is_unlocked_was_locked() {
    locks(
        "func (s *S) Close() {
	s.f = 1 // s.other
	s.mu.Lock()
	s.mu.Unlock()
	<-s.done
	s.f = 2 // s.mu, s.other
	s.mu.Unlock()
	s.f = 3 // s.other
	s.other.Unlock()
	s.f = 4 // -
}",
    );
}

#[test]
fn a_flag_tells_where_a_goroutine_was_started() {
    goroutines(
        "func (s *S) Close() {
	working := false
	if use(s) {
		working = true
		go s.work()
	}
	s.f = 1 // 1
	if !working {
		s.f = 2 // -
	}
	working = use(s)
	if !working {
		s.f = 3 // 1
	}
}",
    );
    goroutines(
        "func (s *S) Close() {
	working := false
	defer func() {
		if !working {
			s.f = 1 // -
		}
		s.f = 2 // 1
	}()
	if use(s) {
		return
	}
	working = true
	go s.work()
}",
    );
}

#[test]
fn a_channel_of_one_place_is_a_lock_for_whoever_takes_what_is_in_it() {
    locks(
        "type T struct{ one chan *S }
var t = &T{}
func (t *T) make(s *S) {
	t.one = make(chan *S, 1)
	t.one <- s
}
func (s *S) Close() {
	t.make(s)
	s.f = 1 // -
	taken := <-t.one
	s.f = 2 // t.one
	t.one <- taken
	s.f = 3 // -
}",
    );
    // Whoever puts something in has the lock.
    locks(
        "type T struct{ one chan int }
var t = &T{one: make(chan int, 1)}
func (s *S) Close() {
	s.f = 1 // -
	t.one <- 1
	s.f = 2 // t.one
	<-t.one
	s.f = 3 // -
}",
    );
}
