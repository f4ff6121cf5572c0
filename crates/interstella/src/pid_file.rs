//! Who runs on a data directory. In: the directory. Out: a claim on it, or who has it. The claim is a lock, which dies with its
//! process however that ends; the numbers in the files are for people and for the commands. Never here: signals.
//!
//! ```text
//!   interstella.pid    locked while a cloud has the directory; its process id
//!   interstella.port   the port it answers on, once it does
//! ```

use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use crate::file_trouble::{self, ELSEWHERE};

const NAME: &str = "interstella.pid";
const PORT: &str = "interstella.port";
/// Longest number that is read.
const MOST: u64 = 32;

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
            Self::By(pid) => write!(f, "process {pid} runs on this data directory already"),
            Self::Io(path, error) => f.write_str(&file_trouble::sentence("use", path, error, ELSEWHERE)),
        }
    }
}

/// This process's claim on a data directory, until dropped.
pub(crate) struct PidFile {
    directory: PathBuf,
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
        match ledger::lock_file(&file) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Claimed::By(content(&mut file))),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        // A process that was killed has left its own.
        let _ = fs::remove_file(data_dir.join(PORT));
        let written = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
        written.map_err(failed)?;
        Ok(Self { directory: data_dir.to_owned(), file })
    }

    /// Says on which port the cloud answers.
    pub(crate) fn announce(&self, port: u16) -> Result<(), Claimed> {
        let path = self.directory.join(PORT);
        fs::write(&path, format!("{port}\n")).map_err(|error| Claimed::Io(path, error))
    }
}

impl Drop for PidFile {
    fn drop(&mut self) {
        // Removed while still locked: nobody can have claimed it in between.
        let _ = fs::remove_file(self.directory.join(PORT));
        let _ = fs::remove_file(self.directory.join(NAME));
        let _ = self.file.unlock();
    }
}

/// A cloud that has claimed a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Holder {
    /// Its process.
    pub(crate) pid: u32,
    /// The port it answers on; `None` while it starts.
    pub(crate) port: Option<u16>,
}

/// Who has claimed the directory; `None` when nobody has. Fails when that cannot be seen.
pub(crate) fn holder(data_dir: &Path) -> Result<Option<Holder>, Claimed> {
    let path = data_dir.join(NAME);
    let mut file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Claimed::Io(path, error)),
    };
    let Err(TryLockError::WouldBlock) = file.try_lock_shared() else { return Ok(None) };
    let port = File::open(data_dir.join(PORT)).ok().and_then(|mut file| content(&mut file).parse().ok());
    Ok(content(&mut file).parse().ok().map(|pid| Holder { pid, port }))
}

fn content(file: &mut File) -> String {
    let mut text = String::new();
    let _ = file.rewind().and_then(|()| file.take(MOST).read_to_string(&mut text));
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_directory_is_claimed_once_and_given_back() {
        let dir = std::env::temp_dir().join(format!("interstella-pid-{}", std::process::id()));
        assert_eq!(holder(&dir).unwrap(), None);
        let claim = PidFile::claim(&dir).unwrap();
        let pid = std::process::id();
        assert_eq!(holder(&dir).unwrap(), Some(Holder { pid, port: None }));
        claim.announce(4600).unwrap();
        assert_eq!(holder(&dir).unwrap(), Some(Holder { pid, port: Some(4600) }));
        let refused = PidFile::claim(&dir).err().unwrap().to_string();
        assert!(refused.contains(&pid.to_string()), "{refused}");
        drop(claim);
        assert_eq!(holder(&dir).unwrap(), None);
        // Files left behind by a killed process claim nothing, and say nothing of the next.
        fs::write(dir.join(NAME), "1\n").unwrap();
        fs::write(dir.join(PORT), "1\n").unwrap();
        assert_eq!(holder(&dir).unwrap(), None);
        let claim = PidFile::claim(&dir).unwrap();
        assert_eq!(holder(&dir).unwrap(), Some(Holder { pid, port: None }));
        drop(claim);
        fs::remove_dir_all(&dir).unwrap();
    }

    #[test]
    fn a_file_in_the_place_of_the_directory_is_named() {
        let file = std::env::temp_dir().join(format!("interstella-no-dir-{}", std::process::id()));
        fs::write(&file, "").unwrap();
        for error in [PidFile::claim(&file).err().unwrap(), holder(&file).unwrap_err()] {
            let words = error.to_string();
            assert!(words.contains("is a file, and a directory is needed there; choose another"), "{words}");
        }
        fs::remove_file(file).unwrap();
    }
}
