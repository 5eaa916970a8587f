//! `waitgroup-late-add`: waiting on a group to which a goroutine still adds.

use analyzer::Operation;
use closerace_analyzer as analyzer;

use crate::rule::{CellScope, Claim, Level, ORIGINS, Precision, ROOTS, Rule};
use crate::wording::Words;

pub(crate) static RULE: Rule = Rule {
    id: "waitgroup-late-add",
    name: "WaitGroupLateAdd",
    title: "WaitGroup.Wait may run before the goroutine's Add",
    level: Level::Error,
    precision: Precision::Medium,
    enabled_by_default: true,
    since: "0.1.0",
    claim: Claim {
        cells: CellScope::Any,
        roots: ROOTS,
        teardown: &[Operation::WaitGroupWait],
        goroutine: &[Operation::WaitGroupAdd],
        origins: ORIGINS,
    },
    message,
    docs: DOCS,
};

fn message(words: &Words) -> String {
    let Words { cells, teardown, goroutine, .. } = words;
    format!("{teardown} waits on {cells} while the {goroutine} may not yet have called `Add`")
}

const DOCS: &str = r#"## What it reports

A `WaitGroup` on which a teardown waits while a goroutine may still call `Add` on it, with nothing added to the group
before the goroutine was started.

## Why it is bad

`Wait` returns at once when the group is empty. If it comes before the goroutine's first `Add`, the teardown goes on as
if all had ended: it frees what the late workers use. The documentation of `Add` asks that calls with the counter at
zero happen before `Wait`; breaking it is a data race that the race detector reports, and may panic with
"WaitGroup misuse".

## Example

```go
package fetch

import "sync"

// Fetcher hands tasks to workers.
type Fetcher struct {
	tasks chan func()
	wg    sync.WaitGroup
}

// Open starts to hand out tasks.
func Open() *Fetcher {
	f := &Fetcher{tasks: make(chan func(), 8)}
	go f.dispatch()
	return f
}

func (f *Fetcher) dispatch() {
	for task := range f.tasks {
		f.wg.Add(1)
		go f.work(task)
	}
}

func (f *Fetcher) work(task func()) {
	defer f.wg.Done()
	task()
}

// Close may find the group empty while the dispatcher still holds a task.
func (f *Fetcher) Close() {
	close(f.tasks)
	f.wg.Wait()
}
```

## Use instead

Add the dispatcher itself before it is started: as long as it runs, the group is not empty.

```go
package fetch

import "sync"

// Fetcher hands tasks to workers.
type Fetcher struct {
	tasks chan func()
	wg    sync.WaitGroup
}

// Open starts to hand out tasks.
func Open() *Fetcher {
	f := &Fetcher{tasks: make(chan func(), 8)}
	f.wg.Add(1)
	go f.dispatch()
	return f
}

func (f *Fetcher) dispatch() {
	defer f.wg.Done()
	for task := range f.tasks {
		f.wg.Add(1)
		go f.work(task)
	}
}

func (f *Fetcher) work(task func()) {
	defer f.wg.Done()
	task()
}

// Close returns when the dispatcher and all workers have ended.
func (f *Fetcher) Close() {
	close(f.tasks)
	f.wg.Wait()
}
```

## Limits

Groups that are handed through values that cannot be resolved are not followed.
"#;
