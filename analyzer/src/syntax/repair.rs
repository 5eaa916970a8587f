//! What the grammar cannot read and a copy with some bytes changed can, and the places that stay unreadable.
//!
//! The grammar is older than Go 1.26's `new(expr)` and Go 1.27's generic methods. A repair changes bytes in
//! place, so every offset stays true for the source itself.

use tree_sitter::{Parser, Tree};

use super::facts::Span;
use super::lower::{offset, span_of};
use super::tokens::{is_word, skip_space, skip_token};

/// Each round can uncover places that were hidden in the wreckage of others.
const MAX_ROUNDS: usize = 6;

/// How many calls around a place are considered.
const MAX_NESTED: usize = 32;

/// The best tree that could be had.
pub(super) struct Repaired {
    pub(super) tree: Tree,
    /// The type parameter lists of methods that were blanked out, brackets included, in order.
    pub(super) blanked: Vec<Span>,
}

/// Tries to get a tree with fewer errors.
pub(super) fn repair(parser: &mut Parser, source: &[u8], tree: Tree) -> Repaired {
    let mut best = Repaired { tree, blanked: Vec::new() };
    let found = scan(source);
    if found.calls.is_empty() && found.methods.is_empty() {
        return best;
    }
    let mut places = error_places(&best.tree);
    let mut least = weight(&places);
    let mut scratch = source.to_vec();
    for list in &found.methods {
        fill(&mut scratch, *list, b' ');
    }
    let mut changed = !found.methods.is_empty();
    for _ in 0..MAX_ROUNDS {
        // All are chosen before any is hidden, so that two places in one call do not reach for the call around.
        let calls: Vec<u32> =
            places.iter().filter_map(|place| call_around(&scratch, &found.calls, *place)).collect();
        for start in calls {
            // Lowering takes names from the source, so what becomes an ordinary name here stays `new`.
            fill(&mut scratch, Span { start, end: start + 1 }, b'_');
            changed = true;
        }
        if !changed {
            break;
        }
        changed = false;
        let Some(tree) = super::parse(parser, &scratch) else { break };
        places = error_places(&tree);
        let now = weight(&places);
        if now < least {
            least = now;
            best = Repaired { tree, blanked: found.methods.clone() };
        }
        if places.is_empty() {
            break;
        }
    }
    best
}

/// How bad a tree is: the number of places and their bytes.
fn weight(places: &[Span]) -> (usize, u64) {
    (places.len(), places.iter().map(|place| u64::from(place.end - place.start)).sum())
}

fn fill(bytes: &mut [u8], span: Span, with: u8) {
    if let Some(bytes) = bytes.get_mut(span.start as usize..span.end as usize) {
        bytes.fill(with);
    }
}

/// Where the innermost call around a place starts that is still one of `new` or `make`.
fn call_around(scratch: &[u8], calls: &[Span], place: Span) -> Option<u32> {
    let before = calls.partition_point(|call| call.start <= place.end);
    let before = calls.get(..before).unwrap_or_default().iter().rev().take(MAX_NESTED);
    let mut around = before.filter(|call| call.end >= place.start).map(|call| call.start);
    around.find(|&start| scratch.get(start as usize).is_some_and(|&first| first != b'_'))
}

/// The places of a tree that could not be read: errors, missing tokens, and for errors without a visible node the
/// smallest visible node around. Not empty if the tree has errors.
pub(super) fn error_places(tree: &Tree) -> Vec<Span> {
    let mut places = Vec::new();
    let root = tree.root_node();
    if !root.has_error() {
        return places;
    }
    let mut cursor = root.walk();
    // Whether an open node has contributed a place.
    let mut found: Vec<bool> = Vec::new();
    'walk: loop {
        let node = cursor.node();
        if node.has_error() && !node.is_error() && !node.is_missing() && cursor.goto_first_child() {
            found.push(false);
            continue;
        }
        if node.has_error() || node.is_missing() {
            places.push(span_of(node));
            if let Some(found) = found.last_mut() {
                *found = true;
            }
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                break 'walk;
            }
            let inner = found.pop().unwrap_or(true);
            if !inner {
                places.push(span_of(cursor.node()));
            }
            if let Some(found) = found.last_mut() {
                *found = true;
            }
        }
    }
    places
}

/// What a repair may change.
#[derive(Default)]
struct Found {
    /// From the name to the closing parenthesis: calls of `new` and `make`.
    calls: Vec<Span>,
    /// Type parameter lists of methods, brackets included.
    methods: Vec<Span>,
}

/// Looks for calls of `new` and `make` and for generic methods, token by token.
fn scan(source: &[u8]) -> Found {
    let mut found = Found::default();
    // The open brackets: for the parenthesis of a call of interest, its index in `calls`.
    let mut open: Vec<Option<usize>> = Vec::new();
    let mut pending = None;
    let mut i = 0;
    while let Some(&byte) = source.get(i) {
        let end = match byte {
            b' ' | b'\t' | b'\r' => i + 1,
            b'(' | b'[' | b'{' => {
                let call = pending.take().filter(|_| byte == b'(').map(|start| {
                    // Until its end is known, a call reaches to the end of the file.
                    found.calls.push(Span { start, end: offset(source.len()) });
                    found.calls.len() - 1
                });
                open.push(call);
                i + 1
            }
            b')' | b']' | b'}' => {
                if let Some(call) = open.pop().flatten().and_then(|call| found.calls.get_mut(call))
                {
                    call.end = offset(i + 1);
                }
                i + 1
            }
            _ => skip_token(source, i),
        };
        let token = source.get(i..end).unwrap_or_default();
        if matches!(token, b"new" | b"make") {
            pending = Some(offset(i));
        } else if !matches!(byte, b' ' | b'\t' | b'\r') {
            pending = None;
        }
        if token == b"func" && (i == 0 || source.get(i - 1) == Some(&b'\n')) {
            found.methods.extend(method_type_params(source, end));
        }
        i = end.max(i + 1);
    }
    found.calls.sort_unstable();
    found
}

/// The type parameter list of the method whose receiver follows.
fn method_type_params(source: &[u8], after_func: usize) -> Option<Span> {
    let receiver = skip_space(source, after_func);
    if source.get(receiver) != Some(&b'(') {
        return None;
    }
    let name = skip_space(source, skip_brackets(source, receiver)?);
    if !source.get(name).copied().is_some_and(is_word) {
        return None;
    }
    let start = skip_space(source, skip_token(source, name));
    if source.get(start) != Some(&b'[') {
        return None;
    }
    let end = skip_brackets(source, start)?;
    (source.get(skip_space(source, end)) == Some(&b'('))
        .then(|| Span { start: offset(start), end: offset(end) })
}

/// From an opening bracket to behind its closing one. Signatures are short; what is not is no signature.
fn skip_brackets(source: &[u8], start: usize) -> Option<usize> {
    let mut depth = 0usize;
    let mut i = start;
    while i - start < 1024 {
        match source.get(i)? {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(i + 1);
                }
            }
            _ => {}
        }
        i = skip_token(source, i);
    }
    None
}
