//! What the parser need not see, because no fact comes of it: comments, what strings say, and lists of literals but for
//! their first element. Parsing costs by the token, and tables and test cases are mostly that.
//!
//! A copy with some bytes changed is parsed, as in a [repair](super::repair): every offset stays true for the source
//! itself, of which lowering takes the texts.

use super::directives::NAME;
use super::tokens::{
    closed_quote, is_word, skip_comment, skip_quoted, skip_space, skip_token, skip_word,
};
use memchr::memmem;

/// What a string is in the copy: a number of as many digits, which is one token where a string is three or more.
const DIGIT: u8 = b'1';

/// Trims one source after the other.
#[derive(Default)]
pub(super) struct Trimmer {
    text: Vec<u8>,
    /// The brackets around the innermost one.
    around: Vec<Bracket>,
}

/// An open bracket.
#[derive(Clone, Copy, Default)]
struct Bracket {
    /// Whether it is a brace behind which there are only literals so far, and lists of them.
    literal: bool,
    /// Where its first comma is.
    comma: Option<usize>,
}

impl Trimmer {
    /// The source without what the parser need not see.
    pub(super) fn trim(&mut self, source: &[u8]) -> &[u8] {
        self.text.clear();
        self.text.extend_from_slice(source);
        self.around.clear();
        let mut bracket = Bracket::default();
        // Whether an operand comes next: there a string is an expression, and not a tag or the path of an import.
        let mut operand = false;
        let mut at = 0;
        while let Some(&byte) = source.get(at) {
            at = match byte {
                b' ' | b'\t' | b'\r' | b'\n' => at + 1,
                b'/' if let Some(end) = skip_comment(source, at) => {
                    self.blank_comment(source, at, end);
                    end
                }
                b'"' | b'`' | b'\'' => {
                    let closed = closed_quote(source, at);
                    if operand
                        && byte != b'\''
                        && let Some(end) = closed
                        && stands_alone(source, at, end)
                    {
                        self.fill(at, end, DIGIT);
                    }
                    operand = false;
                    closed.unwrap_or_else(|| skip_quoted(source, at))
                }
                b'(' | b'[' | b'{' => {
                    self.around.push(bracket);
                    bracket = Bracket { literal: byte == b'{', comma: None };
                    operand = true;
                    at + 1
                }
                b')' | b']' | b'}' => {
                    let closed = bracket;
                    bracket = self.around.pop().unwrap_or_default();
                    if !closed.literal || byte != b'}' {
                        bracket.literal = false;
                    } else if let Some(comma) = closed.comma {
                        self.fill(comma, at, b' ');
                    }
                    operand = false;
                    at + 1
                }
                b',' => {
                    bracket.comma = bracket.comma.or(Some(at));
                    operand = true;
                    at + 1
                }
                _ if is_word(byte) => {
                    let mut end = skip_word(source, at);
                    let word = source.get(at..end).unwrap_or_default();
                    if byte.is_ascii_digit() {
                        operand = false;
                    } else {
                        operand = matches!(word, b"return" | b"case");
                        bracket.literal &= matches!(word, b"true" | b"false");
                        if word == b"import" && self.around.is_empty() {
                            end = behind_import(source, end);
                        }
                    }
                    end
                }
                b'.' | b'+' | b'-' | b'*' | b'/' | b'%' | b'|' | b'^' | b'<' | b'>' | b':' => {
                    operand = true;
                    at + 1
                }
                _ => {
                    bracket.literal = false;
                    operand = matches!(byte, b'=' | b'&');
                    at + 1
                }
            };
        }
        &self.text
    }

    /// Blanks a comment, but not the ends of its lines, which end statements, nor what may speak to closerace.
    fn blank_comment(&mut self, source: &[u8], start: usize, end: usize) {
        let comment = source.get(start..end).unwrap_or_default();
        if memmem::find(comment, NAME.as_bytes()).is_some() {
            return;
        }
        for byte in self.text.get_mut(start..end).unwrap_or_default() {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    }

    fn fill(&mut self, start: usize, end: usize, with: u8) {
        if let Some(bytes) = self.text.get_mut(start..end) {
            bytes.fill(with);
        }
    }
}

/// Whether a string would still be a token of its own if it were a number.
fn stands_alone(source: &[u8], start: usize, end: usize) -> bool {
    let before = start.checked_sub(1).and_then(|before| source.get(before));
    let after = source.get(end);
    !before.is_some_and(|&byte| is_word(byte))
        && after.is_none_or(|&byte| byte != b'.' && !is_word(byte))
}

/// Behind the paths that an import declaration names, from behind its keyword.
fn behind_import(source: &[u8], at: usize) -> usize {
    let start = skip_space(source, at);
    let mut at = start;
    let in_group = source.get(start) == Some(&b'(');
    while let Some(&byte) = source.get(at) {
        match byte {
            b')' if in_group => return at + 1,
            b'\n' | b';' if !in_group => return at,
            _ => at = skip_token(source, at),
        }
    }
    at
}
