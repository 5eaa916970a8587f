//! Candidates into conflicts: traces, names, and why nothing orders the two.

use rustc_hash::FxHashMap;

use super::model::{
    Cell, Conflict, FileId, Location, Operation, OriginKind, Reason, Remedy, RootKind, Side,
    SignalKind, Step,
};
use super::order::is_once;
use super::{Candidate, Judge, confidence};
use crate::program::{FuncId, Program};
use crate::summary::domain::{
    Access, Ctx, JoinKind, Path, Pos, ReleaseKind, Root, Summary, SyncWhat,
};
use crate::summary::joins::NotCovered;
use crate::summary::{Context, also_known_as};
use crate::syntax::facts::Span;

/// The chain from a function to an access of its summary: each function with the place in it.
pub(super) fn trace(
    cx: &Context<'_>,
    func: FuncId,
    summary: Option<&Summary>,
    access: &Access,
) -> Vec<(FuncId, Pos)> {
    let own;
    let summary = match summary {
        Some(summary) => summary,
        None => match cx.summary(func) {
            Some(summary) => {
                own = summary;
                own
            }
            None => return vec![(func, access.pos)],
        },
    };
    let mut steps = Vec::new();
    let mut at = (func, summary, *access);
    while let Some(via) = at.2.via {
        let Some(site) = at.1.sites.get(via.site as usize) else { break };
        let Some(inner) = site.summary.accesses.get(via.number()) else { break };
        steps.push((at.0, site.pos));
        steps.extend(site.through.iter().copied());
        at = (site.callee, &site.summary, *inner);
        if steps.len() > 64 {
            break;
        }
    }
    steps.push((at.0, at.2.pos));
    steps
}

/// The chain that leads to the teardown side's access, in the function in whose terms it is told.
pub(super) fn teardown_trace(cx: &Context<'_>, candidate: &Candidate) -> Vec<(FuncId, Pos)> {
    let body = candidate.teardown_body.as_deref();
    trace(cx, candidate.teardown_func, body, &candidate.teardown_access)
}

/// The number of calls that lead to an access.
pub(super) fn depth(summary: &Summary, access: &Access) -> usize {
    depth_by(summary, access, |_| 1)
}

/// The same, with what each callee counts.
pub(super) fn depth_by(
    summary: &Summary,
    access: &Access,
    count: impl Fn(FuncId) -> usize,
) -> usize {
    let mut depth = 1;
    let mut at = (summary, access);
    while let Some(via) = at.1.via {
        let Some(site) = at.0.sites.get(via.site as usize) else { break };
        let Some(inner) = site.summary.accesses.get(via.number()) else { break };
        depth += count(site.callee);
        depth += site.through.iter().map(|(func, _)| count(*func)).sum::<usize>();
        at = (&site.summary, inner);
    }
    depth
}

/// The cell that the teardown side writes.
pub(super) fn cell(cx: &Context<'_>, func: FuncId, access: &Access, path: &Path) -> Cell {
    let program = cx.program;
    let package = |pkg: crate::program::PkgId| program.packages[pkg.index()].path.to_string();
    let struct_cell = |id: crate::program::StructId| {
        let info = &program.structs[id.index()];
        let type_name = info
            .named
            .map_or("struct", |named| program.name(program.named[named.index()].name))
            .to_owned();
        (package(info.pkg), type_name)
    };
    if access.op == Operation::Overwrite
        && let Some(id) = access.overwritten
    {
        let (package, type_name) = struct_cell(id);
        return Cell::Struct { package, type_name };
    }
    match (path.last_field(), path.root) {
        (Some(field), _) => {
            let info = &program.fields[field.index()];
            let (package, type_name) = struct_cell(info.owner);
            Cell::Field { package, type_name, field: program.name(info.name).to_owned() }
        }
        (None, Root::Global(global)) => {
            let info = &program.globals[global.index()];
            Cell::Variable { package: package(info.pkg), name: program.name(info.name).to_owned() }
        }
        (None, _) => {
            let pkg = program.package_of(func);
            let name = show(program, func, path);
            let declares = &program.funcs[func.index()];
            Cell::Local {
                package: package(pkg),
                function: program.display_name(declares.outermost),
                name,
            }
        }
    }
}

/// A path in the words of a function: `s.wg`.
fn show(program: &Program, func: FuncId, path: &Path) -> String {
    let facts = program.func_facts(func);
    let file = program.file_of(func);
    let local = |var: Option<crate::syntax::facts::VarId>| {
        var.map(|var| program.name(file.facts.locals[var.index()].name).to_owned())
    };
    let root = match path.root {
        Root::Param(index) => facts
            .recv
            .iter()
            .chain(&facts.params)
            .nth(usize::from(index))
            .and_then(|param| local(param.var)),
        Root::Var(var) => local_name(program, var),
        Root::Global(global) => Some(program.name(program.globals[global.index()].name).to_owned()),
        Root::Fresh(_) | Root::Result(_) | Root::Unknown => None,
    };
    let mut text = root.unwrap_or_default();
    if path.as_captured().is_some() {
        return text;
    }
    for hop in path.hops() {
        match hop.as_field() {
            Some(field) => {
                let info = &program.fields[field.index()];
                // What is embedded is not written.
                if info.embedded && path.last() != Some(*hop) {
                    continue;
                }
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(program.name(info.name));
            }
            None => match hop.as_accessor() {
                Some(method) => {
                    text.push('.');
                    text.push_str(program.name(method));
                    text.push_str("()");
                }
                None => text.push_str("[…]"),
            },
        }
    }
    if text.is_empty() { UNNAMED.to_owned() } else { text }
}

/// What a path is called that begins at nothing with a name.
const UNNAMED: &str = "it";

fn local_name(program: &Program, var: crate::program::LocalId) -> Option<String> {
    program.files.iter().find_map(|file| {
        let first = file.local_id(crate::syntax::facts::VarId::new(0)).0;
        let local = file.facts.locals.get(var.0.checked_sub(first)? as usize)?;
        Some(program.name(local.name).to_owned())
    })
}

struct Reporter<'r, 'c, 'p> {
    judge: &'r Judge<'c, 'p>,
    texts: FxHashMap<u32, Option<Vec<u8>>>,
    read: &'r mut dyn FnMut(u32) -> Option<Vec<u8>>,
}

/// Puts candidates into words, sorted by place.
pub(super) fn conflicts(
    judge: &Judge<'_, '_>,
    candidates: Vec<Candidate>,
    read: &mut dyn FnMut(u32) -> Option<Vec<u8>>,
) -> Vec<Conflict> {
    let mut reporter = Reporter { judge, texts: FxHashMap::default(), read };
    let mut conflicts: Vec<Conflict> =
        candidates.iter().filter_map(|candidate| reporter.conflict(candidate)).collect();
    conflicts.sort_by(|a, b| {
        let place = |conflict: &Conflict| {
            let at = |side: &Side| side.trace.last().map(|step| step.location);
            (at(&conflict.teardown), at(&conflict.goroutine), conflict.cell.clone())
        };
        place(a).cmp(&place(b))
    });
    conflicts
}

impl Reporter<'_, '_, '_> {
    fn conflict(&mut self, candidate: &Candidate) -> Option<Conflict> {
        let cx = self.judge.cx;
        let program = cx.program;
        if !self.is_reported(candidate.teardown_access.pos)
            || !self.is_reported(candidate.goroutine_access.pos)
        {
            return None;
        }
        let mut teardown_steps = candidate.teardown_calls.clone();
        teardown_steps.extend(teardown_trace(cx, candidate));
        // The first step of the goroutine's chain is the `go` statement, which is told apart.
        let goroutine_steps =
            trace(cx, candidate.home, Some(&candidate.goroutine), &candidate.goroutine_access);
        let called = usize::from(candidate.origin != OriginKind::Caller);
        let goroutine_steps = if goroutine_steps.len() > called {
            &goroutine_steps[called..]
        } else {
            &goroutine_steps[..]
        };
        let summary = cx.summary(candidate.teardown_func)?;
        let goroutine_ctx = candidate.goroutine.ctx(candidate.goroutine_access.ctx);
        let reasons = self.reasons(candidate, summary);
        let remedies = self.remedies(candidate, &reasons);
        let confidence = confidence(candidate.weak + candidate.certainty.weak_links());
        let spawn_trace: Vec<Step> = self.steps(&candidate.start)?;
        let spawn = spawn_trace.last()?.clone();
        Some(Conflict {
            cell: cell(cx, candidate.teardown_func, &candidate.teardown_access, &candidate.cell),
            declared: self.declared(candidate),
            root_kind: candidate.kind,
            origin_kind: candidate.origin,
            teardown: Side {
                operation: candidate.teardown_access.op,
                trace: self.steps(&teardown_steps)?,
                locks: locks(program, candidate.teardown_func, &candidate.teardown_ctx),
                expression: self.text(candidate.teardown_access.pos),
            },
            goroutine: Side {
                operation: candidate.goroutine_access.op,
                trace: self.steps(goroutine_steps)?,
                locks: locks(program, candidate.home, goroutine_ctx),
                expression: self.text(candidate.goroutine_access.pos),
            },
            spawn,
            spawn_trace,
            confidence,
            reasons,
            remedies,
            also: Vec::new(),
        })
    }

    fn is_reported(&self, pos: Pos) -> bool {
        self.judge.cx.program.files.get(pos.file as usize).is_some_and(|file| file.reported)
    }

    fn location(&self, pos: Pos) -> Option<Location> {
        let file = self.judge.cx.program.files.get(pos.file as usize)?;
        let (line, column) = file.facts.line_column(pos.start);
        Some(Location {
            file: FileId(file.source?),
            span: Span { start: pos.start, end: pos.end },
            line,
            column,
        })
    }

    /// The first and the last line of the declared function around a function or literal.
    fn lines(&self, func: FuncId) -> (u32, u32) {
        let program = self.judge.cx.program;
        let outermost = program.funcs[func.index()].outermost;
        let span = program.func_facts(outermost).span;
        let line = |byte| program.file_of(outermost).facts.line_column(byte).0;
        (line(span.start), line(span.end.saturating_sub(1).max(span.start)))
    }

    /// Where the names of the cell are declared.
    fn declared(&self, candidate: &Candidate) -> Vec<Location> {
        let program = self.judge.cx.program;
        let overwritten = candidate
            .teardown_access
            .overwritten
            .filter(|_| candidate.teardown_access.op == Operation::Overwrite);
        let field = candidate.cell.last_field();
        let places = match (overwritten, field, candidate.cell.root) {
            (Some(id), _, _) => vec![program.struct_place(id)],
            (None, Some(field), _) => {
                let info = &program.fields[field.index()];
                vec![Some((info.file, info.span)), program.struct_place(info.owner)]
            }
            (None, None, Root::Global(global)) => vec![Some(program.global_place(global))],
            (None, None, _) => Vec::new(),
        };
        let pos = |(file, span): (crate::program::FileIdx, Span)| Pos {
            file: file.index() as u32,
            start: span.start,
            end: span.end,
        };
        places.into_iter().flatten().filter_map(|place| self.location(pos(place))).collect()
    }

    fn steps(&self, chain: &[(FuncId, Pos)]) -> Option<Vec<Step>> {
        chain
            .iter()
            .map(|(func, pos)| {
                Some(Step {
                    function: self.judge.cx.program.display_name(*func),
                    location: self.location(*pos)?,
                    lines: self.lines(*func),
                })
            })
            .collect()
    }

    /// The source of an expression.
    fn text(&mut self, pos: Pos) -> String {
        let Some(source) =
            self.judge.cx.program.files.get(pos.file as usize).and_then(|file| file.source)
        else {
            return String::new();
        };
        let read = &mut self.read;
        let bytes = self.texts.entry(source).or_insert_with(|| read(source));
        bytes
            .as_ref()
            .and_then(|bytes| bytes.get(pos.start as usize..pos.end as usize))
            .map(|bytes| {
                String::from_utf8_lossy(bytes).lines().next().unwrap_or_default().to_owned()
            })
            .unwrap_or_default()
    }

    fn reasons(&self, candidate: &Candidate, summary: &Summary) -> Vec<Reason> {
        let program = self.judge.cx.program;
        let func = candidate.teardown_func;
        let mut reasons = Vec::new();
        let before: Vec<(JoinKind, Path)> =
            candidate.attempts.waits.iter().map(|(join, _)| (join.kind, join.path)).collect();
        let position =
            teardown_trace(self.judge.cx, candidate).first().map_or(0, |step| step.1.start);
        for event in &summary.syncs {
            let Some(at) = self.location(event.at) else { continue };
            let what = show(program, func, &event.path);
            if !is_name(&what) || !concerns(candidate, event.what, &event.path) {
                continue;
            }
            match event.what {
                SyncWhat::Wait(kind) => {
                    if let Some((_, why)) = candidate.attempts.waits.iter().find(|(join, _)| {
                        join.path == event.path && (join.kind == kind || kind != JoinKind::Group)
                    }) {
                        reasons.push(match why {
                            NotCovered::Other => Reason::WaitsForOther { what, at },
                            NotCovered::ReleasedBefore => Reason::ReleasedBeforeAccess { what, at },
                            NotCovered::NotAdded => Reason::AddNotBeforeSpawn { what, at },
                        });
                    } else if event.at.start > position {
                        reasons.push(Reason::WaitAfterAccess { what, at });
                    } else if !before.iter().any(|(_, path)| *path == event.path) {
                        reasons.push(Reason::WaitOnSomePaths { what, at });
                    }
                }
                // The access itself is no reason.
                SyncWhat::Signal(_)
                    if candidate.teardown_access.op == Operation::Close
                        && event.path == candidate.teardown_access.path => {}
                // What is set or asked for later looks like no order at all.
                SyncWhat::Signal(how)
                    if event.at.start > position
                        && (how == SignalKind::Flag
                            || candidate.kind == RootKind::SpawnersTail) => {}
                SyncWhat::Signal(how) => reasons.push(Reason::SignalOnly { what, how, at }),
            }
        }
        let mut told: Vec<Reason> = Vec::new();
        for reason in reasons {
            if !told.iter().any(|known| known.is_about_the_same(&reason)) {
                told.push(reason);
            }
        }
        told.truncate(MAX_SYNC_REASONS);
        let mut reasons = told;
        if let Some(stop) = candidate.stopped_by {
            let info = &program.funcs[stop.index()];
            let span = program.func_facts(stop).name_span;
            let pos = Pos { file: info.file.0, start: span.start, end: span.end };
            if let Some(at) = self.location(pos) {
                let function = program.display_name(stop);
                reasons.insert(0, Reason::StopDoesNotWait { function, at });
            }
        }
        let is_held = |ctx: &Ctx| ctx.locks.iter().any(|lock| !is_once(program, &lock.path));
        let own = is_held(&candidate.teardown_ctx);
        let there = is_held(candidate.goroutine.ctx(candidate.goroutine_access.ctx));
        if candidate.teardown_access.op == Operation::WaitGroupWait {
            if candidate.origin == OriginKind::Caller {
                return vec![Reason::Nothing];
            }
            reasons.retain(|reason| matches!(reason, Reason::AddNotBeforeSpawn { .. }));
            if reasons.is_empty()
                && let Some(at) = self.location(candidate.teardown_access.pos)
            {
                let what = show(program, func, &candidate.cell);
                reasons.push(Reason::AddNotBeforeSpawn { what, at });
            }
            return reasons;
        }
        let read_lock = candidate
            .attempts
            .read_lock_only
            .filter(|lock| !is_once(program, lock))
            .map(|lock| show(program, func, &lock));
        match (read_lock.filter(|lock| is_name(lock)), own, there) {
            (Some(lock), ..) => reasons.push(Reason::ReadLockOnly { lock }),
            (None, true, true) => reasons.push(Reason::DifferentLocks),
            (None, true, false) => reasons.push(Reason::GoroutineHoldsNoLock),
            (None, false, true) => reasons.push(Reason::TeardownHoldsNoLock),
            (None, false, false) => {}
        }
        let atomic = |op| matches!(op, Operation::AtomicRead | Operation::AtomicWrite);
        if atomic(candidate.teardown_access.op) != atomic(candidate.goroutine_access.op)
            && (atomic(candidate.teardown_access.op) || atomic(candidate.goroutine_access.op))
        {
            reasons.push(Reason::MixedAtomic);
        }
        if reasons.is_empty() {
            reasons.push(Reason::Nothing);
        }
        reasons
    }

    fn remedies(&self, candidate: &Candidate, reasons: &[Reason]) -> Vec<Remedy> {
        let program = self.judge.cx.program;
        let mut remedies = Vec::new();
        for reason in reasons {
            match reason {
                Reason::WaitAfterAccess { what, at } => {
                    remedies.push(Remedy::MoveWaitUp { what: what.clone(), at: *at });
                }
                Reason::AddNotBeforeSpawn { what, .. } => {
                    remedies.push(Remedy::AddBeforeSpawn { what: what.clone() })
                }
                Reason::ReadLockOnly { lock } => {
                    remedies.push(Remedy::WriteLock { lock: lock.clone() })
                }
                Reason::GoroutineHoldsNoLock => {
                    let held = locks(program, candidate.teardown_func, &candidate.teardown_ctx);
                    if let Some((lock, _)) = held.into_iter().next() {
                        remedies.push(Remedy::TakeLock { lock, on_goroutine: true });
                    }
                }
                Reason::TeardownHoldsNoLock => {
                    let ctx = candidate.goroutine.ctx(candidate.goroutine_access.ctx);
                    if let Some((lock, _)) = locks(program, candidate.home, ctx).into_iter().next()
                    {
                        remedies.push(Remedy::TakeLock { lock, on_goroutine: false });
                    }
                }
                Reason::MixedAtomic => remedies.push(Remedy::Atomic),
                _ => {}
            }
        }
        if candidate.cell.as_captured().is_some() {
            let starter_reads =
                candidate.teardown_body.is_none() && candidate.teardown_access.op.is_read();
            if !starter_reads {
                remedies.push(Remedy::OwnVariable);
            } else if let Some((what, kind)) = self.released_at_end(candidate) {
                remedies.push(Remedy::WaitFor { what, group: kind == ReleaseKind::Done });
            }
        } else if candidate.kind == RootKind::SpawnersTail
            && candidate.teardown_access.op != Operation::WaitGroupWait
        {
            remedies.push(Remedy::MoveBeforeSpawn);
        } else if remedies.is_empty()
            && candidate.origin != OriginKind::Caller
            && let Some((what, kind)) = self.released_at_end(candidate)
        {
            remedies.push(Remedy::WaitFor { what, group: kind == ReleaseKind::Done });
        }
        if remedies.is_empty() && candidate.origin == OriginKind::Caller {
            remedies.push(Remedy::GuardBoth);
        } else if candidate.teardown_access.op == Operation::Close
            && candidate.goroutine_access.op == Operation::Send
            && remedies.is_empty()
        {
            remedies.push(Remedy::LetSenderClose);
        }
        if remedies.is_empty() {
            remedies.push(Remedy::AddJoin);
        }
        remedies.dedup();
        remedies.truncate(MAX_REMEDIES);
        remedies
    }

    /// What the goroutine's own function calls `Done` on or closes after the access, by a name under which it can be
    /// waited for.
    fn released_at_end(&self, candidate: &Candidate) -> Option<(String, ReleaseKind)> {
        let program = self.judge.cx.program;
        let body = &candidate.goroutine;
        let released_before = body.ctx(candidate.goroutine_access.ctx).released;
        let in_entry = |pos: Pos| {
            let info = &program.funcs[candidate.entry.index()];
            let span = program.func_facts(candidate.entry).span;
            info.file.index() as u32 == pos.file && (span.start..span.end).contains(&pos.start)
        };
        let ends = body.releases.iter().filter(|event| {
            matches!(event.release.kind, ReleaseKind::Done | ReleaseKind::Close)
                && in_entry(event.pos)
                && !released_before.meets(body.tables.find_release(&event.release))
        });
        let mut names = ends.flat_map(|event| {
            let paths = also_known_as(&body.names, &event.release.path);
            let names =
                paths.into_iter().filter(|path| path.hops().iter().all(|hop| !hop.is_elem()));
            let names = names.map(|path| show(program, candidate.home, &path));
            names.filter(|name| is_name(name)).map(|name| (name, event.release.kind)).next()
        });
        names.next()
    }
}

/// The locks that are held, by name.
fn locks(program: &Program, func: FuncId, ctx: &Ctx) -> Vec<(String, bool)> {
    let mutexes = ctx.locks.iter().filter(|lock| !is_once(program, &lock.path));
    let named = mutexes.map(|lock| (show(program, func, &lock.path), lock.shared));
    named.filter(|(name, _)| is_name(name)).collect()
}

/// More waits and signals than this convince nobody.
const MAX_SYNC_REASONS: usize = 4;

/// The smallest changes that would order the two; more is for the person to find out.
const MAX_REMEDIES: usize = 2;

/// Whether [`show`] has found a name for a path.
fn is_name(what: &str) -> bool {
    what != UNNAMED && !what.starts_with(['[', '.'])
}

/// Whether a wait or signal on the teardown side has to do with the goroutine: it waits for what is signalled, or
/// releases what is waited for. Paths of different functions are compared by their last step.
fn concerns(candidate: &Candidate, what: SyncWhat, path: &Path) -> bool {
    let body = &candidate.goroutine;
    // A channel that is made and stored in one function is known there by itself.
    let like = |other: &Path| {
        also_known_as(&body.names, other).iter().any(|other| match (path.last(), other.last()) {
            (Some(own), Some(other)) => own.matches(other),
            (None, None) => path.root == other.root,
            _ => false,
        })
    };
    match what {
        SyncWhat::Wait(kind) => {
            candidate.attempts.waits.iter().any(|(join, _)| join.path == *path)
                || candidate.handles.iter().any(like)
                || body
                    .releases
                    .iter()
                    .any(|event| kind.waits_for(event.release.kind) && like(&event.release.path))
        }
        SyncWhat::Signal(SignalKind::TimerStop) => candidate.handles.iter().any(like),
        SyncWhat::Signal(SignalKind::Flag) => body.accesses.iter().any(|access| {
            matches!(access.op, Operation::AtomicRead | Operation::Read) && like(&access.path)
        }),
        // What a context ends cannot be followed.
        SyncWhat::Signal(SignalKind::Cancel) => true,
        SyncWhat::Signal(SignalKind::Close | SignalKind::Send) => body
            .releases
            .iter()
            .any(|event| event.release.kind == ReleaseKind::Receive && like(&event.release.path)),
    }
}
