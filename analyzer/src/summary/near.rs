//! What one thread touches, so that of another thread's accesses only those need be looked at that may meet it.

use rustc_hash::FxHashSet;

use super::domain::{Access, Path, Root};
use crate::conflict::model::Operation;
use crate::program::types::{Ty, TyKind};
use crate::program::{FieldId, GlobalId, Program, StructId};

/// The cells that some accesses touch.
#[derive(Default)]
pub(crate) struct Near {
    written: FxHashSet<FieldId>,
    /// Structs that are written as a whole, with those that lie in them.
    structs: FxHashSet<StructId>,
    /// Fields on the way to what is read: another thread's write meets the read if it is to one of them.
    read: FxHashSet<FieldId>,
    globals: FxHashSet<GlobalId>,
}

impl Near {
    /// Adds what an access touches under one of the names of its cell.
    pub(crate) fn add(&mut self, program: &Program, access: &Access, path: &Path) {
        let mut fields = path.hops().iter().filter_map(|hop| hop.as_field());
        if access.op.is_read() {
            self.read.extend(fields);
        } else if let Some(field) = fields.next_back()
            && self.written.insert(field)
        {
            self.add_parts(program, program.fields[field.index()].ty);
        }
        if let Some(id) = access.overwritten {
            self.add_struct(program, id);
        }
        if let Root::Global(global) = path.root
            && (path.hops().is_empty() || access.op.is_read())
            && self.globals.insert(global)
        {
            self.add_parts(program, program.globals[global.index()].ty);
        }
    }

    /// The structs that values of the type contain.
    fn add_parts(&mut self, program: &Program, ty: Ty) {
        match *program.types.kind(program.underlying(&program.types, ty)) {
            TyKind::Struct(id) => self.add_struct(program, id),
            TyKind::Array(elem) => self.add_parts(program, elem),
            _ => {}
        }
    }

    fn add_struct(&mut self, program: &Program, id: StructId) {
        if self.structs.insert(id) {
            for field in &program.structs[id.index()].fields {
                self.add_parts(program, program.fields[field.index()].ty);
            }
        }
    }

    /// Whether an access of this path, or of one that ends so, may touch one of the cells or something in one of them.
    pub(crate) fn meets(&self, program: &Program, path: &Path, op: Operation) -> bool {
        if op == Operation::WaitGroupAdd {
            return true;
        }
        // What is in a container is told by the field that holds that.
        let field = path.hops().iter().rev().find_map(|hop| hop.as_field());
        field.is_none_or(|field| {
            self.written.contains(&field)
                || !op.is_read() && self.read.contains(&field)
                || self.structs.contains(&program.fields[field.index()].owner)
        })
    }
}
