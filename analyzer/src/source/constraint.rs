//! Build constraints: the endings of file names, `//go:build` lines and the older `// +build` lines.

use super::BuildContext;
use super::imports;

/// Every operating system that a file name can stand for.
const SYSTEMS: &[&str] = &[
    "aix",
    "android",
    "darwin",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "js",
    "linux",
    "nacl",
    "netbsd",
    "openbsd",
    "plan9",
    "solaris",
    "wasip1",
    "windows",
    "zos",
];

/// The operating systems for which the tag `unix` holds.
const UNIX: &[&str] = &[
    "aix",
    "android",
    "darwin",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "linux",
    "netbsd",
    "openbsd",
    "solaris",
];

/// Every architecture that a file name can stand for.
const ARCHITECTURES: &[&str] = &[
    "386",
    "amd64",
    "amd64p32",
    "arm",
    "arm64",
    "arm64be",
    "armbe",
    "loong64",
    "mips",
    "mips64",
    "mips64le",
    "mips64p32",
    "mips64p32le",
    "mipsle",
    "ppc",
    "ppc64",
    "ppc64le",
    "riscv",
    "riscv64",
    "s390",
    "s390x",
    "sparc",
    "sparc64",
    "wasm",
];

/// The newest Go release whose `go1.N` tag holds.
const NEWEST_RELEASE: u32 = 27;

/// Deeper nesting than this in an expression is taken for malformed.
const MAX_DEPTH: usize = 100;

/// Whether the file's name fits the build: the rules for `_GOOS`, `_GOARCH` and `_GOOS_GOARCH`.
pub(super) fn name_matches(name: &str, build: &BuildContext) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    // What stands before the first underscore is never a constraint: `linux.go` is for every system.
    let Some((_, endings)) = stem.split_once('_') else { return true };
    let mut parts: Vec<&str> = endings.split('_').collect();
    if parts.last() == Some(&"test") {
        parts.pop();
    }
    match parts.as_slice() {
        [.., system, arch] if SYSTEMS.contains(system) && ARCHITECTURES.contains(arch) => {
            tag_holds(system, build) && tag_holds(arch, build)
        }
        [.., last] if SYSTEMS.contains(last) || ARCHITECTURES.contains(last) => {
            tag_holds(last, build)
        }
        _ => true,
    }
}

/// Whether what stands in the file lets it take part in the build. A malformed constraint excludes nothing.
pub(super) fn included(text: &[u8], build: &BuildContext) -> bool {
    constraint_holds(text, build)
        && (build.cgo || !imports::scan(text).paths.iter().any(|path| path == "C"))
}

/// Whether the build constraint before the package clause holds.
pub(super) fn constraint_holds(text: &[u8], build: &BuildContext) -> bool {
    let header = header(text);
    if let Some(line) = header.go_build {
        return Expression::evaluate(line, build).unwrap_or(true);
    }
    header.plus_build.iter().all(|line| {
        line.split_ascii_whitespace()
            .any(|option| option.split(',').all(|term| old_term_holds(term, build)))
    })
}

fn old_term_holds(term: &str, build: &BuildContext) -> bool {
    match term.strip_prefix('!') {
        Some(tag) => !tag.starts_with('!') && !tag_holds(tag, build),
        None => tag_holds(term, build),
    }
}

fn tag_holds(tag: &str, build: &BuildContext) -> bool {
    if build.tags.iter().any(|own| own == tag)
        || tag == build.goos
        || tag == build.goarch
        || tag == "gc"
    {
        return true;
    }
    match tag {
        "cgo" => build.cgo,
        "unix" => UNIX.contains(&build.goos.as_str()),
        "linux" => build.goos == "android",
        "solaris" => build.goos == "illumos",
        "darwin" => build.goos == "ios",
        _ => tag
            .strip_prefix("go1.")
            .and_then(|minor| minor.parse::<u32>().ok())
            .is_some_and(|minor| (1..=NEWEST_RELEASE).contains(&minor)),
    }
}

#[derive(Default)]
struct Header<'a> {
    /// The expression of the first `//go:build` line.
    go_build: Option<&'a str>,
    /// What the `// +build` lines say; they count only if a blank line stands between them and the package clause.
    plus_build: Vec<&'a str>,
}

fn header(text: &[u8]) -> Header<'_> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let mut header = Header::default();
    let mut pending = Vec::new();
    let mut in_comment = false;
    // Whether something other than blank lines and `//` lines has come: then `// +build` no longer counts.
    let mut ended = false;
    'lines: for line in text.split(|&byte| byte == b'\n') {
        let mut line = line.trim_ascii();
        if line.is_empty() && !ended {
            header.plus_build.append(&mut pending);
            continue;
        }
        if !line.starts_with(b"//") {
            ended = true;
        } else if !in_comment && let Ok(line) = std::str::from_utf8(line) {
            if let Some(expression) = directive(line, "//go:build") {
                header.go_build = header.go_build.or(Some(expression));
            } else if !ended
                && let Some(options) =
                    line.strip_prefix("//").and_then(|line| directive(line.trim_start(), "+build"))
            {
                pending.push(options);
            }
        }
        while !line.is_empty() {
            if in_comment {
                let Some(end) = line.windows(2).position(|pair| pair == b"*/") else {
                    continue 'lines;
                };
                in_comment = false;
                line = line[end + 2..].trim_ascii();
            } else if line.starts_with(b"//") {
                continue 'lines;
            } else if let Some(rest) = line.strip_prefix(b"/*") {
                in_comment = true;
                line = rest;
            } else {
                break 'lines;
            }
        }
    }
    header
}

fn directive<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(name)?;
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then(|| rest.trim())
}

/// A `//go:build` expression that is being evaluated.
struct Expression<'a> {
    rest: &'a str,
    build: &'a BuildContext,
    depth: usize,
}

impl<'a> Expression<'a> {
    /// The value, or `None` if the expression is malformed.
    fn evaluate(text: &'a str, build: &'a BuildContext) -> Option<bool> {
        let text = text.split("//").next().unwrap_or_default();
        let mut expression = Expression { rest: text, build, depth: 0 };
        let value = expression.or()?;
        expression.rest.trim_start().is_empty().then_some(value)
    }

    fn eat(&mut self, token: &str) -> bool {
        let rest = self.rest.trim_start();
        match rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn or(&mut self) -> Option<bool> {
        let mut value = self.and()?;
        while self.eat("||") {
            value |= self.and()?;
        }
        Some(value)
    }

    fn and(&mut self) -> Option<bool> {
        let mut value = self.not()?;
        while self.eat("&&") {
            value &= self.not()?;
        }
        Some(value)
    }

    fn not(&mut self) -> Option<bool> {
        let mut negated = false;
        while self.eat("!") {
            negated = !negated;
        }
        if self.eat("(") {
            self.depth += 1;
            if self.depth > MAX_DEPTH {
                return None;
            }
            let value = self.or()?;
            self.depth -= 1;
            return self.eat(")").then_some(value != negated);
        }
        let rest = self.rest.trim_start();
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.'))
            .unwrap_or(rest.len());
        let (tag, rest) = rest.split_at(end);
        self.rest = rest;
        (!tag.is_empty()).then(|| tag_holds(tag, self.build) != negated)
    }
}

#[cfg(test)]
pub(super) fn evaluate(text: &str, build: &BuildContext) -> Option<bool> {
    Expression::evaluate(text, build)
}
