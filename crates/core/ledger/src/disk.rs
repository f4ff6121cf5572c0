//! The file operations by which the ledger changes a disk: bytes and paths go in, what the system says comes out.
//!
//! All of them are here, so that a test can have the disk be full or fail ([`DiskFault`]) without being one.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, FileExt, MetadataExt};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use crate::open_error::OpenError;

/// A disk that can be made to fail, for tests.
#[derive(Debug)]
pub struct DiskFault {
    /// Bytes that may still be written.
    room: AtomicU64,
    syncs_fail: AtomicBool,
    /// Writes so far, and after how many of them the process is dead.
    writes: AtomicU64,
    last_write: AtomicU64,
    in_step: AtomicBool,
}

impl Default for DiskFault {
    fn default() -> Self {
        Self {
            room: AtomicU64::new(u64::MAX),
            syncs_fail: AtomicBool::new(false),
            writes: AtomicU64::new(0),
            last_write: AtomicU64::new(u64::MAX),
            in_step: AtomicBool::new(false),
        }
    }
}

impl DiskFault {
    /// From now on so many bytes can be written; `u64::MAX` ends the fault.
    pub fn leave_room(&self, bytes: u64) {
        self.room.store(bytes, Ordering::SeqCst);
    }

    /// Whether syncs fail from now on.
    pub fn fail_syncs(&self, fail: bool) {
        self.syncs_fail.store(fail, Ordering::SeqCst);
    }

    /// Every transaction is on disk, or refused, before the next begins: then each is one write, and writes can be counted.
    pub fn keep_in_step(&self) {
        self.in_step.store(true, Ordering::SeqCst);
    }

    /// Writes so far.
    pub fn writes(&self) -> u64 {
        self.writes.load(Ordering::SeqCst)
    }

    /// After so many writes nothing reaches the disk any more, as of a process that is killed.
    pub fn kill_after(&self, writes: u64) {
        self.last_write.store(writes, Ordering::SeqCst);
    }

    /// Whether nothing reaches the disk any more.
    pub fn is_killed(&self) -> bool {
        self.writes() >= self.last_write.load(Ordering::SeqCst)
    }

    /// How many of `wanted` bytes there is room for; takes them.
    fn take(&self, wanted: u64) -> u64 {
        let take = |room: u64| if room == u64::MAX { Some(room) } else { Some(room.saturating_sub(wanted)) };
        let before = self.room.fetch_update(Ordering::SeqCst, Ordering::SeqCst, take);
        before.unwrap_or_else(|room| room).min(wanted)
    }
}

/// Where files are written. Cheap to clone.
#[derive(Clone, Default, Debug)]
pub struct Disk(Option<Arc<DiskFault>>);

impl Disk {
    /// One that fails when `fault` says so.
    pub fn with(fault: Arc<DiskFault>) -> Self {
        Self(Some(fault))
    }

    pub(crate) fn is_in_step(&self) -> bool {
        self.0.as_ref().is_some_and(|fault| fault.in_step.load(Ordering::SeqCst))
    }

    pub(crate) fn write_all_at(&self, file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
        let Some(fault) = &self.0 else { return file.write_all_at(bytes, at) };
        if fault.is_killed() {
            return Err(io::Error::other("the process was killed"));
        }
        fault.writes.fetch_add(1, Ordering::SeqCst);
        let room = fault.take(bytes.len() as u64) as usize;
        file.write_all_at(&bytes[..room], at)?;
        if room < bytes.len() { Err(no_space()) } else { Ok(()) }
    }

    pub(crate) fn sync(&self, file: &File) -> io::Result<()> {
        if self.0.as_ref().is_some_and(|fault| fault.syncs_fail.load(Ordering::SeqCst)) {
            return Err(io::Error::other("the disk does not sync"));
        }
        file.sync_data()
    }

    /// Makes names in a directory survive a power cut.
    pub(crate) fn sync_directory(&self, path: &Path) -> io::Result<()> {
        let directory = File::open(path)?;
        self.sync(&directory)
    }

    /// A new file; an error if there is one.
    pub(crate) fn create_new(&self, path: &Path) -> io::Result<File> {
        self.needs_an_inode()?;
        OpenOptions::new().read(true).write(true).create_new(true).open(path)
    }

    pub(crate) fn create_directory(&self, path: &Path) -> io::Result<()> {
        self.needs_an_inode()?;
        fs::create_dir(path)
    }

    fn needs_an_inode(&self) -> io::Result<()> {
        match &self.0 {
            Some(fault) if fault.take(1) == 0 => Err(no_space()),
            _ => Ok(()),
        }
    }

    /// Whether the disk takes a few blocks: writes, syncs and removes a file in `directory`.
    pub(crate) fn probe(&self, directory: &Path) -> io::Result<()> {
        static BYTES: [u8; 64 << 10] = [0; 64 << 10];
        let path = directory.join("probe");
        // One that a crash left is in the way of nobody but this one.
        let _ = fs::remove_file(&path);
        let tried = self.create_new(&path).and_then(|file| {
            self.write_all_at(&file, &BYTES, 0)?;
            self.sync(&file)
        });
        let _ = fs::remove_file(&path);
        tried
    }
}

fn no_space() -> io::Error {
    io::Error::from(io::ErrorKind::StorageFull)
}

/// Which file a path led to when it was opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Identity {
    device: u64,
    inode: u64,
}

impl Identity {
    pub(crate) fn of(file: &File) -> io::Result<Self> {
        file.metadata().map(|found| Self { device: found.dev(), inode: found.ino() })
    }

    /// An error unless the path still leads to the file: what is written to a deleted file is written to nothing.
    pub(crate) fn check(self, path: &Path) -> io::Result<()> {
        let gone =
            |what: &str| io::Error::other(format!("{} was {what} while it was in use", path.display()));
        match fs::metadata(path) {
            Ok(found) if (Self { device: found.dev(), inode: found.ino() }) == self => Ok(()),
            Ok(_) => Err(gone("replaced")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(gone("deleted")),
            Err(other) => Err(other),
        }
    }
}

/// State holds secrets (parameters, keys), so a new directory is its owner's alone.
pub(crate) fn make_private(directory: &Path) -> Result<(), OpenError> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(directory)
        .map_err(|cause| OpenError::Directory { path: directory.to_owned(), cause })
}

/// Holds other processes off a file as long as it is open. A child of a process that was killed, and with it what it holds, is gone an
/// instant after it, so a lock that is held is tried again for half a second.
pub fn lock_file(file: &File) -> Result<(), fs::TryLockError> {
    for _ in 0..50 {
        match file.try_lock() {
            Err(fs::TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(10)),
            settled => return settled,
        }
    }
    file.try_lock()
}

/// Holds other processes off a directory as long as the file is open.
pub(crate) fn lock(directory: &Path) -> Result<File, OpenError> {
    let path = directory.join("lock");
    let unusable = |cause| OpenError::Directory { path: directory.to_owned(), cause };
    let file = File::create(&path).map_err(unusable)?;
    match lock_file(&file) {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(OpenError::Locked { path }),
        Err(fs::TryLockError::Error(cause)) => Err(unusable(cause)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_takes_what_fits_and_then_says_so() {
        let path = std::env::temp_dir().join(format!("ledger-disk-{}", std::process::id()));
        let fault = Arc::new(DiskFault::default());
        let disk = Disk::with(Arc::clone(&fault));
        let file = disk.create_new(&path).unwrap();
        fault.leave_room(3);
        let full = disk.write_all_at(&file, b"12345", 0).unwrap_err();
        assert_eq!((full.kind(), fs::read(&path).unwrap().len()), (io::ErrorKind::StorageFull, 3));
        fault.leave_room(u64::MAX);
        disk.write_all_at(&file, b"12345", 0).unwrap();
        let identity = Identity::of(&file).unwrap();
        identity.check(&path).unwrap();
        fs::remove_file(&path).unwrap();
        assert!(identity.check(&path).unwrap_err().to_string().contains("deleted"));
    }
}
