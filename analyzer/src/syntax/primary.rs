//! The primary expressions that need no parser: names, what is selected from them, and calls of these with literals and
//! such expressions as arguments. [Trimming](super::trim) makes one name of each for the parser, and lowering reads what
//! it consists of: what one of them reads as such, the other does.

use std::ops::Range;

use super::tokens::{closed_quote, is_keyword, is_word, skip_blanks, skip_space, skip_word};

/// So deep calls may stand in arguments of each other. What is not read is looked at once for each call around it.
pub(super) const MAX_CALLS: u8 = 4;

/// What is made of an expression as it is read. Ranges are bytes of the source.
pub(super) trait Reader {
    /// What is made of one.
    type Expr;
    /// A name.
    fn name(&mut self, at: Range<usize>) -> Self::Expr;
    /// An integer, a rune or a string.
    fn literal(&mut self, at: Range<usize>) -> Self::Expr;
    /// What has a name in an operand that starts at `start`.
    fn select(&mut self, operand: Self::Expr, start: usize, name: Range<usize>) -> Self::Expr;
    /// Arguments follow; tells what [`Reader::call`] finds them by.
    fn open(&mut self) -> usize;
    /// The next argument.
    fn argument(&mut self, argument: Self::Expr);
    /// A call with the arguments since `mark`.
    fn call(&mut self, function: Self::Expr, mark: usize, at: Range<usize>) -> Self::Expr;
}

/// Reads the expression of which the first name is at `name`, as far as it needs no parser, with at most so many calls
/// inside of each other. Also tells where it ends.
pub(super) fn read<R: Reader>(
    source: &[u8],
    name: Range<usize>,
    calls: u8,
    reader: &mut R,
) -> (R::Expr, usize) {
    let (start, end) = (name.start, name.end);
    let operand = reader.name(name);
    rest(source, operand, start..end, calls, reader)
}

/// Reads what is selected by a name from an operand that is read already and starts at `start`, and what follows that.
pub(super) fn read_selected<R: Reader>(
    source: &[u8],
    operand: R::Expr,
    start: usize,
    name: Range<usize>,
    calls: u8,
    reader: &mut R,
) -> (R::Expr, usize) {
    let end = name.end;
    let selected = reader.select(operand, start, name);
    rest(source, selected, start..end, calls, reader)
}

/// Reads the selectors and arguments behind an operand.
fn rest<R: Reader>(
    source: &[u8],
    mut operand: R::Expr,
    at: Range<usize>,
    calls: u8,
    reader: &mut R,
) -> (R::Expr, usize) {
    let Range { start, mut end } = at;
    loop {
        match source.get(end) {
            Some(b'.') => {
                let Some(name) = name_at(source, skip_space(source, end + 1)) else { break };
                end = name.end;
                operand = reader.select(operand, start, name);
            }
            Some(b'(') if calls > 0 => {
                let Some((mark, behind)) = arguments(source, end + 1, calls - 1, reader) else {
                    break;
                };
                end = behind;
                operand = reader.call(operand, mark, start..end);
            }
            _ => break,
        }
    }
    (operand, end)
}

/// Reads arguments from behind their opening parenthesis to behind the closing one.
fn arguments<R: Reader>(
    source: &[u8],
    mut at: usize,
    calls: u8,
    reader: &mut R,
) -> Option<(usize, usize)> {
    let mark = reader.open();
    loop {
        at = skip_space(source, at);
        if source.get(at) == Some(&b')') {
            break;
        }
        let (argument, end) = match name_at(source, at) {
            Some(name) => read(source, name, calls, reader),
            None => {
                let end = literal_end(source, at)?;
                (reader.literal(at..end), end)
            }
        };
        reader.argument(argument);
        // A line that ends without a comma ends the statement.
        at = skip_blanks(source, end);
        match source.get(at)? {
            b',' => at += 1,
            b')' => break,
            _ => return None,
        }
    }
    // What has become one name must not become part of another.
    let is_apart = source.get(at + 1).is_none_or(|&next| !is_word(next));
    is_apart.then_some((mark, at + 1))
}

/// The name that starts at `at`, if one does.
fn name_at(source: &[u8], at: usize) -> Option<Range<usize>> {
    let first = *source.get(at)?;
    if !is_word(first) || first.is_ascii_digit() {
        return None;
    }
    let end = skip_word(source, at);
    (!is_keyword(source.get(at..end)?)).then_some(at..end)
}

/// Behind the integer, simple rune or string at `at`.
fn literal_end(source: &[u8], at: usize) -> Option<usize> {
    let rest = source.get(at..)?;
    match rest {
        [b'"' | b'`', ..] => closed_quote(source, at),
        [b'\'', b'\\', b'n' | b't' | b'r' | b'\\' | b'\'', b'\'', ..] => Some(at + 4),
        [b'\'', b' '..=b'~', b'\'', ..] if !matches!(rest[1], b'\\' | b'\'') => Some(at + 3),
        [b'0'..=b'9', ..] => {
            let end = skip_word(source, at);
            let is_integer = match source.get(at..end)? {
                [b'0', b'x' | b'X', digits @ ..] => {
                    !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit)
                }
                [b'0'] => true,
                digits => digits[0] != b'0' && digits.iter().all(u8::is_ascii_digit),
            };
            (is_integer && source.get(end) != Some(&b'.')).then_some(end)
        }
        _ => None,
    }
}
