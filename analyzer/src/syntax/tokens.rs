//! Go's tokens as far as bytes tell: what they are is not asked, only where they end.

use memchr::{memchr, memmem};

/// Whether a byte is part of names, keywords and numbers.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Whether a word is none that can be a name.
pub(super) fn is_keyword(word: &[u8]) -> bool {
    matches!(
        word,
        b"break"
            | b"case"
            | b"chan"
            | b"const"
            | b"continue"
            | b"default"
            | b"defer"
            | b"else"
            | b"fallthrough"
            | b"for"
            | b"func"
            | b"go"
            | b"goto"
            | b"if"
            | b"import"
            | b"interface"
            | b"map"
            | b"package"
            | b"range"
            | b"return"
            | b"select"
            | b"struct"
            | b"switch"
            | b"type"
            | b"var"
    )
}

/// Behind the white space at `at`.
pub(super) fn skip_space(source: &[u8], at: usize) -> usize {
    skip_while(source, at, |byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

/// Behind the spaces and tabs at `at`.
pub(super) fn skip_blanks(source: &[u8], at: usize) -> usize {
    skip_while(source, at, |byte| matches!(byte, b' ' | b'\t'))
}

/// Behind the name, literal, comment or single byte at `at`.
pub(super) fn skip_token(source: &[u8], at: usize) -> usize {
    match source.get(at) {
        Some(b'"' | b'\'' | b'`') => skip_quoted(source, at),
        Some(b'/') => skip_comment(source, at).unwrap_or(at + 1),
        Some(&byte) if is_word(byte) => skip_word(source, at),
        _ => at + 1,
    }
}

/// Behind the name, keyword or number at `at`.
pub(super) fn skip_word(source: &[u8], at: usize) -> usize {
    skip_while(source, at, is_word)
}

/// Behind the comment at `at`, if there is one.
pub(super) fn skip_comment(source: &[u8], at: usize) -> Option<usize> {
    let rest = source.get(at..)?;
    let end = match rest {
        [b'/', b'/', ..] => memchr(b'\n', rest),
        [b'/', b'*', ..] => memmem::find(rest.get(2..)?, b"*/").map(|end| end + 4),
        _ => return None,
    };
    Some(end.map_or(source.len(), |end| at + end))
}

/// Behind the string or rune at `at`. What has no end goes as far as the line, a raw string as far as the file.
pub(super) fn skip_quoted(source: &[u8], at: usize) -> usize {
    closed_quote(source, at).unwrap_or_else(|| {
        let rest = source.get(at..).unwrap_or_default();
        let line = if rest.starts_with(b"`") { None } else { memchr(b'\n', rest) };
        line.map_or(source.len(), |end| at + end)
    })
}

/// Behind the string or rune at `at`, if it has an end.
pub(super) fn closed_quote(source: &[u8], at: usize) -> Option<usize> {
    let (&quote, rest) = source.get(at..)?.split_first()?;
    if quote == b'`' {
        return memchr(quote, rest).map(|end| at + end + 2);
    }
    let mut end = at + 1;
    loop {
        match *source.get(end)? {
            b'\\' => end += 2,
            b'\n' => return None,
            byte if byte == quote => return Some(end + 1),
            _ => end += 1,
        }
    }
}

fn skip_while(source: &[u8], at: usize, skip: impl Fn(u8) -> bool) -> usize {
    let rest = source.get(at..).unwrap_or_default();
    at + rest.iter().position(|&byte| !skip(byte)).unwrap_or(rest.len())
}
