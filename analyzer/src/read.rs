//! All files: texts from wherever they are, and facts from texts, by the parser or from the cache.

use std::cmp::Reverse;
use std::path::Path;
use std::sync::Mutex;

use rayon::prelude::*;

use crate::cache::{FactsCache, ResultKey, TextKey};
use crate::program::STUBS;
use crate::progress::{Meter, Progress, Stage};
use crate::source::{FileRole, Module, SourceSet};
use crate::syntax::FileParser;
use crate::syntax::facts::FileFacts;
use crate::{Coverage, Options};

/// The text of one file that build constraints do not leave out.
struct Text {
    /// Of the file in the source set.
    number: usize,
    bytes: Vec<u8>,
    key: TextKey,
}

/// The texts of all files.
pub(crate) struct Texts {
    /// By number.
    files: Vec<Text>,
    /// Files that could not be read.
    pub(crate) n_unreadable: usize,
}

/// One stub, read.
pub(crate) struct StubFacts {
    /// Of the stub among all.
    pub(crate) number: usize,
    pub(crate) facts: FileFacts,
}

/// One file, read.
pub(crate) struct ReadFile {
    pub(crate) number: usize,
    pub(crate) facts: FileFacts,
}

impl Texts {
    /// Reads all files, and counts those that are left out or cannot be read.
    pub(crate) fn of(set: &SourceSet, options: &Options, coverage: &mut Coverage) -> Self {
        let read: Vec<_> = (set.files.par_iter())
            .map(|file| {
                let text = file.read(&options.build, options.unsaved.as_ref())?;
                Ok(text.map(|bytes| (TextKey::of(&bytes), bytes)))
            })
            .collect();
        let mut texts = Self { files: Vec::with_capacity(read.len()), n_unreadable: 0 };
        for (number, text) in read.into_iter().enumerate() {
            match text {
                Ok(Some((key, bytes))) => texts.files.push(Text { number, bytes, key }),
                Ok(None) => coverage.excluded += 1,
                Err(problem) => {
                    texts.n_unreadable += 1;
                    coverage.problems.push(problem);
                }
            }
        }
        coverage.problems.sort_unstable();
        texts
    }

    /// Whether none of them is of a file that is reported on.
    pub(crate) fn are_all_for_reference(&self, set: &SourceSet) -> bool {
        self.files.iter().all(|text| set.files[text.number].role != FileRole::Reported)
    }

    /// What identifies each file's text, by number.
    pub(crate) fn keys(&self, set: &SourceSet) -> Vec<Option<TextKey>> {
        let mut keys = vec![None; set.files.len()];
        for text in &self.files {
            keys[text.number] = Some(text.key);
        }
        keys
    }

    /// The texts whose facts a run needs, with their sizes. Of which stubs it needs them is known once it has these.
    pub(crate) fn wanted(&self) -> impl Iterator<Item = (TextKey, u64)> {
        self.files.iter().map(|text| (text.key, text.bytes.len() as u64))
    }

    /// Identifies everything that decides what a run finds. Where the files are does not.
    pub(crate) fn result_key(&self, set: &SourceSet, options: &Options) -> ResultKey {
        let mut key = ResultKey::new();
        // All fields are named, so that a new one has to be thought of.
        let Options {
            build,
            tests,
            generated,
            names,
            claims,
            min_confidence,
            // They are in what the files are.
            exclude: _,
            unsaved: _,
            // They change nothing.
            threads: _,
            cache: _,
            progress: _,
        } = options;
        key.add(&(build, tests, generated, names, claims, min_confidence));
        let SourceSet { modules, files, excluded, tests_skipped, problems } = set;
        key.add(&(excluded, tests_skipped, problems));
        for Module { root: _, path, go_version, visible, is_std } in modules {
            key.add(&(path, go_version, visible, is_std));
        }
        let mut texts = self.files.iter().peekable();
        for (number, file) in files.iter().enumerate() {
            let name = file.absolute.file_name().map(Path::new);
            let text = texts.next_if(|text| text.number == number);
            let read = text.is_some();
            key.add(&(file.module, &file.import_path, name, file.role, file.test, read));
            if let Some(text) = text {
                key.add_text(text.key);
            }
        }
        key
    }

    /// The facts of all files, by number, and of the stubs that they need.
    pub(crate) fn facts(
        self,
        cache: Option<&FactsCache<'_>>,
        progress: Option<&Progress>,
    ) -> (Vec<ReadFile>, Vec<StubFacts>) {
        let readers = Readers::new(cache);
        let bytes = self.files.iter().map(|text| text.bytes.len()).sum();
        let meter = Meter::new(progress, Stage::Parse, bytes);
        let mut files: Vec<ReadFile> = (self.by_size())
            .into_par_iter()
            .with_max_len(1)
            .map(|text| {
                let facts = readers.read(text.key, &text.bytes);
                meter.advance(text.bytes.len());
                ReadFile { number: text.number, facts }
            })
            .collect();
        files.sort_unstable_by_key(|file| file.number);
        let stubs = readers.stubs_for(&files);
        (files, stubs)
    }

    /// Large ones first, so that no thread is left with one at the end.
    fn by_size(mut self) -> Vec<Text> {
        self.files.sort_unstable_by_key(|text| (Reverse(text.bytes.len()), text.number));
        self.files
    }
}

/// A reader for each thread, because setting up a parser costs more than a small file.
struct Readers<'c> {
    cache: Option<&'c FactsCache<'c>>,
    of_threads: Vec<Mutex<FactsReader>>,
}

impl<'c> Readers<'c> {
    fn new(cache: Option<&'c FactsCache<'c>>) -> Self {
        let n = rayon::current_num_threads();
        Self { cache, of_threads: (0..n).map(|_| Mutex::default()).collect() }
    }

    fn read(&self, key: TextKey, text: &[u8]) -> FileFacts {
        let own = rayon::current_thread_index().and_then(|index| self.of_threads.get(index));
        match own.map(Mutex::try_lock) {
            Some(Ok(mut reader)) => reader.read(key, text, self.cache),
            _ => FactsReader::default().read(key, text, self.cache),
        }
    }

    /// The facts of the stubs that the files import, themselves or through other stubs.
    fn stubs_for(&self, files: &[ReadFile]) -> Vec<StubFacts> {
        let mut wanted = vec![false; STUBS.len()];
        let mut stubs: Vec<StubFacts> = Vec::new();
        let mut next = imported(files.iter().map(|file| &file.facts), &mut wanted);
        while !next.is_empty() {
            let read: Vec<StubFacts> = (next.par_iter())
                .map(|&number| {
                    let text = STUBS[number].1.as_bytes();
                    StubFacts { number, facts: self.read(TextKey::of(text), text) }
                })
                .collect();
            next = imported(read.iter().map(|stub| &stub.facts), &mut wanted);
            stubs.extend(read);
        }
        stubs.sort_unstable_by_key(|stub| stub.number);
        stubs
    }
}

/// The numbers of the stubs that files import and that were not wanted before.
fn imported<'f>(files: impl Iterator<Item = &'f FileFacts>, wanted: &mut [bool]) -> Vec<usize> {
    let mut new = Vec::new();
    for facts in files {
        let names: Vec<&str> = facts.names.iter().collect();
        for path in facts.imports.iter().filter_map(|import| names.get(import.path.index())) {
            if let Ok(number) = STUBS.binary_search_by_key(path, |(path, _)| path)
                && !std::mem::replace(&mut wanted[number], true)
            {
                new.push(number);
            }
        }
    }
    new
}

/// Reads the facts of one file after the other.
#[derive(Default)]
struct FactsReader {
    /// Set up when it is first needed.
    parser: Option<FileParser>,
}

impl FactsReader {
    fn read(&mut self, key: TextKey, text: &[u8], cache: Option<&FactsCache<'_>>) -> FileFacts {
        let mut parse = || self.parser.get_or_insert_default().read(text);
        let mut facts = match cache {
            Some(cache) => cache.get(key, parse),
            None => parse(),
        };
        facts.shrink();
        facts
    }
}

#[cfg(test)]
mod tests {
    use super::{FactsReader, ReadFile, Readers, TextKey};
    use crate::program::STUBS;

    #[test]
    fn stubs_are_sorted() {
        assert!(STUBS.is_sorted_by(|(a, _), (b, _)| a < b));
    }

    #[test]
    fn stubs_come_with_those_that_they_import() {
        let of = |source: &str| {
            let text = source.as_bytes();
            let facts = FactsReader::default().read(TextKey::of(text), text, None);
            let stubs = Readers::new(None).stubs_for(&[ReadFile { number: 0, facts }]);
            stubs.into_iter().map(|stub| STUBS[stub.number].0).collect::<Vec<_>>()
        };
        assert_eq!(of("package p"), [""; 0]);
        assert_eq!(of("package p\nimport \"errors\""), ["errors"]);
        assert_eq!(of("package p\nimport e \"errors\"\nimport \"example.com/x\""), ["errors"]);
        let with_others = of("package p\nimport \"bufio\"");
        assert!(with_others.contains(&"bufio") && with_others.contains(&"io"), "{with_others:?}");
        assert!(with_others.is_sorted());
    }
}
