//! One file: bytes to facts. tree-sitter is named nowhere else, and its trees are dropped here.

mod declarations;
mod directives;
mod expressions;
pub mod facts;
mod kinds;
mod lower;
mod names;
mod primary;
mod repair;
mod scopes;
mod statements;
#[cfg(test)]
mod tests;
mod tokens;
mod trim;
mod types;

use std::ops::ControlFlow;

use tree_sitter::{Language, ParseOptions, ParseState, Parser, Tree};

use facts::{FileFacts, Span};
use trim::Trimmer;

/// Reads Go files one after the other; reuse it, because setting one up costs more than a small file.
pub struct FileParser {
    /// `None` if the grammar and the library do not fit, which a test rules out.
    parser: Option<Parser>,
    trimmer: Trimmer,
}

impl FileParser {
    /// A parser for Go.
    #[must_use]
    pub fn new() -> Self {
        let mut parser = Parser::new();
        let fits = parser.set_language(&Language::new(tree_sitter_go::LANGUAGE)).is_ok();
        Self { parser: fits.then_some(parser), trimmer: Trimmer::default() }
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
        if nests_too_deep(source) {
            return unreadable(source);
        }
        if let Some(tree) = parse(parser, self.trimmer.trim(source))
            && !tree.root_node().has_error()
        {
            let facts = lower::lower(source, &tree, &[]);
            if facts.errors.is_empty() {
                return facts;
            }
        }
        // What is wrong is told of the source as it stands.
        let Some(tree) = parse(parser, source) else { return unreadable(source) };
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

/// How many brackets may be open at once. Where they never close, as in something that is not Go, tree-sitter
/// needs a kilobyte and more for each in the end. Lowering gives up much earlier, but only on the inner part.
const MAX_OPEN_BRACKETS: usize = 50_000;

/// Whether so many brackets are open that parsing is too costly. Strings and comments are not told apart: no file
/// has that many unmatched brackets in them.
fn nests_too_deep(source: &[u8]) -> bool {
    let opening = |byte: &&u8| matches!(byte, b'(' | b'[' | b'{');
    // Counting is much faster than following them, and nearly all files have fewer in all.
    if source.len() <= MAX_OPEN_BRACKETS
        || source.iter().filter(opening).count() <= MAX_OPEN_BRACKETS
    {
        return false;
    }
    let mut open = 0usize;
    source.iter().any(|byte| {
        match byte {
            b'(' | b'[' | b'{' => open += 1,
            b')' | b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > MAX_OPEN_BRACKETS
    })
}

/// Parses, unless it takes several times the operations of tree-sitter (counted in hundreds) that the densest Go
/// code does, so that no input can make the parser's alternatives multiply forever. The standard library takes up to
/// 22 per thousand bytes, Go without a single space up to 90. A clock would make results vary.
fn parse(parser: &mut Parser, source: &[u8]) -> Option<Tree> {
    const ALWAYS: usize = 10_000;
    const PER_THOUSAND_BYTES: usize = 200;
    let mut operations = 0;
    let mut furthest = 0;
    let mut progress = |state: &ParseState| {
        operations += 1;
        furthest = furthest.max(state.current_byte_offset());
        let too_many = operations > ALWAYS + furthest / 1000 * PER_THOUSAND_BYTES;
        if too_many { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let options = ParseOptions::new().progress_callback(&mut progress);
    let mut text = |byte: usize, _| source.get(byte..).unwrap_or_default();
    let tree = parser.parse_with_options(&mut text, None, Some(options));
    if tree.is_none() {
        // Or else the next parse would go on with this one.
        parser.reset();
    }
    tree
}

/// The facts of a file of which nothing can be read.
fn unreadable(source: &[u8]) -> FileFacts {
    let end = u32::try_from(source.len()).unwrap_or(u32::MAX);
    FileFacts { line_starts: vec![0], errors: vec![Span { start: 0, end }], ..FileFacts::default() }
}
