//! `killer-signal`: setting an object up anew against goroutines that signal or inspect it from outside.

use analyzer::{OriginKind, RootKind};
use closerace_analyzer as analyzer;

use crate::rule::{ACCESSES, CellScope, Claim, Level, Precision, Rule, WRITES};
use crate::wording::Words;

pub(crate) static RULE: Rule = Rule {
    id: "killer-signal",
    name: "KillerSignal",
    title: "Reset writes a field that a goroutine from elsewhere reads to signal or inspect the object",
    level: Level::Error,
    precision: Precision::Medium,
    enabled_by_default: true,
    since: "0.1.0",
    claim: Claim {
        cells: CellScope::Shared,
        roots: &[RootKind::ReInitialisation],
        teardown: WRITES,
        goroutine: ACCESSES,
        origins: &[OriginKind::Foreign, OriginKind::Caller],
    },
    message,
    docs: DOCS,
};

fn message(words: &Words) -> String {
    let Words { cells, is, done, teardown, goroutine, does, elsewhere, .. } = words;
    format!("{cells} {is} {done} by {teardown}, which sets the object up anew, while the {goroutine}{elsewhere} may {does}")
}

const DOCS: &str = r#"## What it reports

A field, a whole struct or a package variable that is written when an object is set up anew, in `Reset`, `Clear`, `Init`
and their like, while a goroutine that was started elsewhere reaches the object, to kill it, signal it or look at it, and
nothing makes the one happen before the other.

## Why it is bad

The one who signals does not know in which round of its life the object is. The signal reads the fields of one
round and acts on the next: the wrong statement is killed, a callback that has just been taken away is called, or the
signal is lost.

## Example

```go
package session

import "time"

// Session runs one statement after the other.
type Session struct {
	cancel func()
}

// Reset prepares the session for its next statement.
func (s *Session) Reset(cancel func()) {
	s.cancel = cancel
}

// Kill ends the running statement.
func (s *Session) Kill() {
	if s.cancel != nil {
		s.cancel()
	}
}

// Server owns a session and limits the time of its statements.
type Server struct {
	session *Session
}

// NewServer starts to watch the session.
func NewServer() *Server {
	server := &Server{session: &Session{}}
	go server.watch()
	return server
}

func (server *Server) watch() {
	for range time.Tick(time.Minute) {
		server.session.Kill()
	}
}

// Execute begins a statement.
func (server *Server) Execute(cancel func()) {
	server.session.Reset(cancel)
}
```

## Use instead

Guard the fields that a signal reads with a lock, or keep them in one atomic pointer that a reset replaces.

```go
package session

import (
	"sync"
	"time"
)

// Session runs one statement after the other.
type Session struct {
	mu     sync.Mutex
	cancel func()
}

// Reset prepares the session for its next statement.
func (s *Session) Reset(cancel func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cancel = cancel
}

// Kill ends the running statement.
func (s *Session) Kill() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cancel != nil {
		s.cancel()
	}
}

// Server owns a session and limits the time of its statements.
type Server struct {
	session *Session
}

// NewServer starts to watch the session.
func NewServer() *Server {
	server := &Server{session: &Session{}}
	go server.watch()
	return server
}

func (server *Server) watch() {
	for range time.Tick(time.Minute) {
		server.session.Kill()
	}
}

// Execute begins a statement.
func (server *Server) Execute(cancel func()) {
	server.session.Reset(cancel)
}
```

## Limits

That the two sides hold the same object is often known by its type alone; such findings have low confidence and are
shown with `--min-confidence low`.
"#;
