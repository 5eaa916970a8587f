//! What the parser need not see: comments, what strings say, and lists of literals but for their first element, of which no
//! fact comes, and what [simple expressions](super::primary) consist of, which lowering reads itself. Parsing costs by the
//! token, and so half of them are gone.
//!
//! A copy with some bytes changed is parsed, as in a [repair](super::repair): every offset stays true for the source
//! itself, of which lowering takes the texts.

use super::directives::NAME;
use super::primary::{self, MAX_CALLS, Reader};
use super::tokens::{
    closed_quote, is_keyword, is_word, skip_comment, skip_quoted, skip_space, skip_token, skip_word,
};
use memchr::memmem;
use std::ops::Range;

/// What a string is in the copy: a number of as many digits, which is one token where a string is three or more.
const DIGIT: u8 = b'1';

/// What makes one name of an expression, in place of all behind its first.
const JOINT: u8 = b'_';

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
    /// Whether it is a brace behind which methods are declared.
    interface: bool,
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
        // Whether what comes next may be the name of a function that is declared, or a type: what follows these in
        // parentheses are no arguments.
        let mut declares = false;
        let mut interface = false;
        let mut at = 0;
        while let Some(&byte) = source.get(at) {
            let declared = std::mem::take(&mut declares);
            at = match byte {
                b' ' | b'\t' | b'\r' | b'\n' => {
                    declares = declared && byte != b'\n';
                    at + 1
                }
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
                    let literal = byte == b'{';
                    let interface = std::mem::take(&mut interface);
                    bracket = Bracket { literal, comma: None, interface };
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
                    declares = byte != b'}';
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
                        } else if is_keyword(word) {
                            declares = word == b"func";
                            interface = word == b"interface";
                        } else {
                            let calls = if declared || bracket.interface { 0 } else { MAX_CALLS };
                            let ((), behind) = primary::read(source, at..end, calls, &mut Extent);
                            self.fill(end, behind, JOINT);
                            end = behind;
                        }
                    }
                    end
                }
                b'.' | b'+' | b'-' | b'*' | b'/' | b'%' | b'|' | b'^' | b'<' | b'>' | b':' => {
                    declares = declared && byte == b'*';
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

/// Reads expressions only to tell where they end.
struct Extent;

impl Reader for Extent {
    type Expr = ();
    fn name(&mut self, _: Range<usize>) {}
    fn literal(&mut self, _: Range<usize>) {}
    fn select(&mut self, (): (), _: usize, _: Range<usize>) {}
    fn open(&mut self) -> usize {
        0
    }
    fn argument(&mut self, (): ()) {}
    fn call(&mut self, (): (), _: usize, _: Range<usize>) {}
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
