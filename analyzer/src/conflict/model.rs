//! A conflict: two accesses of one cell that nothing orders, with all that a report needs. This is the
//! contract between the analysis and the rules; no rule, severity or wording is known here.

use serde::{Deserialize, Serialize};

use crate::syntax::facts::Span;

/// A source file as the reports know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFileInfo {
    /// The path relative to the root that was asked for, with `/`.
    pub path: String,
    /// Where it can be read from disk.
    pub absolute: std::path::PathBuf,
}

/// An index into [`crate::Analysis::files`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct FileId(pub u32);

/// A place in the sources.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Location {
    /// The file.
    pub file: FileId,
    /// Its bytes in the file.
    pub span: Span,
    /// The 1-based line of the first byte.
    pub line: u32,
    /// The 1-based column of the first byte, counted in bytes.
    pub column: u32,
}

/// A comment in the sources that speaks to closerace, as it stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Directive {
    /// The whole comment, `//` included.
    pub text: String,
    /// Where it stands.
    pub location: Location,
    /// The first and the last line that it speaks of, in its file.
    pub lines: (u32, u32),
}

/// What is accessed: a field, a whole struct, a package variable or a captured local.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Cell {
    /// A field, by the struct that declares it.
    Field {
        /// The import path of the struct's package.
        package: String,
        /// The name of the type that declares the field.
        type_name: String,
        /// The field.
        field: String,
    },
    /// A whole struct, overwritten in one assignment.
    Struct {
        /// The import path.
        package: String,
        /// The type.
        type_name: String,
    },
    /// A package-level variable.
    Variable {
        /// The import path.
        package: String,
        /// The variable.
        name: String,
    },
    /// A local variable that a goroutine captures.
    Local {
        /// The import path.
        package: String,
        /// The function that declares it.
        function: String,
        /// The variable.
        name: String,
    },
}

impl Cell {
    /// `<import path>.<Type>.<field>` and its kin: the name that identifies the cell to users.
    #[must_use]
    pub fn qualified_name(&self) -> String {
        match self {
            Cell::Field { package, type_name, field } => format!("{package}.{type_name}.{field}"),
            Cell::Struct { package, type_name } => format!("{package}.{type_name}"),
            Cell::Variable { package, name } => format!("{package}.{name}"),
            Cell::Local { package, function, name } => format!("{package}.{function}.{name}"),
        }
    }
    /// The name within its package: `Type.field`, `Type`, `variable`.
    #[must_use]
    pub fn short_name(&self) -> String {
        match self {
            Cell::Field { type_name, field, .. } => format!("{type_name}.{field}"),
            Cell::Struct { type_name, .. } => type_name.clone(),
            Cell::Variable { name, .. } | Cell::Local { name, .. } => name.clone(),
        }
    }
}

/// What an access does to its cell.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Operation {
    /// Reads it.
    Read,
    /// Assigns it.
    Write,
    /// Assigns the whole struct that contains it.
    Overwrite,
    /// Reads it through `sync/atomic`.
    AtomicRead,
    /// Writes it through `sync/atomic`.
    AtomicWrite,
    /// Reads an element of the map in it.
    MapRead,
    /// Adds, changes or deletes elements of the map in it.
    MapWrite,
    /// Reads an element of the slice or array in it.
    ElemRead,
    /// Writes an element of the slice or array in it.
    ElemWrite,
    /// Calls a method of the synchronisation object in it (a `sync.Map`, a `sync.Once`, …).
    Use,
    /// Sends on the channel in it.
    Send,
    /// Closes the channel in it.
    Close,
    /// `WaitGroup.Add` with a positive count.
    WaitGroupAdd,
    /// `WaitGroup.Wait`.
    WaitGroupWait,
}

impl Operation {
    /// Whether it changes the cell.
    #[must_use]
    pub fn is_write(self) -> bool {
        matches!(
            self,
            Operation::Write
                | Operation::Overwrite
                | Operation::AtomicWrite
                | Operation::MapWrite
                | Operation::ElemWrite
        )
    }
    /// Whether it concerns what the map, slice or channel in the cell holds rather than the cell itself.
    #[must_use]
    pub fn is_of_content(self) -> bool {
        matches!(
            self,
            Operation::MapRead
                | Operation::MapWrite
                | Operation::ElemRead
                | Operation::ElemWrite
                | Operation::Send
                | Operation::Close
        )
    }
    /// Whether it reads the cell and leaves it as it is.
    #[must_use]
    pub fn is_read(self) -> bool {
        matches!(
            self,
            Operation::Read
                | Operation::AtomicRead
                | Operation::MapRead
                | Operation::ElemRead
                | Operation::Use
        )
    }
}

/// Where the teardown side starts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum RootKind {
    /// Close, Stop, Shutdown, Destroy, what is deferred as clean-up: the object is done with.
    EndOfLife,
    /// Reset, Clear, Init: the object is used on.
    ReInitialisation,
    /// Start or Open, run again after a Stop that does not join the goroutine of the run before.
    Restart,
    /// Code after a `go` statement in the function that spawns, in its caller or on an error path.
    SpawnersTail,
}

/// Whose goroutine it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum OriginKind {
    /// Started by the object, its parts or on its behalf.
    Own,
    /// Started elsewhere; it reaches the object to signal or inspect it.
    Foreign,
    /// That of whoever calls an exported method of the object; where it starts is not seen.
    Caller,
}

/// How sure the analysis is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Confidence {
    /// Two weak links or more.
    Low,
    /// One weak link.
    Medium,
    /// Every link is resolved.
    High,
}

/// One step of a call chain.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Step {
    /// The function that the step is in: `(*Svc).Close`, `NewFeed`; a literal is named by the function around it
    /// with `.func` behind it.
    pub function: String,
    /// The call, `go` statement or access in that function.
    pub location: Location,
    /// The first and the last line of the declared function around it, in the same file.
    pub lines: (u32, u32),
}

/// One side of a conflict.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Side {
    /// What it does.
    pub operation: Operation,
    /// From the root (teardown side) or the goroutine's function (goroutine side), through the calls, to the
    /// access, which is the last step. Never empty.
    pub trace: Vec<Step>,
    /// The locks held at the access, as written (`s.mu`), with `true` for a read lock.
    pub locks: Vec<(String, bool)>,
    /// The access as written (`s.conn`), with the local names of the function that it stands in.
    pub expression: String,
}

/// Something that looks like ordering and is none. Each says what was found and where.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Reason {
    /// Only asks the goroutine to end: closes a channel, cancels a context, sets a flag, sends into a buffer.
    SignalOnly {
        /// What is signalled, as written (`s.stop`).
        what: String,
        /// How.
        how: SignalKind,
        /// Where.
        at: Location,
    },
    /// A wait that would order the two comes after the write.
    WaitAfterAccess {
        /// What is waited for, as written.
        what: String,
        /// Where.
        at: Location,
    },
    /// A wait for something that this goroutine does not release.
    WaitsForOther {
        /// What is waited for, as written.
        what: String,
        /// Where.
        at: Location,
    },
    /// A wait on a `WaitGroup` to which nothing was added before the goroutine was started.
    AddNotBeforeSpawn {
        /// The group, as written.
        what: String,
        /// The wait.
        at: Location,
    },
    /// The goroutine releases what is waited for before its last access.
    ReleasedBeforeAccess {
        /// What is waited for, as written.
        what: String,
        /// The wait.
        at: Location,
    },
    /// The wait is only on some paths.
    WaitOnSomePaths {
        /// What is waited for, as written.
        what: String,
        /// Where.
        at: Location,
    },
    /// What stops the goroutine of an earlier start returns without waiting for it.
    StopDoesNotWait {
        /// The function that stops it: `(*Svc).Stop`.
        function: String,
        /// Where it is declared.
        at: Location,
    },
    /// Both sides hold locks, but no common one.
    DifferentLocks,
    /// Only the teardown side holds a lock.
    GoroutineHoldsNoLock,
    /// Only the goroutine holds a lock.
    TeardownHoldsNoLock,
    /// The common lock is held for reading on both sides.
    ReadLockOnly {
        /// The lock, as written.
        lock: String,
    },
    /// One side is atomic, the other is not.
    MixedAtomic,
    /// There is no synchronisation between the two at all.
    Nothing,
}

impl Reason {
    /// Whether it says of one handle what another reason says, of another place at most.
    pub(crate) fn is_about_the_same(&self, other: &Self) -> bool {
        fn handle(reason: &Reason) -> Option<&str> {
            match reason {
                Reason::SignalOnly { what, .. }
                | Reason::WaitAfterAccess { what, .. }
                | Reason::WaitsForOther { what, .. }
                | Reason::AddNotBeforeSpawn { what, .. }
                | Reason::ReleasedBeforeAccess { what, .. }
                | Reason::WaitOnSomePaths { what, .. } => Some(what),
                _ => None,
            }
        }
        std::mem::discriminant(self) == std::mem::discriminant(other)
            && handle(self) == handle(other)
    }
}

/// How a goroutine is asked to end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum SignalKind {
    /// `close(ch)`
    Close,
    /// `ch <- v`
    Send,
    /// A `context.CancelFunc`.
    Cancel,
    /// An atomic store or compare-and-swap.
    Flag,
    /// `Timer.Stop`, `Ticker.Stop`.
    TimerStop,
}

/// What would order the two.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Remedy {
    /// Move the wait that is already there before the access.
    MoveWaitUp {
        /// What is waited for, as written.
        what: String,
        /// The wait.
        at: Location,
    },
    /// Wait for what the goroutine already releases at its end.
    WaitFor {
        /// The handle, as the goroutine's side writes it.
        what: String,
        /// Whether it is a `WaitGroup` (else a channel).
        group: bool,
    },
    /// Take the lock that the other side holds.
    TakeLock {
        /// The lock, as written on the side that holds it.
        lock: String,
        /// Whether it is the goroutine that must take it.
        on_goroutine: bool,
    },
    /// Take the write lock rather than the read lock.
    WriteLock {
        /// The lock, as written.
        lock: String,
    },
    /// Call `Add` before the `go` statement.
    AddBeforeSpawn {
        /// The group, as written.
        what: String,
    },
    /// Move the write before the `go` statement.
    MoveBeforeSpawn,
    /// Give the goroutine a variable of its own.
    OwnVariable,
    /// Leave it to the goroutine that sends to close the channel.
    LetSenderClose,
    /// Check under a lock, held until after the access, that the object is still open, and mark it closed under that lock
    /// before the teardown's access.
    GuardBoth,
    /// Access it atomically on both sides.
    Atomic,
    /// Make the goroutine announce its end (a `WaitGroup` or a channel that it closes) and wait for that.
    AddJoin,
}

/// Two accesses of one cell, one on a teardown path and one on a goroutine, that nothing orders.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Conflict {
    /// What is accessed.
    pub cell: Cell,
    /// Where its names are declared: the field, then the struct type around it; or the variable. What is not in the
    /// sources is left out.
    pub declared: Vec<Location>,
    /// Where the teardown side starts.
    pub root_kind: RootKind,
    /// Whose goroutine it is.
    pub origin_kind: OriginKind,
    /// The teardown side.
    pub teardown: Side,
    /// The goroutine side.
    pub goroutine: Side,
    /// The `go` statement, or the call that starts the goroutine.
    pub spawn: Step,
    /// The chain from the outermost function known to start the goroutine down to `spawn` (which is its last step).
    pub spawn_trace: Vec<Step>,
    /// How sure the analysis is.
    pub confidence: Confidence,
    /// Why nothing orders the two; the most telling first. Never empty.
    pub reasons: Vec<Reason>,
    /// What would order them; the smallest change first. Never empty.
    pub remedies: Vec<Remedy>,
    /// Further pairs of accesses of the same cell, functions and goroutine: (teardown access, goroutine access).
    pub also: Vec<(Location, Location)>,
}
