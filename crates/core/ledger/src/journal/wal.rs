//! One file of the write-ahead log: bytes of whole batches go in at its end, each synced before the next.
//!
//! What a failed write left behind is cut off before anything else is written, so that no reader of a later life finds it.
//! Deliberately absent: what the bytes say.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::entries;
use crate::disk::{Disk, Identity};

/// Where the file of this number is kept.
pub(super) fn path_of(directory: &Path, number: u64) -> PathBuf {
    directory.join(format!("{number:08}.wal"))
}

/// An open file of the log.
pub(super) struct Wal {
    pub(super) path: PathBuf,
    pub(super) number: u64,
    /// Bytes that are kept; nothing lies behind them while `is_clean`.
    pub(super) length: u64,
    is_clean: bool,
    file: File,
    identity: Identity,
    disk: Disk,
}

impl Wal {
    /// A new file that goes on after `batch`; on disk with its name when this returns.
    pub(super) fn create(disk: &Disk, directory: &Path, number: u64, batch: u64) -> io::Result<Self> {
        let path = path_of(directory, number);
        let file = disk.create_new(&path)?;
        let begun = Self::begin(disk, &path, file, number, batch).and_then(|wal| {
            disk.sync_directory(directory)?;
            Ok(wal)
        });
        if begun.is_err() {
            // Half a header says nothing; should it stay, the next start removes it.
            let _ = fs::remove_file(&path);
        }
        begun
    }

    fn begin(disk: &Disk, path: &Path, file: File, number: u64, batch: u64) -> io::Result<Self> {
        let identity = Identity::of(&file)?;
        let (path, disk) = (path.to_owned(), disk.clone());
        let mut wal = Self { path, number, length: 0, is_clean: true, file, identity, disk };
        let mut header = Vec::new();
        entries::put_header(&mut header, batch);
        wal.append(&header)?;
        Ok(wal)
    }

    /// Opens one to go on after its first `length` bytes; the rest is cut off.
    pub(super) fn open(disk: &Disk, directory: &Path, number: u64, length: u64) -> io::Result<Self> {
        let path = path_of(directory, number);
        let file = OpenOptions::new().read(true).write(true).open(&path)?;
        let identity = Identity::of(&file)?;
        let is_clean = file.metadata()?.len() == length;
        let mut wal = Self { path, number, length, is_clean, file, identity, disk: disk.clone() };
        wal.mend()?;
        Ok(wal)
    }

    /// Adds bytes; when it returns `Ok` they survive a power cut, and else they are not there.
    pub(super) fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.mend()?;
        let written = self.disk.write_all_at(&self.file, bytes, self.length);
        let kept = written.and_then(|()| self.disk.sync(&self.file));
        match kept.and_then(|()| self.identity.check(&self.path)) {
            Ok(()) => {
                self.length += bytes.len() as u64;
                Ok(())
            }
            Err(cause) => {
                self.is_clean = false;
                // If not even that can be done now, it is done before the next write.
                let _ = self.mend();
                Err(cause)
            }
        }
    }

    /// Cuts off what a failed write left, if it did.
    pub(super) fn mend(&mut self) -> io::Result<()> {
        if !self.is_clean {
            self.identity.check(&self.path)?;
            self.file.set_len(self.length)?;
            self.disk.sync(&self.file)?;
            self.is_clean = true;
        }
        Ok(())
    }
}
