//! A pack: the encoded facts of many files in one file, found by the keys of their texts.
//!
//! ```text
//! facts*  index  trailer
//! ```
//!
//! Each entry of the index says where its facts are and what they sum up to; the trailer has a fixed size and says the
//! same of the index.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;
use twox_hash::XxHash3_64;

use super::{STAMP, TextKey};

const MAGIC: [u8; 8] = *b"closrace";
const TRAILER: usize = 32;

/// Facts that a run has not used are kept for other branches and folders, up to as many bytes as it has used, or to this.
pub(super) const MIN_UNUSED_BYTES: u64 = 1 << 18;

/// Where the facts of one text are.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Entry {
    key: u128,
    start: u64,
    len: u32,
    sum: u64,
    /// When they were last written, in seconds since 1970.
    used: u64,
}

/// Why a pack is of no use.
pub(super) enum Unusable {
    Absent,
    Damaged,
    OtherVersion,
    Unreadable(io::Error),
}

/// A pack that earlier runs have left.
pub(super) struct Pack {
    file: Mutex<File>,
    entries: FxHashMap<u128, Entry>,
    damaged: AtomicBool,
}

impl Pack {
    pub(super) fn open(path: &Path) -> Result<Self, Unusable> {
        let mut file = match File::options().read(true).write(true).open(path) {
            // A cache that is only for reading is one all the same.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => File::open(path),
            file => file,
        }
        .map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Unusable::Absent,
            _ => Unusable::Unreadable(error),
        })?;
        let entries = read_index(&mut file)?;
        let entries = entries.into_iter().map(|entry| (entry.key, entry)).collect();
        Ok(Self { file: Mutex::new(file), entries, damaged: AtomicBool::new(false) })
    }

    pub(super) fn has(&self, key: TextKey) -> bool {
        self.entries.contains_key(&key.0)
    }

    /// The encoded facts of a text, if they are there and whole.
    pub(super) fn read(&self, key: TextKey) -> Option<Vec<u8>> {
        self.read_entry(self.entries.get(&key.0)?)
    }

    fn read_entry(&self, entry: &Entry) -> Option<Vec<u8>> {
        let mut bytes = vec![0; entry.len as usize];
        {
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(entry.start)).ok()?;
            file.read_exact(&mut bytes).ok()?;
        }
        (XxHash3_64::oneshot(&bytes) == entry.sum).then_some(bytes)
    }

    pub(super) fn mark_damaged(&self) {
        self.damaged.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    pub(super) fn touch(&self) {
        super::touch(&self.file.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

fn stamp() -> u64 {
    XxHash3_64::oneshot(STAMP.as_bytes())
}

fn read_index(file: &mut File) -> Result<Vec<Entry>, Unusable> {
    let size = file.metadata().map_err(Unusable::Unreadable)?.len();
    let index_end = size.checked_sub(TRAILER as u64).ok_or(Unusable::Damaged)?;
    let mut trailer = [0; TRAILER];
    file.seek(SeekFrom::Start(index_end)).map_err(Unusable::Unreadable)?;
    file.read_exact(&mut trailer).map_err(Unusable::Unreadable)?;
    let (magic, numbers) = trailer.split_at(MAGIC.len());
    if magic != MAGIC {
        return Err(Unusable::Damaged);
    }
    let mut numbers = numbers.chunks_exact(8).map(|bytes| bytes.try_into().map(u64::from_le_bytes));
    let mut number = || numbers.next().and_then(Result::ok).ok_or(Unusable::Damaged);
    if number()? != stamp() {
        return Err(Unusable::OtherVersion);
    }
    let (index_start, sum) = (number()?, number()?);
    let len = index_end.checked_sub(index_start).ok_or(Unusable::Damaged)?;
    let mut index = vec![0; usize::try_from(len).map_err(|_| Unusable::Damaged)?];
    file.seek(SeekFrom::Start(index_start)).map_err(Unusable::Unreadable)?;
    file.read_exact(&mut index).map_err(Unusable::Unreadable)?;
    if XxHash3_64::oneshot(&index) != sum {
        return Err(Unusable::Damaged);
    }
    postcard::from_bytes(&index).map_err(|_| Unusable::Damaged)
}

/// A pack that is being written aside.
pub(super) struct Writer(Mutex<Aside>);

struct Aside {
    file: BufWriter<NamedTempFile>,
    /// By key; of the entries in the order of which facts were written.
    entries: FxHashMap<u128, Entry>,
    end: u64,
    now: u64,
    /// The first failure. After it nothing more is written.
    failure: Option<io::Error>,
}

impl Writer {
    pub(super) fn new(folder: &Path) -> io::Result<Self> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |age| age.as_secs());
        Ok(Self(Mutex::new(Aside {
            file: BufWriter::with_capacity(1 << 18, super::aside(folder)?),
            entries: FxHashMap::default(),
            end: 0,
            now,
            failure: None,
        })))
    }

    /// Adds the encoded facts of a text.
    pub(super) fn append(&self, key: TextKey, bytes: &[u8]) {
        let sum = XxHash3_64::oneshot(bytes);
        let mut aside = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let used = aside.now;
        aside.append(key.0, bytes, sum, used);
    }

    /// Takes over what else is in the pack so far, as far as there is room, and puts this one in its place.
    pub(super) fn finish(self, path: &Path, old: Option<Pack>) -> io::Result<()> {
        let mut aside = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(old) = &old {
            aside.take_over(old);
        }
        // Not every system replaces a file that is open.
        drop(old);
        if let Some(failure) = aside.failure {
            return Err(failure);
        }
        let mut entries: Vec<Entry> = aside.entries.into_values().collect();
        entries.sort_unstable_by_key(|entry| entry.start);
        let index = postcard::to_stdvec(&entries).map_err(io::Error::other)?;
        let mut file = aside.file;
        file.write_all(&index)?;
        file.write_all(&MAGIC)?;
        for number in [stamp(), aside.end, XxHash3_64::oneshot(&index)] {
            file.write_all(&number.to_le_bytes())?;
        }
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    }
}

impl Aside {
    fn append(&mut self, key: u128, bytes: &[u8], sum: u64, used: u64) {
        let Ok(len) = u32::try_from(bytes.len()) else { return };
        if self.failure.is_some() || self.entries.contains_key(&key) {
            return;
        }
        match self.file.write_all(bytes) {
            Ok(()) => {
                self.entries.insert(key, Entry { key, start: self.end, len, sum, used });
                self.end += u64::from(len);
            }
            Err(error) => self.failure = Some(error),
        }
    }

    fn take_over(&mut self, old: &Pack) {
        let mut unused: Vec<&Entry> =
            old.entries.values().filter(|entry| !self.entries.contains_key(&entry.key)).collect();
        unused.sort_unstable_by_key(|entry| (std::cmp::Reverse(entry.used), entry.start));
        let room = self.end.max(MIN_UNUSED_BYTES);
        let end = self.end + room;
        for entry in unused {
            if self.end + u64::from(entry.len) > end {
                break;
            }
            if let Some(bytes) = old.read_entry(entry) {
                self.append(entry.key, &bytes, entry.sum, entry.used);
            }
        }
    }
}
