//! `tracker-reset`: setting an object up anew against its own goroutines.

use analyzer::{OriginKind, RootKind};
use closerace_analyzer as analyzer;

use crate::rule::{ACCESSES, CellScope, Claim, Level, Precision, Rule, WRITES};
use crate::wording::Words;

pub(crate) static RULE: Rule = Rule {
    id: "tracker-reset",
    name: "TrackerReset",
    title: "Reset writes a field that the object's own goroutine still uses",
    level: Level::Error,
    precision: Precision::Medium,
    enabled_by_default: true,
    since: "0.1.0",
    claim: Claim {
        cells: CellScope::Shared,
        roots: &[RootKind::ReInitialisation],
        teardown: WRITES,
        goroutine: ACCESSES,
        origins: &[OriginKind::Own],
    },
    message,
    docs: DOCS,
};

fn message(words: &Words) -> String {
    let Words { cells, is, done, teardown, goroutine, does, .. } = words;
    format!("{cells} {is} {done} by {teardown}, which sets the object up anew, while its {goroutine} may {does}")
}

const DOCS: &str = r#"## What it reports

A field, a whole struct or a package variable that is written when an object is set up anew, in `Reset`, `Clear`, `Init`
and their like, while a goroutine that the object itself has started may still read or write it, and nothing makes the
one happen before the other.

## Why it is bad

After a reset the object is used on, and so is its goroutine: the two meet not once, at the end, but on every reset.
What was counted for the round before is counted for the next one, a map that is replaced while it is written ends the
program, and a slice may be seen with the length of one array and the address of another.

## Example

```go
package tracker

// Tracker counts events.
type Tracker struct {
	counts map[string]int
	events chan string
}

// New starts to count.
func New() *Tracker {
	t := &Tracker{counts: make(map[string]int), events: make(chan string)}
	go t.run()
	return t
}

func (t *Tracker) run() {
	for event := range t.events {
		t.counts[event]++
	}
}

// Reset begins a new round.
func (t *Tracker) Reset() {
	t.counts = make(map[string]int)
}
```

## Use instead

Take one lock on both sides, or end and join the goroutine before the reset and start it again after.

```go
package tracker

import "sync"

// Tracker counts events.
type Tracker struct {
	mu     sync.Mutex
	counts map[string]int
	events chan string
}

// New starts to count.
func New() *Tracker {
	t := &Tracker{counts: make(map[string]int), events: make(chan string)}
	go t.run()
	return t
}

func (t *Tracker) run() {
	for event := range t.events {
		t.mu.Lock()
		t.counts[event]++
		t.mu.Unlock()
	}
}

// Reset begins a new round.
func (t *Tracker) Reset() {
	t.mu.Lock()
	t.counts = make(map[string]int)
	t.mu.Unlock()
}
```

## Limits

A reset that is only called before the goroutine is started is not reported if all its callers can be seen; of an
exported method, callers in other repositories cannot.
"#;
