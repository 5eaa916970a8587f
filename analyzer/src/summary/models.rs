//! What the synchronisation APIs mean: one table. No other place names a Go API.

use rustc_hash::FxHashMap;

use crate::conflict::model::RootKind;
use crate::names::{FuncName, Locker, Names};
use crate::program::{FuncId, IfaceId, NamedId, Program};
use crate::syntax::facts::Sym;

/// The meaning of a function or method.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Model {
    /// Acquires the lock in the receiver.
    Lock,
    RLock,
    Unlock,
    RUnlock,
    /// Acquires the lock if it returns true.
    TryLock,
    TryRLock,
    GroupAdd,
    GroupDone,
    GroupWait,
    /// Starts the function of argument 0 on a goroutine that the group in the receiver waits for.
    GroupGo,
    /// Adds an actor to the group of the receiver: argument 0 runs on a goroutine, argument 1 interrupts it.
    ActorAdd,
    /// Starts the actors of the group in the receiver, interrupts all once one has returned, and waits for all.
    ActorRun,
    /// Calls argument 0 once; whoever returns from it knows that the call is over.
    OnceDo,
    /// Returns a function that calls argument 0 once.
    OnceFunc,
    /// Reads (or writes) the object in the receiver atomically.
    AtomicLoad,
    AtomicStore,
    /// Adds to the object in the receiver and returns the sum.
    AtomicAdd,
    /// Compares the object in the receiver and swaps it; true for the one caller who did.
    AtomicCompareAndSwap,
    /// The same, on what argument 0 points to.
    AtomicLoadAt,
    AtomicStoreAt,
    AtomicAddAt,
    AtomicCompareAndSwapAt,
    /// Uses an object that is safe for concurrent use, in the receiver.
    Use,
    CondWait,
    /// Makes a condition variable on the lock of argument 0.
    NewCond,
    /// Starts the function of this argument on a goroutine of its own after a time; returns the timer.
    TimerStart(u8),
    /// Keeps the timer in the receiver from firing if it returns true.
    TimerStop,
    /// Runs the function of this argument on some goroutine.
    Callback(u8),
    /// Returns a context and a function that cancels it.
    WithCancel,
    /// Returns once every handler that the server in the receiver runs has returned.
    ServerShutdown,
    /// Gets an object that nobody else has.
    PoolGet,
    /// Hands the object of argument 0 back for others to use.
    PoolPut,
    /// Runs the function of this argument as a part of a test and returns once it is over; a parallel part only after the
    /// test that it belongs to.
    SubTest(u8),
    /// Waits until the test around this one has returned, and runs beside its other parallel parts from then on.
    ParallelTest,
    /// Does not return.
    Exit,
    /// Starts the functions that it is given on goroutines of which the receiver is the group.
    Spawner,
    /// Returns when the goroutines of the receiver (or argument 0) have ended.
    Waiter,
}

/// (import path, type or "", function) → meaning.
const TABLE: &[(&str, &str, &str, Model)] = &[
    ("sync", "Mutex", "Lock", Model::Lock),
    ("sync", "Mutex", "Unlock", Model::Unlock),
    ("sync", "Mutex", "TryLock", Model::TryLock),
    ("sync", "RWMutex", "Lock", Model::Lock),
    ("sync", "RWMutex", "Unlock", Model::Unlock),
    ("sync", "RWMutex", "RLock", Model::RLock),
    ("sync", "RWMutex", "RUnlock", Model::RUnlock),
    ("sync", "RWMutex", "TryLock", Model::TryLock),
    ("sync", "RWMutex", "TryRLock", Model::TryRLock),
    ("sync", "Locker", "Lock", Model::Lock),
    ("sync", "Locker", "Unlock", Model::Unlock),
    ("sync", "WaitGroup", "Add", Model::GroupAdd),
    ("sync", "WaitGroup", "Done", Model::GroupDone),
    ("sync", "WaitGroup", "Wait", Model::GroupWait),
    ("sync", "WaitGroup", "Go", Model::GroupGo),
    ("sync", "Once", "Do", Model::OnceDo),
    ("sync", "", "OnceFunc", Model::OnceFunc),
    ("sync", "", "OnceValue", Model::OnceFunc),
    ("sync", "", "OnceValues", Model::OnceFunc),
    ("sync", "", "NewCond", Model::NewCond),
    ("sync", "Cond", "Wait", Model::CondWait),
    ("sync", "Pool", "Get", Model::PoolGet),
    ("sync", "Pool", "Put", Model::PoolPut),
    ("sync", "Map", "Load", Model::Use),
    ("sync", "Map", "Store", Model::Use),
    ("sync", "Map", "LoadOrStore", Model::Use),
    ("sync", "Map", "LoadAndDelete", Model::Use),
    ("sync", "Map", "Delete", Model::Use),
    ("sync", "Map", "Swap", Model::Use),
    ("sync", "Map", "CompareAndSwap", Model::Use),
    ("sync", "Map", "CompareAndDelete", Model::Use),
    ("sync", "Map", "Range", Model::Use),
    ("sync", "Map", "Clear", Model::Use),
    ("sync/atomic", "Value", "Load", Model::AtomicLoad),
    ("sync/atomic", "Value", "Store", Model::AtomicStore),
    ("sync/atomic", "Value", "Swap", Model::AtomicStore),
    ("sync/atomic", "Value", "CompareAndSwap", Model::AtomicCompareAndSwap),
    ("context", "", "WithCancel", Model::WithCancel),
    ("context", "", "WithCancelCause", Model::WithCancel),
    ("context", "", "WithTimeout", Model::WithCancel),
    ("context", "", "WithTimeoutCause", Model::WithCancel),
    ("context", "", "WithDeadline", Model::WithCancel),
    ("context", "", "WithDeadlineCause", Model::WithCancel),
    ("context", "", "AfterFunc", Model::TimerStart(1)),
    ("time", "", "AfterFunc", Model::TimerStart(1)),
    ("time", "Timer", "Stop", Model::TimerStop),
    // The runtime's own locks, whose bodies are too low for the analysis.
    ("runtime", "", "lock", Model::Lock),
    ("runtime", "", "unlock", Model::Unlock),
    ("runtime", "rwmutex", "lock", Model::Lock),
    ("runtime", "rwmutex", "unlock", Model::Unlock),
    ("runtime", "rwmutex", "rlock", Model::RLock),
    ("runtime", "rwmutex", "runlock", Model::RUnlock),
    ("runtime", "", "SetFinalizer", Model::Callback(1)),
    ("runtime", "", "AddCleanup", Model::Callback(1)),
    ("runtime", "", "Goexit", Model::Exit),
    ("os", "", "Exit", Model::Exit),
    ("log", "", "Fatal", Model::Exit),
    ("log", "", "Fatalf", Model::Exit),
    ("log", "", "Fatalln", Model::Exit),
    ("net/http", "", "HandleFunc", Model::Callback(1)),
    ("net/http", "ServeMux", "HandleFunc", Model::Callback(2)),
    ("net/http", "Server", "RegisterOnShutdown", Model::Callback(1)),
    ("net/http", "Server", "Shutdown", Model::ServerShutdown),
    ("testing", "T", "Run", Model::SubTest(2)),
    ("testing", "B", "Run", Model::SubTest(2)),
    ("testing", "F", "Fuzz", Model::SubTest(1)),
    ("testing", "T", "Parallel", Model::ParallelTest),
    ("github.com/stretchr/testify/suite", "Suite", "Run", Model::SubTest(2)),
    ("golang.org/x/sync/errgroup", "Group", "Go", Model::GroupGo),
    ("golang.org/x/sync/errgroup", "Group", "TryGo", Model::GroupGo),
    ("golang.org/x/sync/errgroup", "Group", "Wait", Model::GroupWait),
    ("github.com/oklog/run", "Group", "Add", Model::ActorAdd),
    ("github.com/oklog/run", "Group", "Run", Model::ActorRun),
    ("github.com/oklog/oklog/pkg/group", "Group", "Add", Model::ActorAdd),
    ("github.com/oklog/oklog/pkg/group", "Group", "Run", Model::ActorRun),
    ("golang.org/x/sync/singleflight", "Group", "DoChan", Model::Callback(2)),
];

/// Atomic types and their methods: of `sync/atomic` and of the package that wraps it.
const ATOMIC_TYPES: &[&str] = &[
    "Bool",
    "Int32",
    "Int64",
    "Uint32",
    "Uint64",
    "Uintptr",
    "Pointer",
    "String",
    "Float32",
    "Float64",
    "Duration",
    "Time",
    "Error",
    "UnsafePointer",
];
const ATOMIC_METHODS: &[(&str, Model)] = &[
    ("Load", Model::AtomicLoad),
    ("Store", Model::AtomicStore),
    ("Swap", Model::AtomicStore),
    ("Add", Model::AtomicAdd),
    ("Sub", Model::AtomicAdd),
    ("Inc", Model::AtomicAdd),
    ("Dec", Model::AtomicAdd),
    ("And", Model::AtomicStore),
    ("Or", Model::AtomicStore),
    ("Toggle", Model::AtomicStore),
    ("CompareAndSwap", Model::AtomicCompareAndSwap),
    ("CAS", Model::AtomicCompareAndSwap),
];
const ATOMIC_PACKAGES: &[&str] = &["sync/atomic", "go.uber.org/atomic"];
const ATOMIC_FUNCS: &[(&str, Model)] = &[
    ("Load", Model::AtomicLoadAt),
    ("Store", Model::AtomicStoreAt),
    ("Swap", Model::AtomicStoreAt),
    ("Add", Model::AtomicAddAt),
    ("And", Model::AtomicStoreAt),
    ("Or", Model::AtomicStoreAt),
    ("CompareAndSwap", Model::AtomicCompareAndSwapAt),
];

/// Names of methods of unknown types that, given a function, most likely run it on a goroutine.
pub(crate) const SPAWNING_NAMES: &[&str] =
    &["Go", "TryGo", "Run", "Submit", "Spawn", "GoCtx", "Async", "Schedule"];

/// The name of a method that runs a part of a test, on a type that is not known, if the function that it is given takes
/// another of that type.
pub(crate) const SUBTEST_NAME: &str = "Run";

/// Whether a method without arguments of a type that is not known waits, by its name: `Wait`, `StopAndWait`.
pub(crate) fn waits(name: &str) -> bool {
    words(name).last().is_some_and(|last| last == "Wait")
}

/// What a method without arguments of a type that is not known most likely means, by its name.
pub(crate) fn by_name(method: &str) -> Option<Model> {
    match method {
        "Lock" => Some(Model::Lock),
        "RLock" => Some(Model::RLock),
        "Unlock" => Some(Model::Unlock),
        "RUnlock" => Some(Model::RUnlock),
        "Done" => Some(Model::GroupDone),
        _ => None,
    }
}

/// Words in names of calls that may wait, though nothing shows it.
const MAYBE_WAITING: &[&str] = &["wait", "join", "drain", "shutdown", "flush"];

/// Whether a function of which only the name is known may wait.
pub(crate) fn may_wait(name: &str) -> bool {
    words(name).any(|word| is_one_of(word, MAYBE_WAITING))
}

/// Whether a method of which only the name is known serves until somebody ends it.
pub(crate) fn serves(name: &str) -> bool {
    name.starts_with("ListenAndServe")
        || words(name).next().is_some_and(|first| first.eq_ignore_ascii_case("serve"))
}

/// Whether a function waits for whoever connects, or sends a packet, by its name: `Accept`, `ReadFromUDP`.
pub(crate) fn accepts(name: &str) -> bool {
    // Asked of every call.
    if !name.trim_start_matches('_').starts_with(['A', 'a', 'R', 'r']) {
        return false;
    }
    let mut words = words(name);
    match (words.next(), words.next()) {
        (Some(first), Some(second)) if is_one_of(first, &["read"]) => {
            is_one_of(second, &["from", "msg"])
        }
        (Some(first), _) => is_one_of(first, &["accept"]),
        _ => false,
    }
}

/// Last words of the names of flags that say that an object is at its end, or nearly.
const ENDED: &[&str] = &[
    "closed",
    "closing",
    "stopped",
    "stopping",
    "shutdown",
    "done",
    "exit",
    "exited",
    "exiting",
    "quit",
    "quitting",
    "killed",
    "dead",
    "cancelled",
    "canceled",
    "terminated",
    "terminating",
    "finished",
    "ended",
    "disposed",
    "destroyed",
    "released",
];

/// Whether a flag tells that an object is at its end, by its name: `isClosed`.
pub(crate) fn tells_end(flag: &str) -> bool {
    words(flag).last().is_some_and(|last| is_one_of(last, ENDED))
}

/// Meanings by function.
pub(crate) struct Models {
    by_func: FxHashMap<FuncId, Model>,
    by_iface: FxHashMap<(IfaceId, Sym), Model>,
    /// Of functions that only a name is known of.
    by_name: FxHashMap<Box<str>, Model>,
    /// What tears down because the project says so.
    teardowns: FxHashMap<FuncId, RootKind>,
}

impl Models {
    /// Looks the table up in a program.
    pub(crate) fn of(program: &Program, names: &Names) -> Self {
        let mut table: FxHashMap<(&str, &str, &str), Model> = FxHashMap::default();
        for &(package, ty, name, model) in TABLE {
            table.insert((package, ty, name), model);
        }
        for &package in ATOMIC_PACKAGES {
            for &ty in ATOMIC_TYPES {
                for &(name, model) in ATOMIC_METHODS {
                    table.insert((package, ty, name), model);
                }
            }
        }
        let known: rustc_hash::FxHashSet<&str> = table
            .keys()
            .map(|(package, ..)| *package)
            .chain(ATOMIC_PACKAGES.iter().copied())
            .collect();
        let mut by_func = FxHashMap::default();
        for (index, info) in program.funcs.iter().enumerate() {
            let func = FuncId::new(index);
            let package = &*program.packages[program.package_of(func).index()].path;
            if info.literal || !known.contains(package) {
                continue;
            }
            let ty =
                info.recv.map_or("", |(named, _)| program.name(program.named[named.index()].name));
            let name = program.name(info.name);
            let model = table.get(&(package, ty, name)).copied().or_else(|| {
                let atomic = package == "sync/atomic" && ty.is_empty();
                atomic.then(|| {
                    ATOMIC_FUNCS
                        .iter()
                        .find(|(prefix, _)| is_atomic_func(name, prefix))
                        .map(|(_, model)| *model)
                })?
            });
            if let Some(model) = model {
                by_func.insert(func, model);
            }
        }
        let mut by_iface = FxHashMap::default();
        for (index, info) in program.named.iter().enumerate() {
            let package = &*program.packages[info.pkg.index()].path;
            if !known.contains(package) {
                continue;
            }
            if let crate::program::types::TyKind::Interface(iface) =
                *program.types.kind(program.named[index].underlying)
            {
                for (method, _) in &program.ifaces[iface.index()].methods {
                    let key = (package, program.name(info.name), program.name(*method));
                    if let Some(&model) = table.get(&key) {
                        by_iface.insert((iface, *method), model);
                    }
                }
            }
        }
        let mut models = Self {
            by_func,
            by_iface,
            by_name: FxHashMap::default(),
            teardowns: FxHashMap::default(),
        };
        models.add_declared(program, names);
        models
    }

    /// Adds what the project declares; that wins over the table.
    fn add_declared(&mut self, program: &Program, names: &Names) {
        let mut declared: Vec<(&FuncName, Model)> = Vec::new();
        declared.extend(names.spawners.iter().map(|name| (name, Model::Spawner)));
        declared.extend(names.waiters.iter().map(|name| (name, Model::Waiter)));
        for Locker { lock, unlock, shared } in &names.lockers {
            let pair =
                if *shared { (Model::RLock, Model::RUnlock) } else { (Model::Lock, Model::Unlock) };
            declared.extend([(lock, pair.0), (unlock, pair.1)]);
        }
        let teardowns = names.teardown.iter().map(|name| (name, RootKind::EndOfLife));
        let resets = names.reset.iter().map(|name| (name, RootKind::ReInitialisation));
        let teardowns: Vec<(&FuncName, RootKind)> = teardowns.chain(resets).collect();
        if declared.is_empty() && teardowns.is_empty() {
            return;
        }
        for &(name, model) in &declared {
            self.by_name.insert(name.name().into(), model);
        }
        for (index, info) in program.funcs.iter().enumerate().filter(|(_, info)| !info.literal) {
            let func = FuncId::new(index);
            let package = &*program.packages[program.package_of(func).index()].path;
            let ty =
                info.recv.map_or("", |(named, _)| program.name(program.named[named.index()].name));
            let function = program.name(info.name);
            if let Some((_, model)) =
                declared.iter().find(|(name, _)| name.matches(package, ty, function))
            {
                self.by_func.insert(func, *model);
            }
            if let Some((_, kind)) =
                teardowns.iter().find(|(name, _)| name.matches(package, ty, function))
            {
                self.teardowns.insert(func, *kind);
            }
        }
        for info in &program.named {
            let crate::program::types::TyKind::Interface(iface) =
                *program.types.kind(info.underlying)
            else {
                continue;
            };
            let package = &*program.packages[info.pkg.index()].path;
            for (method, _) in &program.ifaces[iface.index()].methods {
                let (ty, function) = (program.name(info.name), program.name(*method));
                if let Some((_, model)) =
                    declared.iter().find(|(name, _)| name.matches(package, ty, function))
                {
                    self.by_iface.insert((iface, *method), *model);
                }
            }
        }
    }

    pub(crate) fn of_func(&self, func: FuncId) -> Option<Model> {
        self.by_func.get(&func).copied()
    }

    /// What the project declares a function of that name to be, where only the name is known.
    pub(crate) fn of_name(&self, name: &str) -> Option<Model> {
        self.by_name.get(name).copied()
    }

    /// What the project declares a function to tear down.
    pub(crate) fn declared_teardown(&self, func: FuncId) -> Option<RootKind> {
        self.teardowns.get(&func).copied()
    }

    pub(crate) fn of_iface(&self, iface: IfaceId, method: Sym) -> Option<Model> {
        self.by_iface.get(&(iface, method)).copied()
    }
}

/// `AddInt64` is `Add` on an `Int64`, but `AndInt32` is not `Add`.
fn is_atomic_func(name: &str, prefix: &str) -> bool {
    name.strip_prefix(prefix).is_some_and(|rest| ATOMIC_TYPES.contains(&rest) || rest == "Pointer")
}

/// Whether values of a type synchronise their users: overwriting one while another thread uses it is a race of its
/// own, and its methods are no plain accesses.
pub(crate) fn is_sync_type(program: &Program, named: NamedId) -> bool {
    let info = &program.named[named.index()];
    matches!(
        &*program.packages[info.pkg.index()].path,
        "sync" | "sync/atomic" | "go.uber.org/atomic"
    )
}

/// Whether a type is a lock, or the interface of locks.
pub(crate) fn is_lock_type(program: &Program, named: NamedId) -> bool {
    is_sync_type(program, named)
        && matches!(program.name(program.named[named.index()].name), "Mutex" | "RWMutex" | "Locker")
}

/// Whether a type lets something happen once.
pub(crate) fn is_once_type(program: &Program, named: NamedId) -> bool {
    is_sync_type(program, named) && program.name(program.named[named.index()].name) == "Once"
}

/// Whether functions of a type cancel a context.
pub(crate) fn is_cancel_type(program: &Program, named: NamedId) -> bool {
    program.name(program.named[named.index()].name) == "CancelFunc"
}

/// Whether a type is that of contexts.
pub(crate) fn is_context_type(program: &Program, named: NamedId) -> bool {
    let info = &program.named[named.index()];
    &*program.packages[info.pkg.index()].path == "context" && program.name(info.name) == "Context"
}

/// Functions that return an error which is never nil, by the last part of their package's path.
const ERROR_MAKERS: &[(&str, &str)] = &[
    ("errors", "New"),
    ("errors", "Errorf"),
    ("fmt", "Errorf"),
    ("status", "Error"),
    ("status", "Errorf"),
];

/// Whether a function makes an error.
pub(crate) fn makes_error(program: &Program, func: FuncId) -> bool {
    let name = program.name(program.funcs[func.index()].name);
    let package = &program.packages[program.package_of(func).index()].path;
    let last = package.rsplit('/').next().unwrap_or_default();
    ERROR_MAKERS.contains(&(last, name))
}

/// Packages below the memory model: the runtime and what it is made of, whose own scheduler orders what they do. The
/// race detector does not instrument them either (`NoInstrument` in the go command's table of special packages).
const UNINSTRUMENTED: &[&str] = &[
    "runtime",
    "runtime/race",
    "runtime/msan",
    "runtime/asan",
    "internal/abi",
    "internal/byteorder",
    "internal/chacha8rand",
    "internal/coverage/rtcov",
    "internal/cpu",
    "internal/goarch",
    "internal/godebugs",
    "internal/goexperiment",
    "internal/goos",
    "internal/profilerecord",
    "internal/strconv",
    "internal/stringslite",
];
/// The same for all packages below a path.
const UNINSTRUMENTED_BELOW: &str = "internal/runtime/";

/// Whether what a package does to memory is not for the memory model to judge.
pub(crate) fn is_uninstrumented(path: &str) -> bool {
    UNINSTRUMENTED.contains(&path) || path.starts_with(UNINSTRUMENTED_BELOW)
}

/// What ends (or starts anew) an object, by name: the first word of the function, lower case.
pub(crate) const END_OF_LIFE: &[&str] = &[
    "close",
    "stop",
    "shutdown",
    "destroy",
    "cleanup",
    "release",
    "free",
    "finish",
    "cancel",
    "kill",
    "disconnect",
    "detach",
    "terminate",
    "abort",
    "dispose",
    "teardown",
    "halt",
    "quit",
    "exit",
    "drain",
    "recycle",
    "unregister",
    "finalize",
    "fini",
    "uninit",
    "deinit",
    "unload",
    "unmount",
];
pub(crate) const RE_INITIALISATION: &[&str] =
    &["reset", "clear", "clean", "reinit", "reopen", "reload", "restart", "reconnect", "reboot"];
/// What gives an object its first values, and in some programs its next.
pub(crate) const INITIALISATION: &[&str] = &["init", "initialize", "initialise"];
/// First words of methods that make an object ready, mostly before others have it.
const SET_UP: &[&str] =
    &["start", "open", "launch", "setup", "restore", "configure", "set", "with", "register"];

/// Whether a method is mostly called before the object is shared, by its name.
pub(crate) fn is_set_up(name: &str) -> bool {
    let first = words(name).next().unwrap_or_default();
    is_one_of(first, SET_UP) || is_one_of(first, INITIALISATION)
}

/// What values are encoded and decoded by, which libraries find by reflection: whoever has a value at hand calls that.
const CODING: &[&str] = &["marshal", "unmarshal", "gob"];

/// Whether a method is an encoder's or decoder's to call, by its name.
pub(crate) fn is_coding(name: &str) -> bool {
    words(name).next().is_some_and(|first| is_one_of(first, CODING))
}

/// Whether a teardown name says that a step of some work is done rather than the object: `finishIndexBlock`.
pub(crate) fn is_end_of_step(name: &str) -> bool {
    let mut words = relevant_words(name);
    words.next().is_some_and(|first| first.eq_ignore_ascii_case("finish")) && words.next().is_some()
}

/// First words of methods that start what an object does.
const START: &[&str] = &[
    "start", "open", "run", "launch", "begin", "serve", "listen", "resume", "connect", "enable",
    "activate",
];

/// Whether a method starts what its object does, by its name.
pub(crate) fn is_start(name: &str) -> bool {
    relevant_words(name).next().is_some_and(|first| is_one_of(first, START))
}

/// The words of a name from the first one that says what is done.
pub(crate) fn relevant_words(name: &str) -> impl Iterator<Item = &str> {
    words(name).skip_while(|word| is_one_of(word, PREFIXES))
}

/// Whether a word of a name is in one of the tables, which are in lower case.
pub(crate) fn is_one_of(word: &str, table: &[&str]) -> bool {
    table.iter().any(|own| word.eq_ignore_ascii_case(own))
}

/// Words that may stand before the one that matters.
const PREFIXES: &[&str] = &[
    "do",
    "try",
    "force",
    "graceful",
    "gracefully",
    "safe",
    "safely",
    "must",
    "maybe",
    "handle",
    "process",
    "internal",
    "async",
    "hard",
    "soft",
    "fast",
    "local",
    "self",
    "pre",
    "post",
];

/// The words of a Go name as they stand: `gracefulStopAll` → graceful, Stop, All.
pub(crate) fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split('_').flat_map(|mut rest| {
        std::iter::from_fn(move || {
            let mut upper_before = true;
            let begins = |&(_, c): &(usize, char)| {
                let upper = c.is_uppercase();
                !std::mem::replace(&mut upper_before, upper) && upper
            };
            let end = rest.char_indices().find(begins).map_or(rest.len(), |(at, _)| at);
            let (word, after) = rest.split_at(end);
            rest = after;
            (!word.is_empty()).then_some(word)
        })
    })
}
