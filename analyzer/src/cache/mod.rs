//! What earlier runs have left: the facts of files by their content, and the results of whole runs by all that went
//! into them.
//!
//! Nothing here can fail a run. What is not there, is damaged, or was written by another version is a miss, and a folder
//! that cannot be written to stays as it is; [`CacheUse`] has a line on each. Paths are part of no key, so that the
//! copies of a repository share what they have in common, and a folder can be carried from machine to machine.
//!
//! Everything is written to a file aside and then renamed, so that other processes see all of it or nothing.

mod pack;
mod results;
#[cfg(test)]
mod tests;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;
use twox_hash::{XxHash3_64, XxHash3_128};

pub(crate) use results::ResultKey;

use crate::syntax::facts::FileFacts;
use pack::{Pack, Unusable, Writer};

/// The version of the analysis, and the state of its sources: what another one has written is not read.
const STAMP: &str = env!("CLOSERACE_ANALYZER_STAMP");

/// Bytes that the folder may hold; what was used longest ago goes first.
const MAX_FOLDER_BYTES: u64 = 1 << 30;
/// Results that it may hold.
const MAX_RESULTS: usize = 256;
/// A file aside that is so old belongs to a process that was killed.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

/// How a file aside begins.
const ASIDE: &str = ".closerace-";
const FACTS: &str = "facts";
const RESULT: &str = "result";

/// A pack is written anew if at least one in so many bytes of the sources is not in it: writing costs about as much as
/// parsing that.
const WORTH_WRITING: u64 = 100;

/// What a run had from the cache.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CacheUse {
    /// Files whose facts were there.
    pub files: usize,
    /// Whether the whole result was.
    pub result: bool,
    /// What could not be used and why, one clear line each.
    pub remarks: Vec<String>,
}

/// Identifies a text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct TextKey(u128);

impl TextKey {
    pub(crate) fn of(text: &[u8]) -> Self {
        Self(XxHash3_128::oneshot(text))
    }
}

/// A folder with what earlier runs have left.
pub(crate) struct Cache {
    folder: PathBuf,
    remarks: Mutex<Vec<String>>,
}

impl Cache {
    pub(crate) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_path_buf(), remarks: Mutex::default() }
    }

    /// The facts of the files of a project, which is told from others by its name. `wanted` are the texts of a run, with
    /// their sizes.
    pub(crate) fn facts(
        &self,
        project: &str,
        wanted: impl Iterator<Item = (TextKey, u64)>,
    ) -> FactsCache<'_> {
        let path = self.path(u128::from(XxHash3_64::oneshot(project.as_bytes())), FACTS);
        let pack = match Pack::open(&path) {
            Ok(pack) => Some(pack),
            Err(Unusable::Absent) => None,
            Err(Unusable::Damaged) => self.remark(&path, "is damaged"),
            Err(Unusable::OtherVersion) => self.remark(&path, "is of another version of closerace"),
            Err(Unusable::Unreadable(error)) => {
                self.remark(&path, &format!("cannot be read: {error}"))
            }
        };
        let (mut missing, mut all) = (0, 0);
        for (key, size) in wanted {
            all += size;
            if !pack.as_ref().is_some_and(|pack| pack.has(key)) {
                missing += size;
            }
        }
        let writer = (missing * WORTH_WRITING >= all.max(1))
            .then(|| self.prepare().and_then(|()| Writer::new(&self.folder)))
            .and_then(|writer| self.or_remark(&self.folder, writer));
        FactsCache { cache: self, path, pack, writer, files: AtomicUsize::new(0) }
    }

    /// The lines on what could not be used.
    pub(crate) fn into_remarks(self) -> Vec<String> {
        let mut remarks = self.remarks.into_inner().unwrap_or_default();
        remarks.sort_unstable();
        remarks.dedup();
        remarks
    }

    fn path(&self, key: u128, kind: &str) -> PathBuf {
        self.folder.join(format!("{key:032x}.{kind}"))
    }

    /// Makes the folder, with what tells backups and git to leave it alone.
    fn prepare(&self) -> io::Result<()> {
        if self.folder.is_dir() {
            return Ok(());
        }
        fs::create_dir_all(&self.folder)?;
        fs::write(self.folder.join("CACHEDIR.TAG"), CACHEDIR_TAG)?;
        fs::write(self.folder.join(".gitignore"), "*\n")
    }

    /// Writes a file aside and renames it.
    fn write(&self, path: &Path, parts: &[&[u8]]) -> io::Result<()> {
        self.prepare()?;
        let mut aside = aside(&self.folder)?;
        for part in parts {
            aside.write_all(part)?;
        }
        aside.persist(path).map_err(|error| error.error)?;
        Ok(())
    }

    /// Removes what was used longest ago, while there is too much, and what killed processes have left.
    fn prune(&self) -> io::Result<()> {
        let now = SystemTime::now();
        let mut kept = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            // Another process may have removed it by now.
            let Ok(entry) = entry else { continue };
            let Ok(meta) = entry.metadata() else { continue };
            let (path, used) = (entry.path(), meta.modified().unwrap_or(SystemTime::UNIX_EPOCH));
            let kind = path.extension().and_then(|kind| kind.to_str());
            if entry.file_name().as_encoded_bytes().starts_with(ASIDE.as_bytes()) {
                if now.duration_since(used).is_ok_and(|age| age > ABANDONED) {
                    fs::remove_file(path).ok();
                }
            } else if kind == Some(FACTS) || kind == Some(RESULT) {
                kept.push((used, kind == Some(RESULT), meta.len(), path));
            }
        }
        kept.sort_unstable_by(|a, b| b.cmp(a));
        let (mut bytes, mut results) = (0, 0);
        for (_, is_result, size, path) in kept {
            bytes += size;
            results += usize::from(is_result);
            if bytes > MAX_FOLDER_BYTES || is_result && results > MAX_RESULTS {
                fs::remove_file(path).ok();
            }
        }
        Ok(())
    }

    fn remark<T>(&self, path: &Path, what: &str) -> Option<T> {
        if let Ok(mut remarks) = self.remarks.lock() {
            remarks.push(format!("the cache {} {what}", path.display()));
        }
        None
    }

    fn or_remark<T>(&self, path: &Path, written: io::Result<T>) -> Option<T> {
        match written {
            Ok(value) => Some(value),
            Err(error) => self.remark(path, &format!("cannot be written: {error}")),
        }
    }
}

/// See <https://bford.info/cachedir/>.
const CACHEDIR_TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
    # Written by closerace, which does without it if it is gone.\n";

fn aside(folder: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(ASIDE).tempfile_in(folder)
}

/// Tells that a file was used, for what is removed first.
fn touch(file: &File) {
    file.set_modified(SystemTime::now()).ok();
}

/// The facts of one project's files.
pub(crate) struct FactsCache<'a> {
    cache: &'a Cache,
    path: PathBuf,
    pack: Option<Pack>,
    /// Where all that is used in this run goes, if that is worth it.
    writer: Option<Writer>,
    files: AtomicUsize,
}

impl FactsCache<'_> {
    /// The facts of a text, from what an earlier run has left, or else read now.
    pub(crate) fn get(&self, key: TextKey, read: impl FnOnce() -> FileFacts) -> FileFacts {
        if let Some(pack) = &self.pack
            && pack.has(key)
        {
            let bytes = pack.read(key);
            let facts = bytes.as_deref().and_then(|bytes| postcard::from_bytes(bytes).ok());
            if let (Some(bytes), Some(facts)) = (bytes, facts) {
                self.files.fetch_add(1, Ordering::Relaxed);
                self.keep(key, &bytes);
                return facts;
            }
            pack.mark_damaged();
        }
        let facts = read();
        if self.writer.is_some()
            && let Ok(bytes) = postcard::to_stdvec(&facts)
        {
            self.keep(key, &bytes);
        }
        facts
    }

    fn keep(&self, key: TextKey, bytes: &[u8]) {
        if let Some(writer) = &self.writer {
            writer.append(key, bytes);
        }
    }

    /// Leaves the facts for later runs. How many files were there.
    pub(crate) fn finish(self) -> usize {
        let Self { cache, path, pack, writer, files } = self;
        let damaged = pack.as_ref().is_some_and(Pack::is_damaged);
        if damaged {
            cache.remark::<()>(&path, "is damaged in part");
        }
        if let Some(writer) = writer {
            let written = writer.finish(&path, pack).and_then(|()| cache.prune());
            cache.or_remark(&path, written);
        } else if damaged {
            fs::remove_file(&path).ok();
        } else if let Some(pack) = &pack {
            pack.touch();
        }
        files.into_inner()
    }
}
