//! `restart-reuse`: what a second start writes against the goroutine of the first.

use analyzer::RootKind;
use closerace_analyzer as analyzer;

use crate::rule::{ACCESSES, CellScope, Claim, Level, ORIGINS, Precision, Rule, WRITES};
use crate::wording::Words;

pub(crate) static RULE: Rule = Rule {
    id: "restart-reuse",
    name: "RestartReuse",
    title: "Start writes a field that the goroutine of an earlier start may still use",
    level: Level::Warning,
    precision: Precision::Medium,
    enabled_by_default: true,
    since: "0.1.0",
    claim: Claim {
        cells: CellScope::Shared,
        roots: &[RootKind::Restart],
        teardown: WRITES,
        goroutine: ACCESSES,
        origins: ORIGINS,
    },
    message,
    docs: DOCS,
};

fn message(words: &Words) -> String {
    let Words { cells, is, done, teardown, goroutine, does, .. } = words;
    format!("{cells} {is} {done} by {teardown} while the {goroutine} of an earlier start may still {does}")
}

const DOCS: &str = r#"## What it reports

A field or a whole struct that `Start`, `Open`, `Run` or the like writes before it starts a goroutine, and that the
goroutine of an earlier start may still use, because what stops it (`Stop`, `Close` and their like) only asks it to end. It is reported
if the object can be started again: some function stops it and starts it, or the stop sets the flag back that keeps a second
start out.

## Why it is bad

The goroutine of the first run picks up what belongs to the second: it looks at the new stop channel and never ends, or works on a
buffer that is no longer its own.

## Example

```go
package poll

import "time"

// Poller polls until it is stopped.
type Poller struct {
	stop chan struct{}
}

// Start begins to poll.
func (p *Poller) Start() {
	p.stop = make(chan struct{})
	go p.run()
}

func (p *Poller) run() {
	for {
		select {
		case <-p.stop:
			return
		case <-time.After(time.Second):
		}
	}
}

// Stop asks the goroutine to end.
func (p *Poller) Stop() {
	close(p.stop)
}

// Restart begins anew.
func (p *Poller) Restart() {
	p.Stop()
	p.Start()
}
```

## Use instead

Wait for the goroutine when it is stopped.

```go
package poll

import "time"

// Poller polls until it is stopped.
type Poller struct {
	stop chan struct{}
	done chan struct{}
}

// Start begins to poll.
func (p *Poller) Start() {
	p.stop = make(chan struct{})
	p.done = make(chan struct{})
	go p.run()
}

func (p *Poller) run() {
	defer close(p.done)
	for {
		select {
		case <-p.stop:
			return
		case <-time.After(time.Second):
		}
	}
}

// Stop ends the goroutine.
func (p *Poller) Stop() {
	close(p.stop)
	<-p.done
}

// Restart begins anew.
func (p *Poller) Restart() {
	p.Stop()
	p.Start()
}
```

## Limits

The start must be a method that holds the `go` statement or calls what does, and the stop a method of the same type. Who stops an
object and starts it again is looked for in one function.
"#;
