//! Which files of the blob store are what their digest says. In: an open file and its digest. Out: sound, or what its bytes are instead.
//! Never here: what is done about damage.
//!
//! A file is hashed when this process first uses it, and again when it is not the same file any more: another inode, size or time of
//! change. Verdicts are remembered in memory.

use std::collections::HashMap;
use std::fs::{File, Metadata};
use std::io::{self, Read as _, Seek as _};
use std::os::unix::fs::MetadataExt as _;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sha2::{Digest as _, Sha256};

use crate::digest::Digest;

/// Verdicts remembered; beyond so many, files are hashed again.
const MOST_REMEMBERED: usize = 16_384;
/// Files hashed or decompressed at one time: each takes a processor.
const AT_ONCE: usize = 2;
/// Two changes within one tick of the kernel's clock leave the same time; a file as young as this could change again and look the same.
const SETTLED_AFTER: Duration = Duration::from_millis(100);
/// Files up to this size are hashed at once by whoever asks, such as configurations when a task starts.
const SMALL: u64 = 8 << 20;
const BUFFER: usize = 256 * 1024;

/// What tells one state of a file from another without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FileState {
    device: u64,
    inode: u64,
    size: u64,
    /// Seconds and nanoseconds since 1970.
    modified: (i64, i64),
    changed: (i64, i64),
}

impl FileState {
    pub(crate) fn of(file: &File) -> io::Result<Self> {
        Ok(Self::from(&file.metadata()?))
    }

    /// Whether a later change would show.
    fn is_settled(&self) -> bool {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let (seconds, nanoseconds) = self.modified.max(self.changed);
        let last = Duration::new(seconds.max(0) as u64, nanoseconds.clamp(0, 999_999_999) as u32);
        now.checked_sub(last).is_some_and(|age| age > SETTLED_AFTER)
    }
}

impl From<&Metadata> for FileState {
    fn from(facts: &Metadata) -> Self {
        Self {
            device: facts.dev(),
            inode: facts.ino(),
            size: facts.len(),
            modified: (facts.mtime(), facts.mtime_nsec()),
            changed: (facts.ctime(), facts.ctime_nsec()),
        }
    }
}

/// Verdicts on files.
#[derive(Debug, Default)]
pub(crate) struct Soundness {
    /// The digest of the bytes, with the state of the file they were read from.
    verdicts: Mutex<HashMap<Digest, (FileState, Digest)>>,
    turnstile: Turnstile,
}

impl Soundness {
    /// The digest of the file that should have `digest`; blocks while it is hashed.
    pub(crate) fn actual(&self, digest: &Digest, file: &mut File) -> io::Result<Digest> {
        if let Some(known) = self.remembered(digest, FileState::of(file)?) {
            return Ok(known);
        }
        let _turn = (FileState::of(file)?.size > SMALL).then(|| self.turnstile.enter());
        // Whoever was before us may have hashed this very file.
        let state = FileState::of(file)?;
        if let Some(known) = self.remembered(digest, state) {
            return Ok(known);
        }
        let actual = hash(file)?;
        if actual != *digest {
            tracing::warn!(%digest, %actual, "a blob is damaged on disk; it is not served or used until it is pushed again");
        }
        if FileState::of(file)? == state && state.is_settled() {
            self.remember(digest, state, actual.clone());
        }
        Ok(actual)
    }

    /// Waits for a turn at work that takes a processor.
    pub(crate) fn turn(&self) -> Turn<'_> {
        self.turnstile.enter()
    }

    fn remembered(&self, digest: &Digest, state: FileState) -> Option<Digest> {
        let verdicts = lock(&self.verdicts);
        verdicts.get(digest).filter(|(seen, _)| *seen == state).map(|(_, actual)| actual.clone())
    }

    fn remember(&self, digest: &Digest, state: FileState, actual: Digest) {
        let mut verdicts = lock(&self.verdicts);
        if verdicts.len() >= MOST_REMEMBERED {
            verdicts.clear();
        }
        verdicts.insert(digest.clone(), (state, actual));
    }
}

/// The digest of a file from its beginning; leaves it at its beginning.
fn hash(file: &mut File) -> io::Result<Digest> {
    let (mut hasher, mut buffer) = (Sha256::new(), vec![0; BUFFER]);
    file.rewind()?;
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            length => hasher.update(&buffer[..length]),
        }
    }
    file.rewind()?;
    Ok(Digest::finish(hasher))
}

/// Lets [`AT_ONCE`] in at one time.
#[derive(Debug, Default)]
struct Turnstile {
    inside: Mutex<usize>,
    left: Condvar,
}

impl Turnstile {
    fn enter(&self) -> Turn<'_> {
        let full = |inside: &mut usize| *inside >= AT_ONCE;
        let mut inside =
            self.left.wait_while(lock(&self.inside), full).unwrap_or_else(PoisonError::into_inner);
        *inside += 1;
        Turn(self)
    }
}

/// A place inside, given back when dropped.
pub(crate) struct Turn<'a>(&'a Turnstile);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *lock(&self.0.inside) -= 1;
        self.0.left.notify_one();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
impl Soundness {
    /// Whether the blob's verdict is remembered.
    pub(crate) fn verdicts_of(&self, digest: &Digest) -> bool {
        lock(&self.verdicts).contains_key(digest)
    }
}
