//! The import paths of a Go file, from a scan of its beginning only.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Almost every file's imports end within this many bytes.
const BEGINNING: u64 = 16 * 1024;

/// The beginning of a file of the given size and what the file imports; `None` if it cannot be read.
pub(super) fn read(path: &Path, size: u64) -> Option<(Vec<u8>, Vec<String>)> {
    let mut text = Vec::new();
    let mut file = File::open(path).ok()?;
    file.by_ref().take(BEGINNING).read_to_end(&mut text).ok()?;
    let mut found = scan(&text);
    if !found.complete && size > BEGINNING {
        file.read_to_end(&mut text).ok()?;
        found = scan(&text);
    }
    Some((text, found.paths))
}

/// What [`scan`] found.
pub(super) struct Imports {
    /// The import paths, in order.
    pub(super) paths: Vec<String>,
    /// Whether the scan saw where the imports end; if the text was cut off, it may not have.
    pub(super) complete: bool,
}

/// The import paths of the Go file that begins with `text`.
pub(super) fn scan(text: &[u8]) -> Imports {
    let mut scanner = Scanner { rest: text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text) };
    let mut paths = Vec::new();
    let complete = scanner.file(&mut paths).is_some();
    Imports { paths, complete }
}

#[derive(PartialEq, Eq)]
enum Token<'a> {
    Word(&'a [u8]),
    Text(&'a [u8]),
    Sign(u8),
}

struct Scanner<'a> {
    rest: &'a [u8],
}

impl<'a> Scanner<'a> {
    /// `None` if the text ended first.
    fn file(&mut self, paths: &mut Vec<String>) -> Option<()> {
        if self.next()? != Token::Word(b"package") {
            return Some(());
        }
        self.next()?;
        loop {
            match self.next()? {
                Token::Sign(b';') => {}
                Token::Word(b"import") => match self.next()? {
                    Token::Sign(b'(') => {
                        while let token = self.next()?
                            && token != Token::Sign(b')')
                        {
                            push(&token, paths);
                        }
                    }
                    Token::Text(path) => push(&Token::Text(path), paths),
                    // A name, `_` or `.`.
                    _ => push(&self.next()?, paths),
                },
                _ => return Some(()),
            }
        }
    }

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            self.rest = self.rest.trim_ascii_start();
            if self.rest.starts_with(b"//") {
                let end = self.rest.iter().position(|&byte| byte == b'\n')?;
                self.rest = &self.rest[end..];
            } else if let Some(comment) = self.rest.strip_prefix(b"/*") {
                let end = comment.windows(2).position(|pair| pair == b"*/")?;
                self.rest = &comment[end + 2..];
            } else {
                break;
            }
        }
        let (&first, rest) = self.rest.split_first()?;
        if first == b'"' || first == b'`' {
            let end = rest.iter().position(|&byte| byte == first)?;
            self.rest = &rest[end + 1..];
            return Some(Token::Text(&rest[..end]));
        }
        let end = self
            .rest
            .iter()
            .position(|&byte| !(byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80))?;
        if end == 0 {
            self.rest = rest;
            return Some(Token::Sign(first));
        }
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(Token::Word(word))
    }
}

fn push(token: &Token<'_>, paths: &mut Vec<String>) {
    if let Token::Text(path) = token
        && let Ok(path) = std::str::from_utf8(path)
        && !path.is_empty()
    {
        paths.push(path.to_owned());
    }
}
