//! `write-after-go`: what is written after the `go` statement against the goroutine.

use analyzer::RootKind;
use closerace_analyzer as analyzer;

use crate::rule::{ACCESSES, CellScope, Claim, Level, ORIGINS, Precision, Rule, WRITES};
use crate::wording::Words;

pub(crate) static RULE: Rule = Rule {
    id: "write-after-go",
    name: "WriteAfterGo",
    title: "A field is written after the go statement of a goroutine that uses it",
    level: Level::Warning,
    precision: Precision::Medium,
    enabled_by_default: true,
    since: "0.1.0",
    claim: Claim {
        cells: CellScope::Shared,
        roots: &[RootKind::SpawnersTail],
        teardown: WRITES,
        goroutine: ACCESSES,
        origins: ORIGINS,
    },
    message,
    docs: DOCS,
};

fn message(words: &Words) -> String {
    let Words { cells, is, done, teardown, goroutine, does, .. } = words;
    format!("{cells} {is} {done} by {teardown} after the start of the {goroutine}, which may already {does}")
}

const DOCS: &str = r#"## What it reports

A field, a whole struct or a package variable that is written after a `go` statement, by the function that holds the
statement, by its caller or on an error path, while the goroutine uses it, and nothing makes the one happen before the
other.

## Why it is bad

A `go` statement publishes what was written before it and nothing that comes after. The goroutine may run at once and
see the zero value, or be halfway through its work when the value changes.

## Example

```go
package client

import (
	"io"
	"net"
)

// Client reads what a server sends.
type Client struct {
	conn net.Conn
	done chan struct{}
}

// Dial connects to a server.
func Dial(address string) (*Client, error) {
	c := &Client{done: make(chan struct{})}
	go c.read()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	c.conn = conn
	return c, nil
}

func (c *Client) read() {
	defer close(c.done)
	_, _ = io.Copy(io.Discard, c.conn)
}
```

## Use instead

Finish the object, then start the goroutine.

```go
package client

import (
	"io"
	"net"
)

// Client reads what a server sends.
type Client struct {
	conn net.Conn
	done chan struct{}
}

// Dial connects to a server.
func Dial(address string) (*Client, error) {
	c := &Client{done: make(chan struct{})}
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	c.conn = conn
	go c.read()
	return c, nil
}

func (c *Client) read() {
	defer close(c.done)
	_, _ = io.Copy(io.Discard, c.conn)
}
```

## Limits

Local variables that the goroutine captures are not reported by this rule.
"#;
