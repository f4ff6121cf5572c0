//! What must be taken back on disk if a write does not come to its end: lengths and names as they were before it.
//! Steps are noted before files change; then they are forgotten, or done, the last one first. What cannot be done yet stays noted.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use crate::disk::Disk;

enum Step {
    Cut { path: PathBuf, length: u64 },
    RemoveFile(PathBuf),
    RemoveDirectory(PathBuf),
}

/// The steps, oldest first.
pub(crate) struct Undo {
    disk: Disk,
    steps: Vec<Step>,
}

impl Undo {
    pub(crate) fn on(disk: &Disk) -> Self {
        Self { disk: disk.clone(), steps: Vec::new() }
    }

    /// Adds bytes at the end of a file that has `length` bytes; a new one if that is none.
    pub(crate) fn append(&mut self, path: &Path, length: u64, bytes: &[u8]) -> io::Result<()> {
        let file = if length == 0 { self.create(path)? } else { self.open(path, length)? };
        self.disk.write_all_at(&file, bytes, length)
    }

    fn create(&mut self, path: &Path) -> io::Result<File> {
        let file = self.disk.create_new(path)?;
        self.steps.push(Step::RemoveFile(path.to_owned()));
        Ok(file)
    }

    fn open(&mut self, path: &Path, length: u64) -> io::Result<File> {
        let file = OpenOptions::new().write(true).open(path)?;
        let found = file.metadata()?.len();
        if found != length {
            let text = format!("has {found} bytes in place of {length}: it was changed while in use");
            return Err(io::Error::other(text));
        }
        self.steps.push(Step::Cut { path: path.to_owned(), length });
        Ok(file)
    }

    pub(crate) fn create_directory(&mut self, path: &Path) -> io::Result<()> {
        self.disk.create_directory(path)?;
        self.steps.push(Step::RemoveDirectory(path.to_owned()));
        Ok(())
    }

    /// The write is kept.
    pub(crate) fn forget(&mut self) {
        self.steps.clear();
    }

    /// The write is not kept: files are as before when this returns `Ok`.
    pub(crate) fn take_back(&mut self) -> io::Result<()> {
        while let Some(step) = self.steps.last() {
            match step.take(&self.disk) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => drop(self.steps.pop()),
            }
        }
        Ok(())
    }
}

impl Step {
    fn take(&self, disk: &Disk) -> io::Result<()> {
        match self {
            Self::Cut { path, length } => {
                let file = OpenOptions::new().write(true).open(path)?;
                file.set_len(*length)?;
                disk.sync(&file)
            }
            Self::RemoveFile(path) => fs::remove_file(path),
            Self::RemoveDirectory(path) => fs::remove_dir(path),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::disk::DiskFault;

    #[test]
    fn what_a_full_disk_left_is_taken_back() {
        let root = std::env::temp_dir().join(format!("ledger-undo-{}", std::process::id()));
        let fault = Arc::new(DiskFault::default());
        let mut undo = Undo::on(&Disk::with(Arc::clone(&fault)));
        undo.create_directory(&root).unwrap();
        undo.append(&root.join("a"), 0, b"12").unwrap();
        undo.forget();
        fault.leave_room(10);
        undo.append(&root.join("a"), 2, b"345").unwrap();
        undo.create_directory(&root.join("d")).unwrap();
        undo.append(&root.join("d/b"), 0, b"1234567890").unwrap_err();
        undo.take_back().unwrap();
        assert_eq!(fs::read(root.join("a")).unwrap(), b"12");
        assert!(!root.join("d").exists());
        assert!(undo.append(&root.join("a"), 3, b"x").is_err());
        fs::remove_dir_all(&root).unwrap();
    }
}
