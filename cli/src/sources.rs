//! The sources as reports show them: read again from disk, named from where the user stands.

use std::cell::OnceCell;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Component, Path};

use analyzer::source::Unsaved;
use analyzer::{FileId, Location, SourceFileInfo};
use closerace_analyzer as analyzer;
use codespan_reporting::files::{self, Files};

/// The files of an analysis.
pub(crate) struct Sources {
    files: Vec<Source>,
}

struct Source {
    /// For people: from the current folder if the file is below it.
    shown: String,
    /// For scripts: never absolute.
    relative: String,
    /// For services: from the repository's root.
    in_repository: String,
    info: SourceFileInfo,
    text: OnceCell<Option<Text>>,
}

/// A file's text and where its lines start.
struct Text {
    text: String,
    line_starts: Vec<usize>,
}

/// A place within one line, 1-based, its end exclusive.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Region {
    pub(crate) line: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Sources {
    /// The files, seen from a folder (the current one), in a repository with that root.
    pub(crate) fn new(
        files: &[SourceFileInfo],
        seen_from: Option<&Path>,
        root: &Path,
        unsaved: Option<&Unsaved>,
    ) -> Self {
        let files = files.iter().map(|info| {
            let below = seen_from.and_then(|folder| path_below(&info.absolute, folder));
            let relative = below.clone().unwrap_or_else(|| info.path.clone());
            let in_repository = path_below(&info.absolute, root);
            let text = OnceCell::new();
            if let Some(unsaved) = unsaved.and_then(|unsaved| unsaved.text_of(&info.absolute)) {
                // The cell is empty.
                let _ = text.set(Some(Text::new(unsaved)));
            }
            Source {
                shown: below.unwrap_or_else(|| info.absolute.to_string_lossy().into_owned()),
                in_repository: in_repository.unwrap_or_else(|| relative.clone()),
                relative,
                info: info.clone(),
                text,
            }
        });
        Self { files: files.collect() }
    }

    /// Shows files as if the user stood at the root asked for.
    #[cfg(test)]
    pub(crate) fn show_relative(&mut self) {
        for source in &mut self.files {
            source.shown.clone_from(&source.relative);
            source.in_repository.clone_from(&source.relative);
        }
    }

    /// The path for people: what a terminal or an editor finds from the current folder.
    pub(crate) fn shown(&self, file: FileId) -> &str {
        self.files.get(file.0 as usize).map_or("?", |source| &source.shown)
    }

    /// The path for services: from the repository's root, with `/`.
    pub(crate) fn in_repository(&self, file: FileId) -> &str {
        self.files.get(file.0 as usize).map_or("?", |source| &source.in_repository)
    }

    /// The path for scripts: from the current folder if the file is below it, with `/`.
    pub(crate) fn relative(&self, file: FileId) -> &str {
        self.files.get(file.0 as usize).map_or("?", |source| &source.relative)
    }

    /// `path:line`, or the path alone for a place without a line.
    pub(crate) fn line(&self, location: Location) -> String {
        let path = self.shown(location.file);
        if location.line == 0 { path.to_owned() } else { format!("{path}:{}", location.line) }
    }

    /// `path:line:column`, or the path alone for a place without a line.
    pub(crate) fn line_and_column(&self, location: Location) -> String {
        let line = self.line(location);
        if location.line == 0 { line } else { format!("{line}:{}", location.column.max(1)) }
    }

    /// The bytes of a place up to the end of its first line; none if the file is gone or is not what was analysed.
    pub(crate) fn range(&self, location: Location) -> Option<Range<usize>> {
        let text = self.text(location.file)?;
        let (start, end) = (location.span.start as usize, location.span.end as usize);
        let line = (location.line as usize).checked_sub(1)?;
        let line_start = *text.line_starts.get(line)?;
        if line_start + location.column as usize != start + 1 {
            return None;
        }
        let line_end = text.line_starts.get(line + 1).copied().unwrap_or(text.text.len());
        let rest = text.text.get(start..line_end)?.trim_end_matches(['\n', '\r']);
        // A place without extent would be invisible.
        let end = end.clamp(start, start + rest.len()).max((start + 1).min(start + rest.len()));
        text.text.is_char_boundary(end).then_some(start..end)
    }

    /// A place in UTF-16 code units, as SARIF counts; none for a place without a line.
    pub(crate) fn utf16_region(&self, location: Location) -> Option<Region> {
        let line = Some(location.line).filter(|line| *line > 0)?;
        let exact = self.text(location.file).zip(self.range(location)).map(|(text, range)| {
            let line_start = text.line_starts[line as usize - 1];
            let units = |range: Range<usize>| {
                text.text[range].trim_start_matches('\u{feff}').encode_utf16().count()
            };
            let start = 1 + units(line_start..range.start);
            Region { line, start: start as u32, end: (start + units(range).max(1)) as u32 }
        });
        // Without the text, bytes are the best guess, and right for all but a few lines.
        let bytes = location.span.end.saturating_sub(location.span.start).max(1);
        let start = location.column.max(1);
        Some(exact.unwrap_or(Region { line, start, end: start.saturating_add(bytes) }))
    }

    /// A part of a file's text.
    pub(crate) fn slice(&self, file: FileId, range: Range<usize>) -> Option<&str> {
        self.text(file)?.text.get(range)
    }

    /// A text that opens the file when it is clicked on, in terminals that can do that.
    pub(crate) fn linked(&self, file: FileId, text: &str) -> String {
        let Some(source) = self.files.get(file.0 as usize) else { return text.to_owned() };
        let path = source.info.absolute.to_string_lossy().replace('\\', "/");
        let uri = format!("file://{}", percent_encoded(&path));
        format!("\u{1b}]8;;{uri}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")
    }

    fn text(&self, file: FileId) -> Option<&Text> {
        let source = self.files.get(file.0 as usize)?;
        let text = source
            .text
            .get_or_init(|| Some(Text::new(&std::fs::read(&source.info.absolute).ok()?)));
        text.as_ref()
    }
}

impl Text {
    fn new(bytes: &[u8]) -> Self {
        let text = decode_keeping_offsets(bytes);
        let line_starts =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, line_starts }
    }
}

/// Decodes what may not be UTF-8. Every bad byte becomes one `?`, because spans are counted in bytes.
fn decode_keeping_offsets(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    text
}

/// The path relative to a folder that contains it, with `/`.
fn path_below(path: &Path, folder: &Path) -> Option<String> {
    let path = std::path::absolute(path).ok()?;
    let parts = path.strip_prefix(folder).ok()?.components().map(|component| match component {
        Component::Normal(part) => Some(part.to_string_lossy()),
        _ => None,
    });
    Some(parts.collect::<Option<Vec<_>>>()?.join("/"))
}

/// All but letters, digits and `-._~/` as `%XX`.
pub(crate) fn percent_encoded(path: &str) -> String {
    path.bytes().fold(String::with_capacity(path.len()), |mut uri, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(byte as char)
            }
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
        uri
    })
}

/// The files with names that can be clicked on, or as they are.
pub(crate) struct Linked<'a> {
    sources: &'a Sources,
    links: bool,
}

impl<'a> Linked<'a> {
    pub(crate) fn new(sources: &'a Sources, links: bool) -> Self {
        Self { sources, links }
    }
}

impl<'a> Files<'a> for Linked<'a> {
    type FileId = FileId;
    type Name = String;
    type Source = &'a str;

    fn name(&'a self, file: FileId) -> Result<String, files::Error> {
        let name = self.sources.shown(file);
        Ok(if self.links { self.sources.linked(file, name) } else { name.to_owned() })
    }

    fn source(&'a self, file: FileId) -> Result<&'a str, files::Error> {
        self.sources.source(file)
    }

    fn line_index(&'a self, file: FileId, byte: usize) -> Result<usize, files::Error> {
        self.sources.line_index(file, byte)
    }

    fn line_range(&'a self, file: FileId, line: usize) -> Result<Range<usize>, files::Error> {
        self.sources.line_range(file, line)
    }

    fn column_number(
        &'a self,
        file: FileId,
        line: usize,
        byte: usize,
    ) -> Result<usize, files::Error> {
        self.sources.column_number(file, line, byte)
    }
}

impl<'a> Files<'a> for Sources {
    type FileId = FileId;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, file: FileId) -> Result<&'a str, files::Error> {
        Ok(self.shown(file))
    }

    fn source(&'a self, file: FileId) -> Result<&'a str, files::Error> {
        self.text(file).map(|text| text.text.as_str()).ok_or(files::Error::FileMissing)
    }

    fn line_index(&'a self, file: FileId, byte: usize) -> Result<usize, files::Error> {
        let text = self.text(file).ok_or(files::Error::FileMissing)?;
        Ok(text.line_starts.partition_point(|start| *start <= byte) - 1)
    }

    fn line_range(&'a self, file: FileId, line: usize) -> Result<Range<usize>, files::Error> {
        let text = self.text(file).ok_or(files::Error::FileMissing)?;
        let max = text.line_starts.len() - 1;
        let start =
            *text.line_starts.get(line).ok_or(files::Error::LineTooLarge { given: line, max })?;
        Ok(start..text.line_starts.get(line + 1).copied().unwrap_or(text.text.len()))
    }

    fn column_number(
        &'a self,
        _file: FileId,
        line: usize,
        byte: usize,
    ) -> Result<usize, files::Error> {
        // In bytes, as Go's tools count.
        let range = self.line_range(_file, line)?;
        Ok(byte - range.start + 1)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Region, Sources, decode_keeping_offsets, path_below};
    use crate::report::sample;
    use analyzer::{FileId, Location, SourceFileInfo};
    use closerace_analyzer as analyzer;

    #[test]
    fn bad_bytes_keep_offsets() {
        assert_eq!(decode_keeping_offsets(b"a\xff\xfeb\xc3"), "a??b?");
        assert_eq!(decode_keeping_offsets("aé\u{1F600}".as_bytes()), "aé\u{1F600}");
    }

    #[test]
    fn paths_below_the_current_folder_are_relative() {
        assert_eq!(path_below(Path::new("/a/b/./c.go"), Path::new("/a")), Some("b/c.go".into()));
        assert_eq!(path_below(Path::new("/ab/c.go"), Path::new("/a")), None);
        let files = [SourceFileInfo { path: "c.go".into(), absolute: "/x/c.go".into() }];
        let sources = Sources::new(&files, Some(Path::new("/a")), Path::new("/x"), None);
        assert_eq!((sources.shown(FileId(0)), sources.relative(FileId(0))), ("/x/c.go", "c.go"));
    }

    #[test]
    fn columns_are_utf16_and_regions_end_with_their_line() {
        let text = "package x\nvar s = \"é\u{1F600}\" + go(func() {\r\n})\n";
        let (file, path) = sample::file("utf16.go", text);
        let sources = Sources::new(&[file], None, Path::new("/"), None);
        let start = text.find("go(").unwrap() as u32;
        let span = analyzer::syntax::facts::Span { start, end: text.len() as u32 - 1 };
        let location = Location { file: FileId(0), span, line: 2, column: start - 9 };
        assert_eq!(sources.utf16_region(location), Some(Region { line: 2, start: 17, end: 28 }));
        // What does not fit the file any more is given as it was.
        let moved = Location { line: 1, ..location };
        assert_eq!(sources.range(moved), None);
        assert_eq!(sources.utf16_region(moved).unwrap().start, moved.column);
        assert_eq!(sources.utf16_region(Location { line: 0, ..location }), None);
        std::fs::remove_file(path).unwrap();
    }
}
