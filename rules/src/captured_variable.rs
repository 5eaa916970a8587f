//! `captured-variable`: a local variable that a goroutine's function literal captures and that another thread uses as well.

use crate::rule::{ACCESSES, CellScope, Claim, Level, ORIGINS, Precision, ROOTS, Rule};
use crate::wording::Words;
use analyzer::Operation;
use closerace_analyzer as analyzer;

pub(crate) static RULE: Rule = Rule {
    id: "captured-variable",
    name: "CapturedVariable",
    title: "A local variable that a goroutine has captured is used beside it",
    level: Level::Warning,
    precision: Precision::Medium,
    enabled_by_default: false,
    since: "0.1.0",
    claim: Claim {
        cells: CellScope::Locals,
        roots: ROOTS,
        teardown: USES,
        goroutine: ACCESSES,
        origins: ORIGINS,
    },
    message,
    docs: DOCS,
};

/// What is done to a variable itself, or to the map in it.
const USES: &[Operation] = &[
    Operation::Read,
    Operation::Write,
    Operation::Overwrite,
    Operation::AtomicRead,
    Operation::AtomicWrite,
    Operation::MapRead,
    Operation::MapWrite,
    Operation::ElemRead,
    Operation::ElemWrite,
    Operation::Use,
];

fn message(words: &Words) -> String {
    let Words { cells, is, done, teardown, goroutine, does, .. } = words;
    format!("{cells} {is} {done} by {teardown} while the {goroutine}, which has captured it, may {does}")
}

const DOCS: &str = r#"## What it reports

A local variable, parameter or named result, or the map in one, that the function literal of a goroutine captures, where the
function that starts the goroutine, or another goroutine that it starts, uses the variable at the same time. One of the two writes
it, and nothing makes the one happen before the other.

## Why it is bad

A function literal captures the variable, not the value that it has. `err = …` in the literal writes the `err` of the
function around it, which may be about to return another error; several goroutines that append to one slice, or count in
one variable, lose what the others did; concurrent writes of one map end the program.

## Example

```go
package job

import "os"

// Run reports on the work while a report of it is being written.
func Run(work func() error) error {
	err := work()
	go func() {
		err = os.WriteFile("report", []byte("done"), 0o600)
		if err != nil {
			println("no report")
		}
	}()
	if err != nil {
		return err
	}
	return nil
}
```

## Use instead

Give the goroutine a variable of its own: one colon, here.

```go
package job

import "os"

// Run reports on the work while a report of it is being written.
func Run(work func() error) error {
	err := work()
	go func() {
		err := os.WriteFile("report", []byte("done"), 0o600)
		if err != nil {
			println("no report")
		}
	}()
	if err != nil {
		return err
	}
	return nil
}
```

## Limits

Elements of slices are not looked at, because goroutines mostly have one each, nor are variables of which only the address is
given to a goroutine. The variables of a loop are new in each round from Go 1.22 on, and one for all rounds before, by the `go`
line of go.mod. The fields of a captured struct are the other rules' matter. A goroutine that a goroutine starts is compared
with that one alone.
"#;
