//! How far the two accesses are from where the teardown and the goroutine start. What a teardown clears itself, and what
//! a goroutine reads itself, is what they are about; the further the calls and fields on the way, the likelier it is
//! that something on it keeps the two apart.

use crate::program::{FuncId, Program};
use crate::summary::Reach;
use crate::summary::domain::{Access, Path, Pos, Summary};

use super::confidence;
use super::index::is_in_container;
use super::model::{Confidence, Operation};
use super::report;

/// A write further than this many calls below a teardown function is hardly what that function is for.
const NEAR_TEARDOWN: usize = 3;
/// And further than this it is not.
const FAR_TEARDOWN: usize = 5;
/// An access further than this many calls below a goroutine's start is hardly known to be of the same object.
const NEAR_GOROUTINE: usize = 7;
/// And further than this it is not.
const FAR_GOROUTINE: usize = 8;
/// Fields from the object to the cell.
const NEAR_FIELD: usize = 3;

/// How far below a goroutine's start and below a starter accesses may be, by what they are at least, for findings of this
/// confidence.
pub(crate) fn reach(min_confidence: Confidence) -> Reach {
    let is_wanted = |weak| confidence(weak) >= min_confidence;
    // A view of a goroutine begins with the call of what it runs.
    let below_start = |calls: &u8| is_wanted(below_goroutine(usize::from(*calls) + 2));
    let in_tail = |calls: &u8| is_wanted(1 + doubt(usize::from(*calls) + 1));
    Reach {
        unknown: is_wanted(2),
        goroutine: (0..=Reach::ALL.goroutine).rev().find(below_start).unwrap_or_default(),
        tail: (0..Reach::ALL.tail).filter(in_tail).count() as u8,
    }
}

/// The weak links of what a teardown does whatever it is compared with: how far down it is, whether what it does is waited
/// for on some ways, and whether one of many elements is meant.
pub(super) fn of_write(summary: &Summary, access: &Access) -> u32 {
    of_write_from(summary, access, 0)
}

/// The same for a caller so many calls above.
pub(super) fn of_write_from(summary: &Summary, access: &Access, above: usize) -> u32 {
    of_teardown(report::depth(summary, access) + above)
        + u32::from(summary.ctx(access.ctx).maybe_waited)
        + u32::from(access.op == Operation::ElemWrite || is_in_container(access))
}

/// The number of calls that lead to the teardown's access and to the goroutine's, as weak links.
pub(super) fn weak_links(
    teardown: (&Summary, &Access),
    path: &Path,
    goroutine: (&Summary, &Access),
) -> u32 {
    of_teardown(report::depth(teardown.0, teardown.1)) + of_goroutine(path, goroutine)
}

/// The teardown's share, by the number of functions down to the access.
pub(super) fn of_teardown(steps: usize) -> u32 {
    u32::from(steps > NEAR_TEARDOWN) + u32::from(steps > FAR_TEARDOWN)
}

/// The share of the cell and of the goroutine.
pub(super) fn of_goroutine(path: &Path, goroutine: (&Summary, &Access)) -> u32 {
    let fields = path.hops().iter().filter(|hop| !hop.is_elem()).count();
    below_goroutine(report::depth(goroutine.0, goroutine.1)) + u32::from(fields > NEAR_FIELD)
}

/// What it is at least, whatever the cell, and whatever calls the functions on the way.
pub(super) fn least_of_goroutine(access: &Access) -> u32 {
    below_goroutine(usize::from(access.below.calls) + 1)
}

/// By the number of functions down to the access.
fn below_goroutine(steps: usize) -> u32 {
    u32::from(steps > NEAR_GOROUTINE) + u32::from(steps > FAR_GOROUTINE)
}

/// Who tears down by a call this far above the teardown function hardly means what that does to the object.
const FAR_CALLER: usize = 3;

/// The number of calls that lead to the teardown function from where nothing is seen to order it, as weak links.
pub(super) fn of_callers(program: &Program, calls: &[(FuncId, Pos)]) -> u32 {
    let steps: usize = calls.iter().map(|(func, _)| step(program, *func)).sum();
    u32::from(steps > FAR_CALLER)
}

/// What is only likely is less so the further the write is below the teardown function: doubts add up. Measured on real
/// code: of such findings with a write more than two calls below, fewer than one in three were real, of the others more than half.
const NEAR_DOUBTFUL_WRITE: usize = 2;

/// What a call of a function counts: a literal is a part of the function around it.
pub(super) fn step(program: &Program, func: FuncId) -> usize {
    usize::from(!program.funcs[func.index()].literal)
}

/// A further weak link for a pair that has some already, for a caller so many calls above.
pub(super) fn of_doubt(
    program: &Program,
    weak: u32,
    teardown: (&Summary, &Access),
    above: usize,
) -> u32 {
    let steps = || report::depth_by(teardown.0, teardown.1, |func| step(program, func)) + above;
    if weak > 0 { doubt(steps()) } else { 0 }
}

/// The same by the number of functions down to the write.
fn doubt(steps: usize) -> u32 {
    u32::from(steps > NEAR_DOUBTFUL_WRITE)
}
