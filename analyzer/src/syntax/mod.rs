//! One file: bytes to facts. tree-sitter is named nowhere else, and its trees are dropped here.

mod declarations;
mod expressions;
pub mod facts;
mod kinds;
mod lower;
mod repair;
mod scopes;
mod statements;
#[cfg(test)]
mod tests;
mod types;

use tree_sitter::{Language, Parser};

use facts::{FileFacts, Span};

/// Reads Go files one after the other; reuse it, because setting one up costs more than a small file.
pub struct FileParser {
    /// `None` if the grammar and the library do not fit, which a test rules out.
    parser: Option<Parser>,
}

impl FileParser {
    /// A parser for Go.
    #[must_use]
    pub fn new() -> Self {
        let mut parser = Parser::new();
        let fits = parser.set_language(&Language::new(tree_sitter_go::LANGUAGE)).is_ok();
        Self { parser: fits.then_some(parser) }
    }

    /// The facts of a file. Whatever the bytes are, there is an answer; what could not be read is listed in
    /// [`FileFacts::errors`].
    #[must_use]
    pub fn read(&mut self, source: &[u8]) -> FileFacts {
        // Spans are 32 bits wide, and so are tree-sitter's own offsets.
        if u32::try_from(source.len()).is_err() {
            return unreadable(source);
        }
        let Some(parser) = &mut self.parser else { return unreadable(source) };
        let Some(tree) = parser.parse(source, None) else { return unreadable(source) };
        if tree.root_node().has_error() {
            let repaired = repair::repair(parser, source, tree);
            lower::lower(source, &repaired.tree, &repaired.blanked)
        } else {
            lower::lower(source, &tree, &[])
        }
    }
}

impl Default for FileParser {
    fn default() -> Self {
        Self::new()
    }
}

/// The facts of a file of which nothing can be read.
fn unreadable(source: &[u8]) -> FileFacts {
    let end = u32::try_from(source.len()).unwrap_or(u32::MAX);
    FileFacts { line_starts: vec![0], errors: vec![Span { start: 0, end }], ..FileFacts::default() }
}
