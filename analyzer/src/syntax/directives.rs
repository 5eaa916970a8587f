//! Comments that speak to closerace: `//closerace:…`, and those that linters share, `//nolint:…` and `//lint:…`.
//! What they say is for others to read; where they belong is known here.

use memchr::memmem;
use tree_sitter::Node;

use super::facts::{Directive, FileFacts, Span, Stmt};
use super::lower::span_of;

/// What a directive's text starts with, behind the slashes. A space before it makes it an ordinary comment, but such a
/// comment is most likely a mistake, so it is kept.
const STARTS: [&str; 3] = ["closerace:", "nolint", "lint:"];

/// The name without which a comment is for somebody else.
pub(super) const NAME: &str = "closerace";

/// The directives of a file, in order.
pub(super) fn directives(source: &[u8], root: Node<'_>, facts: &FileFacts) -> Vec<Directive> {
    let mut found: Vec<Directive> = Vec::new();
    for at in memmem::find_iter(source, NAME) {
        if found.last().is_some_and(|last| at < last.span.end as usize) {
            continue;
        }
        let Some(comment) = root
            .descendant_for_byte_range(at, at + NAME.len())
            .filter(|node| node.kind() == "comment")
        else {
            continue;
        };
        let span = span_of(comment);
        let text = String::from_utf8_lossy(&source[span.start as usize..span.end as usize]);
        let text = text.trim_end();
        let Some(content) = text.strip_prefix("//") else { continue };
        if STARTS.iter().any(|start| content.trim_start().starts_with(start)) {
            let lines = target(source, span, facts);
            found.push(Directive { text: text.into(), span, lines });
        }
    }
    found
}

/// The lines that a comment speaks of: its own if there is code before it, otherwise those of the statement or of the
/// head of the declaration below it, behind further comments.
fn target(source: &[u8], comment: Span, facts: &FileFacts) -> (u32, u32) {
    let (own, _) = facts.line_column(comment.start);
    let line = |number: u32| -> &[u8] {
        let start = facts.line_starts.get(number as usize - 1).copied();
        let end = facts.line_starts.get(number as usize).copied();
        let end = end.map_or(source.len(), |end| end as usize);
        start.and_then(|start| source.get(start as usize..end)).unwrap_or_default().trim_ascii()
    };
    let mut first = own;
    if line(own).starts_with(b"//") {
        first += 1;
        while line(first).starts_with(b"//") {
            first += 1;
        }
    }
    (first, last_line_of_statement(first, source, facts).max(first))
}

/// Where a statement that starts a line ends. Of a statement with blocks in it, only the line itself counts.
fn last_line_of_statement(line: u32, source: &[u8], facts: &FileFacts) -> u32 {
    let Some(&start) = facts.line_starts.get(line as usize - 1) else { return line };
    let blank = source.get(start as usize..).unwrap_or_default();
    let blank = blank.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count() as u32;
    let simple = facts.code.stmts.iter().zip(&facts.code.stmt_spans).filter(|(stmt, span)| {
        span.start == start + blank
            && !matches!(
                stmt,
                Stmt::Block(_)
                    | Stmt::If { .. }
                    | Stmt::For { .. }
                    | Stmt::Range { .. }
                    | Stmt::Switch { .. }
                    | Stmt::TypeSwitch { .. }
                    | Stmt::Select(_)
                    | Stmt::Labeled(..)
            )
    });
    let has_literal = |span: &Span| {
        facts
            .funcs
            .iter()
            .any(|func| func.literal && func.span.start >= span.start && func.span.end <= span.end)
    };
    simple
        .filter(|(_, span)| !has_literal(span))
        .map(|(_, span)| facts.line_column(span.end.saturating_sub(1)).0)
        .max()
        .unwrap_or(line)
}
