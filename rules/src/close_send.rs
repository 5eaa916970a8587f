//! `close-send`: closing a channel on which a goroutine may still send.

use analyzer::Operation;
use closerace_analyzer as analyzer;

use crate::rule::{CellScope, Claim, Level, ORIGINS, Precision, ROOTS, Rule};
use crate::wording::Words;

pub(crate) static RULE: Rule = Rule {
    id: "close-send",
    name: "CloseSend",
    title: "A channel is closed while a goroutine may still send on it",
    level: Level::Error,
    precision: Precision::Medium,
    enabled_by_default: true,
    since: "0.1.0",
    claim: Claim {
        cells: CellScope::Any,
        roots: ROOTS,
        teardown: &[Operation::Close],
        goroutine: &[Operation::Send, Operation::Close],
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

A channel that is closed, in a teardown or after a goroutine was started, while a goroutine may still send on it or close it,
and nothing makes the last send happen before the close.

## Why it is bad

A send on a closed channel panics, and so does a second close; a panic on a goroutine ends the program. A check of a flag
before the send does not help: the close may come between the two. The race detector reports the pair even where the
panic is recovered from.

## Example

```go
package bus

// Bus hands out numbers.
type Bus struct {
	events chan int
	stop   chan struct{}
}

// Open starts to hand out numbers.
func Open() *Bus {
	b := &Bus{events: make(chan int, 16), stop: make(chan struct{})}
	go b.produce()
	return b
}

func (b *Bus) produce() {
	for i := 0; ; i++ {
		select {
		case <-b.stop:
			return
		case b.events <- i:
		}
	}
}

// Close ends the stream: the goroutine may be about to send.
func (b *Bus) Close() {
	close(b.stop)
	close(b.events)
}
```

## Use instead

Let the one who sends close the channel, once it sends no more.

```go
package bus

// Bus hands out numbers.
type Bus struct {
	events chan int
	stop   chan struct{}
}

// Open starts to hand out numbers.
func Open() *Bus {
	b := &Bus{events: make(chan int, 16), stop: make(chan struct{})}
	go b.produce()
	return b
}

func (b *Bus) produce() {
	defer close(b.events)
	for i := 0; ; i++ {
		select {
		case <-b.stop:
			return
		case b.events <- i:
		}
	}
}

// Close asks the goroutine to end the stream.
func (b *Bus) Close() {
	close(b.stop)
}
```

Where several goroutines send, wait for all of them and then close, or hold one lock around each send, with the check that the
channel is open, and around the close.

## Limits

Channels are known by the field or variable that holds them. One that is handed on through a map of another object, or that
only its receiver knows, is not followed.
"#;
