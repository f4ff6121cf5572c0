//! Blobs on disk.
//!
//! Comes in: bytes and digests. Goes out: files whose content is their name, which is verified at their first use and whenever they changed.
//! Blocking: call it where blocking is allowed.
//! Never done here: HTTP, knowing which repository a blob belongs to, deciding what is garbage.
//!
//! ```text
//! <dir>/blobs/sha256/<aa>/<64 hex>     complete, verified, on disk before it has this name
//! <dir>/blobs/sha256/<aa>/<64 hex>.diff-id   what a layer unpacks to, once that was asked
//! <dir>/uploads/<uuid>                 growing; wiped when the store is opened
//! ```

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::diff_ids::{self, DiffId, DiffIds};
use crate::digest::Digest;
use crate::soundness::{FileState, Soundness};
pub use crate::uploads::UploadId;
use crate::uploads::Uploads;

/// Limits of a [`BlobStore`].
#[derive(Debug, Clone, Copy)]
pub struct StoreSettings {
    /// Largest blob, in bytes.
    pub max_blob_bytes: u64,
    /// Uploads open at once; when crowded, those idle for an hour give way.
    pub max_uploads: usize,
}

impl Default for StoreSettings {
    fn default() -> Self {
        Self { max_blob_bytes: 42_000 * 1024 * 1024, max_uploads: 256 }
    }
}

/// Why the store did not do it.
#[derive(Debug)]
pub enum StoreError {
    /// No such upload (any more).
    UploadUnknown,
    /// The bytes do not continue the upload.
    OutOfOrder {
        /// Bytes the upload has.
        have: u64,
    },
    /// Over `max_blob_bytes`.
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The content has another digest; the upload is gone.
    WrongDigest {
        /// The digest it has.
        actual: Digest,
    },
    /// Over `max_uploads`.
    TooManyUploads,
    /// The file has other bytes than it once had.
    Damaged {
        /// The blob.
        digest: Digest,
        /// The digest of its bytes now.
        actual: Digest,
    },
    /// A layer that cannot be unpacked.
    NotUnpacked {
        /// The layer.
        digest: Digest,
        /// Why.
        cause: io::Error,
    },
    /// The disk failed.
    Io(io::Error),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UploadUnknown => f.write_str("there is no such upload"),
            Self::OutOfOrder { have } => {
                write!(f, "the upload has {have} bytes; the chunk must continue there")
            }
            Self::TooLarge { limit } => write!(f, "the blob exceeds {limit} bytes"),
            Self::WrongDigest { actual } => write!(f, "the content has the digest {actual}"),
            Self::TooManyUploads => f.write_str("too many uploads are open"),
            Self::Damaged { digest, actual } => {
                write!(f, "blob {digest} is damaged on disk (its bytes are {actual}); push it again")
            }
            Self::NotUnpacked { digest, cause } => {
                write!(f, "the layer {digest} cannot be unpacked: {cause}")
            }
            Self::Io(error) => write!(f, "the blob store failed: {error}"),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// A directory of blobs and its open uploads. Share it by `Arc`. One store per directory.
#[derive(Debug)]
pub struct BlobStore {
    blobs: PathBuf,
    uploads: Uploads,
    soundness: Soundness,
    diff_ids: DiffIds,
    /// Why the disk did not take the last bytes.
    trouble: Mutex<Option<String>>,
}

impl BlobStore {
    /// Opens the store in `dir`, made if missing; wipes uploads a former process left.
    pub fn open(dir: &Path, settings: StoreSettings) -> io::Result<Self> {
        let blobs = dir.join("blobs/sha256");
        fs::create_dir_all(&blobs)?;
        let uploads = Uploads::open(dir.join("uploads"), settings)?;
        Ok(Self {
            blobs,
            uploads,
            soundness: Soundness::default(),
            diff_ids: DiffIds::default(),
            trouble: Mutex::default(),
        })
    }

    /// Where the blob is, or would be.
    pub fn path(&self, digest: &Digest) -> PathBuf {
        self.blobs.join(&digest.hex()[..2]).join(digest.hex())
    }

    /// Opens the blob, at its beginning, with its size; `None` when there is none.
    ///
    /// Errors: [`StoreError::Damaged`] when its bytes are not those of its digest, and the disk.
    pub fn open_blob(&self, digest: &Digest) -> Result<Option<(File, u64)>, StoreError> {
        let mut file = match File::open(self.path(digest)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let actual = self.soundness.actual(digest, &mut file)?;
        if actual != *digest {
            return Err(StoreError::Damaged { digest: digest.clone(), actual });
        }
        let size = file.metadata()?.len();
        Ok(Some((file, size)))
    }

    /// Bytes of the blob; `None` when there is none. Errors as [`BlobStore::open_blob`] does.
    pub fn size(&self, digest: &Digest) -> Result<Option<u64>, StoreError> {
        Ok(self.open_blob(digest)?.map(|(_, size)| size))
    }

    /// Whether the blob is here and has the bytes it should have.
    pub fn is_sound(&self, digest: &Digest) -> Result<bool, StoreError> {
        match self.open_blob(digest) {
            Ok(found) => Ok(found.is_some()),
            Err(StoreError::Damaged { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// What the layer is as plain tar; `None` when there is no such blob. Decompresses it, once.
    ///
    /// Errors: [`StoreError::NotUnpacked`] for damaged gzip or too much of it, and those of [`BlobStore::open_blob`].
    pub fn diff_id(&self, digest: &Digest) -> Result<Option<DiffId>, StoreError> {
        let Some((file, _)) = self.open_blob(digest)? else { return Ok(None) };
        let path = self.path(digest);
        if let Some(known) = self.diff_ids.known(digest, &path) {
            return Ok(Some(DiffId::Known(known)));
        }
        let _turn = self.soundness.turn();
        let before = FileState::of(&file)?;
        let worked_out = diff_ids::work_out(&file)
            .map_err(|cause| StoreError::NotUnpacked { digest: digest.clone(), cause })?;
        if let DiffId::Known(diff_id) = &worked_out
            && FileState::of(&file)? == before
        {
            self.diff_ids.keep(digest, &path, diff_id);
        }
        Ok(Some(worked_out))
    }

    /// Stores `bytes` as a blob.
    pub fn put_bytes(&self, bytes: &[u8]) -> Result<Digest, StoreError> {
        let digest = Digest::of(bytes);
        if !self.is_sound(&digest)? {
            let id = self.begin()?;
            self.append(&id, Some(0), bytes)?;
            self.finish(&id, Some(&digest))?;
        }
        Ok(digest)
    }

    /// The whole blob, when it is at most `limit` bytes; for configs and manifests. Errors as [`BlobStore::open_blob`] does.
    pub fn read(&self, digest: &Digest, limit: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let is_longer = |facts: fs::Metadata| facts.len() > limit;
        if fs::metadata(self.path(digest)).is_ok_and(is_longer) {
            return Err(StoreError::TooLarge { limit });
        }
        let Some((file, _)) = self.open_blob(digest)? else { return Ok(None) };
        let mut bytes = Vec::new();
        file.take(limit).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }

    /// Removes a blob; false when there was none.
    pub fn remove(&self, digest: &Digest) -> io::Result<bool> {
        let path = self.path(digest);
        let _ = fs::remove_file(diff_ids::file(&path));
        match fs::remove_file(path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Opens an upload.
    pub fn begin(&self) -> Result<UploadId, StoreError> {
        self.noted(self.uploads.begin())
    }

    /// Bytes the upload has.
    pub fn length(&self, id: &UploadId) -> Result<u64, StoreError> {
        self.uploads.length(id)
    }

    /// Appends `bytes`; with `at`, only if the upload has exactly that many bytes. Returns the new length.
    pub fn append(&self, id: &UploadId, at: Option<u64>, bytes: &[u8]) -> Result<u64, StoreError> {
        self.noted(self.uploads.append(id, at, bytes))
    }

    /// Forgets the upload.
    pub fn cancel(&self, id: &UploadId) -> Result<(), StoreError> {
        self.uploads.take(id).map(drop)
    }

    /// Makes the upload a blob. With `expected`, only if it has that digest. Either way the upload is gone.
    pub fn finish(&self, id: &UploadId, expected: Option<&Digest>) -> Result<Digest, StoreError> {
        self.noted(self.seal(id, expected))
    }

    /// Why the disk takes no bytes, if so; tried anew when asked, so that a trouble that is over is known to be.
    pub fn trouble(&self) -> Option<String> {
        let mut trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        if trouble.is_some() {
            *trouble = self.uploads.probe().err().map(|error| error.to_string());
        }
        trouble.clone()
    }

    /// Remembers what the disk said.
    fn noted<T>(&self, done: Result<T, StoreError>) -> Result<T, StoreError> {
        let trouble = match &done {
            Ok(_) => None,
            Err(StoreError::Io(error)) => Some(error.to_string()),
            Err(_) => return done,
        };
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
        done
    }

    fn seal(&self, id: &UploadId, expected: Option<&Digest>) -> Result<Digest, StoreError> {
        let (file, actual) = self.uploads.take(id)?.seal()?;
        if expected.is_some_and(|expected| *expected != actual) {
            return Err(StoreError::WrongDigest { actual });
        }
        let path = self.path(&actual);
        let shelf = path.parent().unwrap_or(&self.blobs);
        fs::create_dir_all(shelf)?;
        file.rename(&path)?;
        // The name must survive a power cut as the content does.
        File::open(shelf)?.sync_all()?;
        Ok(actual)
    }
}

#[cfg(test)]
#[path = "store_tests.rs"]
pub(crate) mod tests;
