//! Results of whole runs, each in a file of its own that is named by everything that went into it.

use std::fmt::Debug;
use std::fs::File;
use std::io::Read;

use serde::Serialize;
use serde::de::DeserializeOwned;
use twox_hash::{XxHash3_64, XxHash3_128};

use super::{Cache, RESULT, STAMP, TextKey, touch};

const SUM_BYTES: usize = 8;

/// Identifies everything that goes into the result of a run.
pub(crate) struct ResultKey(XxHash3_128);

impl ResultKey {
    pub(crate) fn new() -> Self {
        let mut key = Self(XxHash3_128::new());
        key.add(&STAMP);
        key
    }

    /// Adds something that the result depends on. Its debug form has to tell all of it.
    pub(crate) fn add(&mut self, input: &impl Debug) {
        // Strings are in quotes, and control characters escaped, so that no two lists of inputs look alike.
        self.0.write(format!("{input:?}\n").as_bytes());
    }

    /// Adds a text that is read.
    pub(crate) fn add_text(&mut self, text: TextKey) {
        self.0.write(&text.0.to_le_bytes());
    }

    pub(super) fn hash(&self) -> u128 {
        self.0.finish_128()
    }
}

impl Cache {
    /// The result of a run into which the same went.
    pub(crate) fn result<T: DeserializeOwned>(&self, key: &ResultKey) -> Option<T> {
        let path = self.path(key.hash(), RESULT);
        // Whoever may only read it cannot tell that it was used.
        let file = File::options().read(true).append(true).open(&path);
        let mut file = file.or_else(|_| File::open(&path)).ok()?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        let result = bytes.split_last_chunk::<SUM_BYTES>().and_then(|(bytes, sum)| {
            let whole = XxHash3_64::oneshot(bytes) == u64::from_le_bytes(*sum);
            whole.then(|| postcard::from_bytes(bytes).ok()).flatten()
        });
        match result {
            Some(result) => {
                touch(&file);
                Some(result)
            }
            None => self.remark(&path, "is damaged"),
        }
    }

    /// Leaves the result of a run for later ones.
    pub(crate) fn keep_result(&self, key: &ResultKey, result: &impl Serialize) {
        let Ok(bytes) = postcard::to_stdvec(result) else { return };
        let sum = XxHash3_64::oneshot(&bytes).to_le_bytes();
        let path = self.path(key.hash(), RESULT);
        let written = self.write(&path, &[&bytes, &sum]).and_then(|()| self.prune());
        self.or_remark(&path, written);
    }
}
