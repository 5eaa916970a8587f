//! Pairs of accesses on one cell that nothing orders.

pub mod model;
