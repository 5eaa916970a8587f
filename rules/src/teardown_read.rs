//! `teardown-read`: a teardown that reads what a goroutine still writes.

use crate::rule::{CellScope, Claim, Level, ORIGINS, Precision, READS, ROOTS, Rule, WRITES};
use crate::wording::Words;

pub(crate) static RULE: Rule = Rule {
    id: "teardown-read",
    name: "TeardownRead",
    title: "Close reads a field that a running goroutine still writes",
    level: Level::Warning,
    precision: Precision::Low,
    enabled_by_default: false,
    since: "0.1.0",
    claim: Claim {
        cells: CellScope::Shared,
        roots: ROOTS,
        teardown: READS,
        goroutine: WRITES,
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

A field, a whole struct or a package variable that a teardown reads, or the function that has started a goroutine,
while the goroutine may still write it, and nothing makes the one happen before the other.

## Why it is bad

The teardown acts on what it happens to see: it closes the connection of a moment ago and leaves the one that the goroutine has
just made open, or finds nil and closes nothing. An interface or a slice may be seen half written.

## Example

```go
package link

import "net"

// Link keeps a connection to a server open.
type Link struct {
	address string
	conn    net.Conn
}

// Open starts to connect.
func Open(address string) *Link {
	l := &Link{address: address}
	go l.connect()
	return l
}

func (l *Link) connect() {
	conn, err := net.Dial("tcp", l.address)
	if err == nil {
		l.conn = conn
	}
}

// Close may find no connection, and the goroutine makes one after that.
func (l *Link) Close() error {
	if l.conn == nil {
		return nil
	}
	return l.conn.Close()
}
```

## Use instead

Wait for the goroutine before the first look, or let one lock guard both sides.

```go
package link

import "net"

// Link keeps a connection to a server open.
type Link struct {
	address string
	conn    net.Conn
	done    chan struct{}
}

// Open starts to connect.
func Open(address string) *Link {
	l := &Link{address: address, done: make(chan struct{})}
	go l.connect()
	return l
}

func (l *Link) connect() {
	defer close(l.done)
	conn, err := net.Dial("tcp", l.address)
	if err == nil {
		l.conn = conn
	}
}

// Close waits until there is a connection, or none.
func (l *Link) Close() error {
	<-l.done
	if l.conn == nil {
		return nil
	}
	return l.conn.Close()
}
```

## Limits

Reads of a teardown that also writes the field are told by the rule for that write.
"#;
