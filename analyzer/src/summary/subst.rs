//! What a callee says, in the terms of a caller: its roots replaced by what they stand for there.

use super::domain::{
    Access, Clause, FuncVal, Guard, Hop, Join, Lock, ObjectId, Path, Release, Root, Summary, Val,
};
use super::eval::object_of;
use super::nilness::is_contradicted;
use super::tables::{ClauseSet, ReleaseSet};
use super::walk::Walker;
use crate::program::LocalId;
use crate::program::types::TyKind;

/// What a callee's roots stand for in the caller.
#[derive(Clone, Debug)]
pub(super) struct Binding {
    pub(super) params: Vec<Val>,
    /// The parameter that takes all further arguments as a slice.
    pub(super) variadic: Option<usize>,
    pub(super) captures: Vec<(LocalId, Val)>,
    /// Variables that a literal captures of which it is known whether they are nil.
    pub(super) nils: Vec<(LocalId, bool)>,
    /// Tells objects made by this call from those made by others.
    pub(super) salt: u64,
}

/// The object of a callee that was asked for last, and what it is here: most cells that a callee tells of are of the same
/// object as the one before.
#[derive(Default)]
pub(super) struct LastObject(Option<(Path, Val)>);

impl Walker<'_, '_> {
    pub(super) fn subst_clauses(
        &mut self,
        summary: &Summary,
        clauses: ClauseSet,
        binding: &Binding,
    ) -> ClauseSet {
        let mut set = ClauseSet::default();
        for clause in summary.tables.clauses(clauses) {
            if let Some(clause) = self.subst_clause(clause, binding) {
                set.add(self.out.tables.clause(&clause));
            }
        }
        set
    }

    pub(super) fn subst_releases(&mut self, release: &Release, binding: &Binding) -> ReleaseSet {
        let mut set = ReleaseSet::default();
        for path in self.subst(&release.path, binding).paths() {
            set.add(self.out.tables.release(&Release { path, ..*release }));
        }
        set
    }

    /// The place of a callee's cell in this function's terms: the object is followed through what is known of its
    /// fields, the cell itself is not, for it is the place and not what is in it that is accessed.
    pub(super) fn subst_cell(&self, path: &Path, binding: &Binding, known: &mut LastObject) -> Val {
        let (Some(last), Some(object)) = (path.last(), path.parent()) else {
            return self.subst(path, binding);
        };
        let object = object.copied(false);
        if known.0.as_ref().is_none_or(|(own, _)| *own != object) {
            known.0 = Some((object, self.subst(&object, binding)));
        }
        let cell = |object: Path| Val::Path(object.push(last).copied(path.copy || object.copy));
        match &known.0 {
            Some((_, objects)) if !matches!(objects, Val::Opaque) => objects.map_paths(cell),
            _ => self.subst(path, binding),
        }
    }

    /// The paths of an access of a callee. What a map, slice or channel holds is shared by all copies of the struct around it.
    pub(super) fn subst_access(
        &self,
        access: &Access,
        binding: &Binding,
        known: &mut LastObject,
    ) -> Val {
        if access.path.as_captured().is_some() {
            return Val::Path(access.path);
        }
        let program = self.cx.program;
        let is_array = |field: crate::program::FieldId| {
            let ty = program.fields[field.index()].ty;
            matches!(program.types.kind(program.underlying(&program.types, ty)), TyKind::Array(_))
        };
        let is_content = access.op.is_of_content()
            && access.path.last_field().is_some_and(|field| !is_array(field));
        let paths = self.subst_cell(&access.path, binding, known);
        if !is_content {
            return paths;
        }
        paths.map_paths(|path| Val::Path(path.copied(access.path.copy)))
    }

    /// A callee's path in this function's terms.
    pub(super) fn subst(&self, path: &Path, binding: &Binding) -> Val {
        let hops = path.hops();
        match path.root {
            Root::Param(index) => {
                let index = usize::from(index);
                if binding.variadic == Some(index) {
                    let rest = binding.params.get(index..).unwrap_or(&[]);
                    return match hops.split_first() {
                        Some((hop, hops)) if hop.is_elem() => rest
                            .iter()
                            .fold(Val::Opaque, |all, val| all.or(self.steps(val, hops, path.copy))),
                        _ => Val::Opaque,
                    };
                }
                match binding.params.get(index) {
                    Some(val) => self.steps(val, hops, path.copy),
                    None => Val::Opaque,
                }
            }
            Root::Var(local) => match binding.captures.iter().find(|(var, _)| *var == local) {
                Some((_, val)) => self.steps(val, hops, path.copy),
                None => Val::Path(*path),
            },
            Root::Fresh(object) => {
                let root = Path::new(Root::Fresh(object.mixed(binding.salt)));
                self.steps(&Val::Path(root), hops, path.copy)
            }
            Root::Result(call) => Val::Path(path.with_root(Root::Result(call.mixed(binding.salt)))),
            Root::Global(_) | Root::Unknown => Val::Path(*path),
        }
    }

    pub(super) fn steps(&self, val: &Val, hops: &[Hop], copy: bool) -> Val {
        if let Val::Path(path) = val {
            if hops.is_empty() {
                return Val::Path(path.copied(path.copy || copy));
            }
            // Only of some objects is it known what their fields were given.
            let is_known = |object: ObjectId| self.out.fields.contains_key(&object);
            if !object_of(path.root).is_some_and(is_known) || !self.is_embedding(path.hops()) {
                return Val::Path(path.extend(hops).copied(copy));
            }
        }
        let mut val = val.clone();
        for &hop in hops {
            if val.paths().next().is_none() && matches!(val, Val::Opaque | Val::Guard(_)) {
                // Nothing is known of the object; the rest of the path still tells what is accessed.
                val = Val::Path(Path::new(Root::Unknown));
            }
            val = self.step(&val, hop);
            if let Val::Path(path) = &mut val {
                path.copy = false;
            }
        }
        match val {
            Val::Path(path) => Val::Path(path.copied(path.copy || copy)),
            other => other,
        }
    }

    pub(super) fn subst_val(&self, val: &Val, binding: &Binding) -> Val {
        match val {
            Val::Opaque => Val::Opaque,
            Val::Bool(value) => Val::Bool(*value),
            Val::Path(path) => self.subst(path, binding),
            Val::Func(func) => {
                let FuncVal { func, recv, captures } = &**func;
                let recv = recv.as_ref().map(|recv| self.subst_val(recv, binding));
                let mut captures: Vec<(LocalId, Val)> = captures
                    .iter()
                    .map(|(var, val)| (*var, self.subst_val(val, binding)))
                    .collect();
                // A literal inside a literal sees what the outer one captured.
                if !binding.captures.is_empty() {
                    let file = self.cx.program.file_of(*func);
                    for var in &self.cx.program.func_facts(*func).captures {
                        let var = file.local_id(*var);
                        if !captures.iter().any(|(own, _)| *own == var)
                            && let Some((_, val)) =
                                binding.captures.iter().find(|(own, _)| *own == var)
                        {
                            captures.push((var, val.clone()));
                        }
                    }
                }
                Self::func_val(*func, recv, captures)
            }
            Val::Many(vals) => vals
                .iter()
                .fold(Val::Opaque, |all, val| all.or(self.subst_val(val, binding).variable())),
            Val::Guard(guard) => {
                let facts = |facts: &[super::domain::Fact]| {
                    facts
                        .iter()
                        .filter_map(|fact| match fact {
                            super::domain::Fact::Held(lock) => self
                                .subst(&lock.path, binding)
                                .paths()
                                .next()
                                .map(|path| super::domain::Fact::Held(Lock { path, ..*lock })),
                            super::domain::Fact::Joined(join) => {
                                self.subst_join(join, binding).map(super::domain::Fact::Joined)
                            }
                        })
                        .collect()
                };
                Val::Guard(
                    Guard { if_true: facts(&guard.if_true), if_false: facts(&guard.if_false) }
                        .into(),
                )
            }
        }
    }

    pub(super) fn subst_join(&self, join: &Join, binding: &Binding) -> Option<Join> {
        let path = self.subst(&join.path, binding).paths().next()?;
        Some(Join { kind: join.kind, path })
    }

    /// A disjunction holds only as a whole. Without what the arguments rule out, and not at all if they are one reason
    /// for it.
    pub(super) fn subst_clause(&self, clause: &Clause, binding: &Binding) -> Option<Clause> {
        let mut told = Clause::new();
        for join in clause {
            let Some((index, value)) = join.flag_parameter() else {
                told.push(self.subst_join(join, binding)?);
                continue;
            };
            match binding.params.get(usize::from(index)) {
                Some(Val::Bool(given)) if *given != value => {}
                Some(Val::Path(path)) => {
                    let own = Join { path: *path, ..*join };
                    own.flag_parameter()?;
                    told.push(own);
                }
                _ => return None,
            }
        }
        (!told.is_empty()).then_some(told)
    }
}

/// The clauses that hold only if one of a callee's boolean parameters is not what it is given, or a variable that it captures
/// is nil and is not: it does not get to where one of them does.
pub(super) fn ruled_out(summary: &Summary, binding: &Binding) -> ClauseSet {
    let is_constant = |val: &Val| matches!(val, Val::Bool(_));
    if binding.nils.is_empty() && !binding.params.iter().any(is_constant) {
        return ClauseSet::default();
    }
    summary.tables.such(|clause| {
        clause.iter().all(|join| {
            let is_other = join.flag_parameter().is_some_and(|(index, value)| {
                matches!(binding.params.get(usize::from(index)), Some(Val::Bool(given)) if *given != value)
            });
            is_other || is_contradicted(join, &binding.nils)
        })
    })
}
