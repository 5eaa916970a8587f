//! `iterator-close`: the end of an object's life against its goroutines.

use analyzer::RootKind;
use closerace_analyzer as analyzer;

use crate::rule::{ACCESSES, CellScope, Claim, Level, ORIGINS, Precision, Rule, WRITES};
use crate::wording::Words;

pub(crate) static RULE: Rule = Rule {
    id: "iterator-close",
    name: "IteratorClose",
    title: "Close writes a field that a running goroutine still uses",
    level: Level::Error,
    precision: Precision::Medium,
    enabled_by_default: true,
    since: "0.1.0",
    claim: Claim {
        cells: CellScope::Shared,
        roots: &[RootKind::EndOfLife],
        teardown: WRITES,
        goroutine: ACCESSES,
        origins: ORIGINS,
    },
    message,
    docs: DOCS,
};

fn message(words: &Words) -> String {
    let Words { cells, is, done, teardown, goroutine, does, .. } = words;
    format!("{cells} {is} {done} by {teardown} while the {goroutine} may still {does}")
}

const DOCS: &str = r#"## What it reports

A field, a whole struct or a package variable that is written at the end of an object's life, in `Close`, `Stop`,
`Shutdown`, `Destroy` and their like, while a goroutine may still read or write it,
and nothing makes the one happen before the other.

## Why it is bad

The goroutine may see the old value, the new one, or half of each. A field that `Close` sets to nil is dereferenced by a
goroutine that has just checked it; a map that is replaced or cleared while it is read ends the program with a fatal
error that no `recover` stops. Closing a channel or cancelling a context does not help: it asks the goroutine to end and
returns at once.

## Example

```go
package rows

// Iterator reads rows ahead of its user.
type Iterator struct {
	buffer []string
	out    chan string
	stop   chan struct{}
}

// Open starts to read ahead.
func Open(lines []string) *Iterator {
	it := &Iterator{buffer: lines, out: make(chan string), stop: make(chan struct{})}
	go it.prefetch()
	return it
}

func (it *Iterator) prefetch() {
	for i := 0; i < len(it.buffer); i++ {
		select {
		case <-it.stop:
			return
		case it.out <- it.buffer[i]:
		}
	}
}

// Close asks the goroutine to end and does not wait for it.
func (it *Iterator) Close() {
	close(it.stop)
	it.buffer = nil
}
```

## Use instead

Wait for the goroutine between the signal and the write.

```go
package rows

import "sync"

// Iterator reads rows ahead of its user.
type Iterator struct {
	buffer []string
	out    chan string
	stop   chan struct{}
	wg     sync.WaitGroup
}

// Open starts to read ahead.
func Open(lines []string) *Iterator {
	it := &Iterator{buffer: lines, out: make(chan string), stop: make(chan struct{})}
	it.wg.Add(1)
	go it.prefetch()
	return it
}

func (it *Iterator) prefetch() {
	defer it.wg.Done()
	for i := 0; i < len(it.buffer); i++ {
		select {
		case <-it.stop:
			return
		case it.out <- it.buffer[i]:
		}
	}
}

// Close ends the goroutine, then drops the buffer.
func (it *Iterator) Close() {
	close(it.stop)
	it.wg.Wait()
	it.buffer = nil
}
```

## Limits

What a goroutine runs through reflection, assembly or a value that cannot be resolved is not seen. A wait that is hidden
in such a call is not seen either; a finding after one is reported with less confidence.
"#;
