//! Who runs on a data directory. In: the directory. Out: a claim on it, or who has it. The claim is a lock, which dies with its
//! process however that ends; the number in the file is for people and for `down`. Never here: signals.

use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

const NAME: &str = "interstella.pid";

/// Why the directory could not be claimed.
#[derive(Debug)]
pub(crate) enum Claimed {
    /// By this process.
    By(String),
    /// The file could not be used.
    Io(PathBuf, io::Error),
}

impl fmt::Display for Claimed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::By(pid) => {
                write!(f, "process {pid} runs on this data directory already; `interstella down` ends it")
            }
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
        }
    }
}

/// This process's claim on a data directory, until dropped.
pub(crate) struct PidFile {
    path: PathBuf,
    file: File,
}

impl PidFile {
    /// Claims the directory, which is made if missing.
    pub(crate) fn claim(data_dir: &Path) -> Result<Self, Claimed> {
        let path = data_dir.join(NAME);
        let failed = |error| Claimed::Io(path.clone(), error);
        fs::create_dir_all(data_dir).map_err(failed)?;
        let mut options = OpenOptions::new();
        let mut file =
            options.read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Claimed::By(content(&mut file))),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let written = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
        written.map_err(failed)?;
        Ok(Self { path, file })
    }
}

impl Drop for PidFile {
    fn drop(&mut self) {
        // Removed while still locked: nobody can have claimed it in between.
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

/// The process that has claimed the directory; `None` when nobody has.
pub(crate) fn holder(data_dir: &Path) -> Option<u32> {
    let mut file = File::open(data_dir.join(NAME)).ok()?;
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => content(&mut file).parse().ok(),
        _ => None,
    }
}

fn content(file: &mut File) -> String {
    let mut text = String::new();
    let _ = file.rewind().and_then(|()| file.take(32).read_to_string(&mut text));
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_directory_is_claimed_once_and_given_back() {
        let dir = std::env::temp_dir().join(format!("interstella-pid-{}", std::process::id()));
        assert_eq!(holder(&dir), None);
        let claim = PidFile::claim(&dir).unwrap();
        assert_eq!(holder(&dir), Some(std::process::id()));
        let refused = PidFile::claim(&dir).err().unwrap().to_string();
        assert!(refused.contains(&std::process::id().to_string()), "{refused}");
        drop(claim);
        assert_eq!(holder(&dir), None);
        // A file left behind by a killed process claims nothing.
        fs::write(dir.join(NAME), "1\n").unwrap();
        assert_eq!(holder(&dir), None);
        drop(PidFile::claim(&dir).unwrap());
        fs::remove_dir_all(&dir).unwrap();
    }
}
