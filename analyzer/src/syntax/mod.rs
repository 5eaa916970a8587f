//! One file: bytes to facts. tree-sitter is named nowhere else, and its trees are dropped here.

pub mod facts;
