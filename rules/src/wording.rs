//! How a conflict is put into words: what happens, why nothing orders it, and what would.

use analyzer::{
    Conflict, FileId, Location, Operation, OriginKind, Reason, Remedy, RootKind, SignalKind,
    SourceFileInfo,
};
use closerace_analyzer as analyzer;

use crate::fingerprint::{access_function, entry_function};

/// The parts of a main message about one or several conflicts of one teardown against one goroutine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Words {
    /// The cells: "`Cache.m`", "`Cache.m` and `Cache.n`", "`Cache.m`, `Cache.n` and 3 more".
    pub cells: String,
    /// "is" or "are", by the number of cells.
    pub is: &'static str,
    /// "it" or "them".
    pub it: &'static str,
    /// What the teardown side does to them, as a participle: "written".
    pub done: &'static str,
    /// Who does it: "`(*Cache).Close`", "`(*Cache).drop` (reached from `(*Cache).Close`)".
    pub teardown: String,
    /// The function that teardown starts in: "`(*Cache).Close`".
    pub root: String,
    /// The goroutine: "goroutine `(*Cache).scan`", "goroutine of the function literal in `NewCache`", or who may be on
    /// one: "caller of `(*Cache).Get`".
    pub goroutine: String,
    /// ", started elsewhere," of a goroutine; nothing of a caller, of whom that is not known.
    pub elsewhere: &'static str,
    /// What the goroutine does: "read it", "read them".
    pub does: String,
}

impl Words {
    /// The words for conflicts that share their rule, teardown functions and goroutine.
    ///
    /// # Panics
    ///
    /// If there are no conflicts.
    #[must_use]
    pub fn of(conflicts: &[&Conflict]) -> Self {
        let first = conflicts[0];
        let mut cells: Vec<String> = Vec::new();
        for conflict in conflicts {
            let cell = code(&conflict.cell.short_name());
            if !cells.contains(&cell) {
                cells.push(cell);
            }
        }
        let several = cells.len() > 1;
        let it = if several { "them" } else { "it" };
        let root = entry_function(&first.teardown);
        let access = common(conflicts.iter().map(|conflict| access_function(&conflict.teardown)));
        Self {
            cells: enumerate(&cells),
            is: if several { "are" } else { "is" },
            it,
            done: common(conflicts.iter().map(|conflict| participle(conflict.teardown.operation)))
                .unwrap_or("written"),
            teardown: match access {
                // A literal already says which function it is in.
                Some(access) if root == access || outside_literals(access) == Some(root) => {
                    function(access)
                }
                Some(access) => format!("{} (reached from {})", function(access), function(root)),
                None => function(root),
            },
            root: function(root),
            goroutine: match first.origin_kind {
                OriginKind::Caller => {
                    format!("caller of {}", function(entry_function(&first.goroutine)))
                }
                OriginKind::Own | OriginKind::Foreign => {
                    goroutine(entry_function(&first.goroutine))
                }
            },
            elsewhere: match first.origin_kind {
                OriginKind::Caller => "",
                OriginKind::Own | OriginKind::Foreign => ", started elsewhere,",
            },
            does: common(conflicts.iter().map(|conflict| conflict.goroutine.operation))
                .map_or_else(|| format!("use {it}"), |operation| infinitive(operation, it)),
        }
    }
}

fn common<T: PartialEq>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.all(|item| item == first).then_some(first)
}

/// More cells than this are counted rather than named.
const MAX_NAMED: usize = 3;

fn enumerate(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        _ if items.len() > MAX_NAMED => {
            let named = &items[..MAX_NAMED - 1];
            format!("{} and {} more", named.join(", "), items.len() - named.len())
        }
        [init @ .., last] => format!("{} and {last}", init.join(", ")),
    }
}

/// Names of cells as they are enumerated in a sentence.
pub(crate) fn cell_names(names: &[String]) -> String {
    enumerate(&names.iter().map(|name| code(name)).collect::<Vec<_>>())
}

/// Something as it stands in the source.
fn code(text: &str) -> String {
    format!("`{text}`")
}

/// A wait, whether given as the whole of it (`s.wg.Wait()`, `<-s.done`) or as what it is for (`s.wg`).
fn wait(what: &str) -> String {
    if what.starts_with("<-") || what.ends_with(".Wait()") {
        code(what)
    } else {
        format!("the wait for {}", code(what))
    }
}

/// A function's name for a reader: a literal is "a function literal in" the function around it.
fn function(name: &str) -> String {
    match outside_literals(name) {
        Some(around) => format!("a function literal in {}", code(around)),
        None => code(name),
    }
}

fn goroutine(name: &str) -> String {
    match outside_literals(name) {
        Some(around) => format!("goroutine of the function literal in {}", code(around)),
        None => format!("goroutine {}", code(name)),
    }
}

/// The named function around a literal; none if the name is not that of a literal.
fn outside_literals(name: &str) -> Option<&str> {
    let mut around = name.strip_suffix(".func")?;
    while let Some(outer) = around.strip_suffix(".func") {
        around = outer;
    }
    Some(around)
}

fn participle(operation: Operation) -> &'static str {
    match operation {
        Operation::Read | Operation::MapRead | Operation::ElemRead => "read",
        Operation::Write => "written",
        Operation::Overwrite => "overwritten as a whole",
        Operation::AtomicRead => "read atomically",
        Operation::AtomicWrite => "written atomically",
        Operation::MapWrite => "changed (its entries)",
        Operation::ElemWrite => "changed (its elements)",
        Operation::Use => "used",
        Operation::Send => "sent on",
        Operation::Close => "closed",
        Operation::WaitGroupAdd => "added to",
        Operation::WaitGroupWait => "waited on",
    }
}

fn infinitive(operation: Operation, it: &str) -> String {
    match operation {
        Operation::Read => format!("read {it}"),
        Operation::Write => format!("write {it}"),
        Operation::Overwrite => format!("overwrite {it} as a whole"),
        Operation::AtomicRead => format!("read {it} atomically"),
        Operation::AtomicWrite => format!("write {it} atomically"),
        Operation::MapRead => format!("read entries of {it}"),
        Operation::MapWrite => format!("change entries of {it}"),
        Operation::ElemRead => format!("read elements of {it}"),
        Operation::ElemWrite => format!("write elements of {it}"),
        Operation::Use => format!("use {it}"),
        Operation::Send => format!("send on {it}"),
        Operation::Close => format!("close {it}"),
        Operation::WaitGroupAdd => format!("call `Add` on {it}"),
        Operation::WaitGroupWait => format!("wait on {it}"),
    }
}

/// What a statement with that operation does, with its subject left out: "writes `c.m`".
#[must_use]
pub fn action(operation: Operation, expression: &str) -> String {
    let what = code(expression);
    match operation {
        Operation::Read => format!("reads {what}"),
        Operation::Write => format!("writes {what}"),
        Operation::Overwrite => format!("overwrites {what} as a whole"),
        Operation::AtomicRead => format!("reads {what} atomically"),
        Operation::AtomicWrite => format!("writes {what} atomically"),
        Operation::MapRead => format!("reads an entry of {what}"),
        Operation::MapWrite => format!("changes an entry of {what}"),
        Operation::ElemRead => format!("reads an element of {what}"),
        Operation::ElemWrite => format!("writes an element of {what}"),
        Operation::Use => format!("uses {what}"),
        Operation::Send => format!("sends on {what}"),
        Operation::Close => format!("closes {what}"),
        // As it stands in the source, it is a call.
        Operation::WaitGroupAdd | Operation::WaitGroupWait if expression.ends_with(')') => {
            format!("calls {what}")
        }
        Operation::WaitGroupAdd => format!("calls `Add` on {what}"),
        Operation::WaitGroupWait => format!("waits on {what}"),
    }
}

/// One word for the operation: what it is called when it is linked to or pointed at.
#[must_use]
pub fn noun(operation: Operation) -> &'static str {
    match operation {
        Operation::Read | Operation::AtomicRead | Operation::MapRead | Operation::ElemRead => {
            "read"
        }
        Operation::Write
        | Operation::Overwrite
        | Operation::AtomicWrite
        | Operation::MapWrite
        | Operation::ElemWrite => "write",
        Operation::Use => "use",
        Operation::Send => "send",
        Operation::Close => "close",
        Operation::WaitGroupAdd => "call of Add",
        Operation::WaitGroupWait => "wait",
    }
}

/// The places of the two accesses; none only if a trace is empty, which the analysis does not do.
#[must_use]
pub fn accesses(conflict: &Conflict) -> Option<(Location, Location)> {
    let teardown = conflict.teardown.trace.last()?;
    let goroutine = conflict.goroutine.trace.last()?;
    Some((teardown.location, goroutine.location))
}

pub(crate) fn teardown_label(conflict: &Conflict) -> String {
    let side = &conflict.teardown;
    format!("{} {}", function(access_function(side)), action(side.operation, &side.expression))
}

pub(crate) fn goroutine_label(conflict: &Conflict) -> String {
    let side = &conflict.goroutine;
    format!("{} {}", other_side(conflict), action(side.operation, &side.expression))
}

pub(crate) fn spawn_label(conflict: &Conflict) -> String {
    let starter = function(&conflict.spawn.function);
    match conflict.origin_kind {
        OriginKind::Caller => format!("{starter} is for anyone to call, on any goroutine"),
        OriginKind::Own | OriginKind::Foreign => format!("{starter} starts the goroutine"),
    }
}

/// How places are named beside a finding: by line alone in the file of the teardown access, otherwise by file and line,
/// and the folder if it is another. Nothing of it depends on where closerace was started.
#[derive(Debug)]
pub struct Places<'a> {
    files: &'a [SourceFileInfo],
    home: Option<FileId>,
}

impl<'a> Places<'a> {
    /// The places around a conflict.
    #[must_use]
    pub fn new(files: &'a [SourceFileInfo], conflict: &Conflict) -> Self {
        Self { files, home: accesses(conflict).map(|(teardown, _)| teardown.file) }
    }

    /// " (line 42)", " (cache.go:42)"; nothing for a place without a line.
    fn aside(&self, location: Location) -> String {
        if location.line == 0 {
            return String::new();
        }
        let file =
            self.files.get(location.file.0 as usize).filter(|_| self.home != Some(location.file));
        match file {
            Some(file) => format!(" ({}:{})", self.short(&file.path), location.line),
            None => format!(" (line {})", location.line),
        }
    }

    /// The name of a file, with the folder around it if that is not the home's.
    fn short<'p>(&self, path: &'p str) -> &'p str {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let home = self.home.and_then(|home| self.files.get(home.0 as usize));
        let home = home.map(|file| file.path.rsplit_once('/').map_or("", |(folder, _)| folder));
        match folder.rfind('/') {
            _ if home == Some(folder) => name,
            Some(at) => &path[at + 1..],
            None => path,
        }
    }
}

/// What the side that is not the goroutine is called.
fn side_name(conflict: &Conflict) -> &'static str {
    match conflict.root_kind {
        RootKind::EndOfLife | RootKind::ReInitialisation => "the teardown",
        RootKind::Restart => "the restart",
        RootKind::SpawnersTail => "the spawner",
    }
}

/// What the side that is not the teardown is called.
#[must_use]
pub fn other_side(conflict: &Conflict) -> &'static str {
    match conflict.origin_kind {
        OriginKind::Caller => "the caller",
        OriginKind::Own | OriginKind::Foreign => "the goroutine",
    }
}

/// Why that does not order the two accesses: one sentence.
#[must_use]
pub fn reason(reason: &Reason, conflict: &Conflict, places: &Places<'_>) -> String {
    let teardown = function(entry_function(&conflict.teardown));
    let access = noun(conflict.teardown.operation);
    let side = side_name(conflict);
    let other = other_side(conflict);
    let this = other.replace("the ", "this ");
    match reason {
        Reason::SignalOnly { what, how, at } => {
            let what = code(what);
            let aside = places.aside(*at);
            let does = match how {
                SignalKind::Close => format!("closes {what}{aside}, which asks"),
                SignalKind::Send => format!("sends on {what}{aside}, which asks"),
                SignalKind::Cancel => format!("calls {what}{aside}, which asks"),
                SignalKind::Flag => {
                    return format!(
                        "{teardown} sets {what}{aside}, which the goroutine looks at, and does not wait for the goroutine to end"
                    );
                }
                SignalKind::TimerStop => {
                    return format!(
                        "{teardown} stops {what}{aside}, which does not wait for a call that has already begun"
                    );
                }
            };
            format!("{teardown} {does} {other} to end and does not wait for it")
        }
        Reason::WaitAfterAccess { what, at } => {
            format!("{}{} comes only after the {access}", wait(what), places.aside(*at))
        }
        Reason::WaitsForOther { what, at } => {
            format!("{}{} is for something that {} does not release", wait(what), places.aside(*at), this)
        }
        Reason::AddNotBeforeSpawn { what, at } => format!(
            "{}{} may find the group empty and return at once: nothing is added to it before the goroutine is started",
            wait(what),
            places.aside(*at)
        ),
        Reason::ReleasedBeforeAccess { what, at } => format!(
            "{}{} ends as soon as {other} releases it, and that is before its last {}",
            wait(what),
            places.aside(*at),
            noun(conflict.goroutine.operation)
        ),
        Reason::WaitOnSomePaths { what, at } => {
            format!("{}{} is reached on some paths only", wait(what), places.aside(*at))
        }
        Reason::StopDoesNotWait { function: stop, at } => format!(
            "{}{} asks the goroutine of the earlier start to end and does not wait for it",
            function(stop),
            places.aside(*at)
        ),
        Reason::DifferentLocks => match (lock_names(&conflict.teardown.locks), lock_names(&conflict.goroutine.locks)) {
            (Some(ours), Some(theirs)) => {
                format!("the two hold different locks: {side} {ours}, {other} {theirs}")
            }
            _ => "the two hold different locks".into(),
        },
        Reason::GoroutineHoldsNoLock => match lock_names(&conflict.teardown.locks) {
            Some(locks) => format!("only {side} holds {locks}; {other} holds no lock"),
            None => format!("only {side} holds a lock; {other} holds none"),
        },
        Reason::TeardownHoldsNoLock => match lock_names(&conflict.goroutine.locks) {
            Some(locks) => format!("only {other} holds {locks}; {side} holds no lock"),
            None => format!("only {other} holds a lock; {side} holds none"),
        },
        Reason::ReadLockOnly { lock } => {
            format!("{} is held for reading on both sides, and read locks do not exclude each other", code(lock))
        }
        Reason::MixedAtomic => {
            "one side is atomic and the other is not, and atomics order only what is atomic on both sides".into()
        }
        Reason::Nothing => "no wait, lock or channel connects the two".into(),
    }
}

fn lock_names(locks: &[(String, bool)]) -> Option<String> {
    let names: Vec<String> = locks.iter().map(|(lock, _)| code(lock)).collect();
    (!names.is_empty()).then(|| enumerate(&names))
}

/// What would order the two accesses: one sentence in the imperative.
#[must_use]
pub fn remedy(remedy: &Remedy, conflict: &Conflict, places: &Places<'_>) -> String {
    let access = noun(conflict.teardown.operation);
    let other = other_side(conflict);
    match remedy {
        Remedy::MoveWaitUp { what, at } => {
            format!("move {}{} before the {access}", wait(what), places.aside(*at))
        }
        Remedy::WaitFor { what, group: true } => format!(
            "wait for the goroutine before the {access}: it already calls `Done` on {} at its end",
            code(what)
        ),
        Remedy::WaitFor { what, group: false } => format!(
            "wait for the goroutine before the {access}: it already releases {} at its end, so receive from it",
            code(what)
        ),
        Remedy::TakeLock { lock, on_goroutine: true } => {
            format!(
                "hold {}, as {} does, around {}'s {}",
                code(lock),
                side_name(conflict),
                other,
                noun(conflict.goroutine.operation)
            )
        }
        Remedy::TakeLock { lock, on_goroutine: false } => {
            format!("hold {}, as {other} does, around the {access}", code(lock))
        }
        Remedy::WriteLock { lock } => {
            format!("take {} with `Lock` rather than `RLock` around the {access}", code(lock))
        }
        Remedy::AddBeforeSpawn { what } => {
            format!("call `Add` on {} before the `go` statement", code(what))
        }
        Remedy::MoveBeforeSpawn => format!("move the {access} before the `go` statement"),
        Remedy::GuardBoth => format!(
            "let {other} check that the object is still open under a lock that it holds until after its {}, and mark it \
             closed under that lock before the {access}",
            noun(conflict.goroutine.operation)
        ),
        Remedy::OwnVariable => format!(
            "give each goroutine a variable of its own instead of {}: declare it in the function literal, or pass the value as an \
             argument",
            code(&conflict.cell.short_name())
        ),
        Remedy::LetSenderClose => {
            "leave it to the goroutine to close the channel, once it sends no more".into()
        }
        Remedy::Atomic => format!(
            "access {} through `sync/atomic` on both sides",
            code(&conflict.cell.short_name())
        ),
        Remedy::AddJoin => format!(
            "make the goroutine announce its end (`defer wg.Done()`, or a channel that it closes) and wait for that before the {access}"
        ),
    }
}
